from django.db import models

from maillon.core.public_id import new_public_id


class Source(models.Model):
    """Where posts come from: one configured tool, feed or file of a town. The listener claims it by `next_at`."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, help_text="name of the connector folder")
    name = models.CharField(max_length=120)
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="listening")   # listening, paused, blind, done
    next_at = models.DateTimeField(null=True, db_index=True)
    cursor = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True, help_text="last time it brought something")
    blind_since = models.DateTimeField(null=True)
    blind_reason = models.CharField(max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "kind", "name"], name="source_once")]
