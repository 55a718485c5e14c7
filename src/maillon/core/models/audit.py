from django.db import models


class AuditRow(models.Model):
    """Who did what to which object, and why. Append-only; written in the transaction of the change itself."""

    at = models.DateTimeField(db_index=True)
    by_id = models.BigIntegerField(null=True, help_text="primary key of the person; null: the machine itself")
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    town_id = models.BigIntegerField(null=True, db_index=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["object_kind", "object_id"])]
