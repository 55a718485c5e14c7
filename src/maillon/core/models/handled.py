from django.db import models


class Handled(models.Model):
    """An event that one reaction has dealt with: delivery is at least once, the effect exactly once."""

    event_id = models.CharField(max_length=32)
    reaction = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "reaction"], name="handled_once")]
