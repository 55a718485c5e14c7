from django.db import models


class Trace(models.Model):
    """A quarter of a voice's fingerprint: near-copies share at least one, so they are found by an index."""

    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="traces")
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    quarter = models.IntegerField(help_text="which quarter (0 to 3) × 65,536 + its 16 bits")
    fingerprint = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["town", "quarter", "written_at"], name="trace_by_quarter")]
