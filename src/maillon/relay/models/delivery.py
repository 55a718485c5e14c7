from django.db import models


class Delivery(models.Model):
    """One message to one person and what became of it: queued, sending, sent, failed, refused, unknown."""

    subscription = models.ForeignKey("relay.Subscription", on_delete=models.CASCADE, related_name="+")
    digest = models.ForeignKey("relay.Digest", null=True, on_delete=models.CASCADE, related_name="+")
    voice_ref = models.CharField(max_length=10, blank=True, help_text="public id of the voice an alert is about")
    key = models.CharField(max_length=80, unique=True, help_text="makes a second queueing harmless")
    state = models.CharField(max_length=8, default="queued")
    attempts = models.PositiveIntegerField(default=0)
    message_id = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
