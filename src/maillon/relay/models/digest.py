from django.db import models


class Digest(models.Model):
    """What one period brought for one subscription; made once, however often its task runs."""

    subscription = models.ForeignKey("relay.Subscription", on_delete=models.CASCADE, related_name="digests")
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "since"], name="digest_once")]
