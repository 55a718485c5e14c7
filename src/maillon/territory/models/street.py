from django.db import models

from maillon.core.public_id import new_public_id

from .folded import FoldedField


class Street(models.Model):
    """A street of a town, known by its folded name. Its line where the import had one, else a run of its shops' dots."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="streets")
    name = models.CharField(max_length=160)
    folded = FoldedField(max_length=200)
    slug = models.SlugField(max_length=180, allow_unicode=True)
    aliases = models.JSONField(default=list)
    line = models.JSONField(null=True, help_text="GeoJSON (Multi)LineString, WGS 84")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "folded"], name="street_once_per_town")]
        indexes = [models.Index(fields=["town", "slug"], name="street_by_slug")]

    def __str__(self) -> str:
        return self.name
