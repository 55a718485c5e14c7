from django.db import models


class Chore(models.Model):
    """Something the listener starts at regular times. Claimed by a conditional UPDATE of `next_at`."""

    name = models.CharField(max_length=120, unique=True)
    next_at = models.DateTimeField(db_index=True)
