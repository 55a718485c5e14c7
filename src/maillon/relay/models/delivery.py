from django.db import models

from maillon.core.public_id import new_public_id


class Delivery(models.Model):
    """One message to one person and what became of it. States: `rules.delivery.STATES`."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    subscription = models.ForeignKey("relay.Subscription", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, default="digest")         # digest, alert, summary (of alerts held back)
    digest = models.ForeignKey("relay.Digest", null=True, on_delete=models.CASCADE, related_name="+")
    voice_ref = models.CharField(max_length=10, blank=True, help_text="public id of the voice an alert is about")
    held = models.BooleanField(default=False, help_text="an alert over the hourly allowance: goes into a summary")
    carrier = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="carried")
    key = models.CharField(max_length=80, unique=True, help_text="makes a second queueing harmless")
    state = models.CharField(max_length=8, default="queued")
    attempts = models.PositiveIntegerField(default=0)
    message_id = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    queued_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="when it came into its state")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subscription", "-queued_at"], name="delivery_by_subscription"),
            models.Index(fields=["moved_at"], condition=models.Q(state="sending"), name="delivery_on_its_way"),
        ]
