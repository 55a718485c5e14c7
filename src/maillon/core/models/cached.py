from django.db import models


class Cached(models.Model):
    """What is remembered for a while: how often somebody asked for a code. The table of Django's database cache, so that
    it holds over all page processes and over restarts; made by a migration like every other."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
