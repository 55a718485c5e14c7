from django.db import models


class Beat(models.Model):
    """A process's sign of life; `/healthz` asks for one younger than a minute."""

    part = models.CharField(max_length=30, unique=True)
    at = models.DateTimeField()
