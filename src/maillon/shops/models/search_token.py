from django.db import models

from maillon.territory.public import FoldedField


class SearchToken(models.Model):
    """One folded word of a shop's or street's name: prefix search in any script, same SQL on both databases."""

    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    token = FoldedField(max_length=60)
    kind = models.CharField(max_length=6, help_text="shop, street")
    ref_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "token", "kind", "ref_id"], name="token_once")]
        indexes = [models.Index(fields=["kind", "ref_id"])]
