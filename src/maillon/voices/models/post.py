from django.db import models

from maillon.core.public_id import new_public_id


class Post(models.Model):
    """What a source delivered, as it was: never edited here, gone when it is gone there."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("voices.Source", on_delete=models.CASCADE, related_name="posts")
    native_id = models.CharField(max_length=300)
    tool = models.CharField(max_length=30, blank=True, help_text="the public tool it was written on, as shown")
    url = models.URLField(max_length=600, blank=True)
    author = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    lang_hint = models.CharField(max_length=12, blank=True)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    handles = models.JSONField(default=list, help_text="@handles, as told by the tool")
    hashtags = models.JSONField(default=list)
    urls = models.JSONField(default=list)
    place_id = models.CharField(max_length=120, blank=True)
    fingerprint = models.BigIntegerField(null=True, help_text="64-bit, for near-copies")
    state = models.CharField(max_length=8, default="new")          # new, read, aside
    aside_reason = models.CharField(max_length=300, blank=True)
    voice = models.ForeignKey("voices.Voice", null=True, on_delete=models.SET_NULL, related_name="posts")
    leads = models.BooleanField(default=False, help_text="its words are the voice's; the others are copies")
    backfill = models.BooleanField(default=False, help_text="of the past when it came: nobody is alarmed by it")
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "native_id"], name="post_once_per_source")]
        indexes = [
            models.Index(fields=["received_at"], condition=models.Q(state="new"), name="post_to_read"),
            models.Index(fields=["town", "fingerprint"], name="post_by_fingerprint"),
            models.Index(fields=["source", "author"], name="post_by_author"),
        ]
