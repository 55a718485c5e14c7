from django.db import models
from django.db.models import Q


class Digest(models.Model):
    """Which days were told to one subscription. Its words are made when it is sent: nothing withdrawn goes out."""

    subscription = models.ForeignKey("relay.Subscription", on_delete=models.CASCADE, related_name="digests")
    since = models.DateField(help_text="first local day")
    until = models.DateField(help_text="the day after the last one")
    asked = models.BooleanField(default=False, help_text="sent at the reader's wish, between two regular ones")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "until"], condition=Q(asked=False), name="digest_once"),
        ]
