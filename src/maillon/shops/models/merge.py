from django.db import models


class MergeProposal(models.Model):
    """Two shops that look like one; merged unasked only when two signs agree."""

    class State(models.TextChoices):
        OPEN = "open"
        MERGED = "merged"
        REFUSED = "refused"

    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="+")
    signs = models.JSONField(default=list, help_text="name_near, same_phone, same_site")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kept", "other"], name="proposed_once")]
