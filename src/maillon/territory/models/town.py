from django.db import models

from maillon.core.public_id import new_public_id


class Town(models.Model):
    """The tenant: a town, a merchants' association or a centre that hosts its own portal here."""

    class Kind(models.TextChoices):
        TOWN = "town"
        ASSOCIATION = "association"
        CENTRE = "centre"

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    motto = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TOWN)
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    language = models.CharField(max_length=8, default="fr", help_text="the town's own; its words are in it")
    languages = models.JSONField(default=list, help_text="offered, in order; empty: all")
    awning = models.CharField(max_length=7, blank=True, help_text="#rrggbb, contrast-checked when saved")
    credit = models.CharField(max_length=300, blank=True, help_text="whose data the map shows")
    gazetteer_version = models.PositiveIntegerField(default=1, help_text="moves when a name the ear knows changes")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
