from django.db import models

from maillon.core.public_id import new_public_id


class Voice(models.Model):
    """One opinion after copies are joined: what is counted and shown. Its words are those of its first post."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    author = models.CharField(max_length=200, blank=True)
    tool = models.CharField(max_length=30, blank=True)
    url = models.URLField(max_length=600, blank=True)
    written_at = models.DateTimeField()
    day = models.DateField(help_text="the town's local day it was written on")
    in_zone = models.BooleanField(null=True)
    subject = models.CharField(max_length=8, default="none")       # shop, street, centre, town, none
    # spoken of; with the subject shop: where it is said, when people denied that it is the shop the ear heard
    street = models.ForeignKey("territory.Street", null=True, on_delete=models.SET_NULL, related_name="+")
    zone = models.ForeignKey("territory.Zone", null=True, on_delete=models.SET_NULL, related_name="+")
    lang = models.CharField(max_length=8, blank=True)
    stance = models.CharField(max_length=6, default="none")        # up, down, mixed, none
    stance_probability = models.FloatField(default=0)
    stance_words = models.JSONField(default=list)                  # [[text, start, end], …]
    kind = models.CharField(max_length=14, default="other")
    kind_probability = models.FloatField(default=0)
    kind_words = models.JSONField(default=list)
    aspects = models.JSONField(default=list)                       # [{aspect, stance, words}, …]
    safety = models.BooleanField(default=False)
    safety_words = models.JSONField(default=list)
    copies = models.PositiveIntegerField(default=0, help_text="further posts joined to it: shown, not counted")
    sample = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["town", "-written_at"], name="voice_by_time"),
            models.Index(fields=["street", "-written_at"], name="voice_by_street"),
            models.Index(fields=["town", "author", "written_at"], name="voice_by_author"),
            models.Index(fields=["town", "safety", "-written_at"], condition=models.Q(safety=True), name="voice_safety"),
        ]
