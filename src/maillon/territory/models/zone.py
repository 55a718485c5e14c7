from django.db import models

from maillon.core.public_id import new_public_id

from .folded import FoldedField


class Zone(models.Model):
    """A named part of a town; zones nest. The town's own outline is the zone of kind `town`."""

    class Kind(models.TextChoices):
        TOWN = "town"
        DISTRICT = "district"
        QUARTER = "quarter"
        CENTRE = "centre"
        STATION = "station"

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="zones")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    folded = FoldedField(max_length=160)
    slug = models.SlugField(max_length=140, allow_unicode=True)
    aliases = models.JSONField(default=list)
    geometry = models.JSONField(null=True, help_text="GeoJSON geometry, WGS 84, longitude first")
    register_id = models.CharField(max_length=120, help_text="the id in the file it came from; stable over re-imports")
    fictional = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "register_id"], name="zone_once_per_register")]
        indexes = [models.Index(fields=["town", "kind"]), models.Index(fields=["town", "slug"], name="zone_by_slug")]

    def __str__(self) -> str:
        return self.name
