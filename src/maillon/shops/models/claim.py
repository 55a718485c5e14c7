from django.db import models

from maillon.core.public_id import new_public_id


class Claim(models.Model):
    """ "This shop is mine": asked by a person with a proof, decided by somebody of the town."""

    class Proof(models.TextChoices):
        DOCUMENT = "document"
        SITE = "site"  # a code shown on the shop's own web site
        PHONE = "phone"  # called back on the shop's public number
        IN_PERSON = "in_person"

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    proof = models.CharField(max_length=10, choices=Proof)
    proof_text = models.TextField(blank=True)
    proof_code = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "person"], condition=models.Q(state="asked"), name="claim_open_once"),
        ]
