from django.db import models

from maillon.core.public_id import new_public_id


class Subscription(models.Model):
    """Who gets a digest or alerts about what, how often. An ended one stays: nobody is signed up again unasked."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=6)                          # shop, zone, town
    ref_id = models.BigIntegerField()
    what = models.CharField(max_length=6)                           # digest, alert
    rhythm = models.CharField(max_length=7, default="weekly")       # daily, weekly, instant
    token = models.CharField(max_length=43, unique=True, help_text="one-click unsubscribe")
    next_at = models.DateTimeField(null=True, db_index=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=6, blank=True)           # reader, role (no longer held)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scope", "ref_id", "what"], name="subscribed_once"),
        ]
        indexes = [models.Index(fields=["town", "what"], condition=models.Q(ended_at=None), name="subscription_live")]
