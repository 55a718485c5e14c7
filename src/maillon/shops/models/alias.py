from django.db import models

from maillon.territory.public import FoldedField


class ShopAlias(models.Model):
    """Another name of a shop: from a register, from its keeper, or learnt from a confirmed correction."""

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = FoldedField(max_length=240)
    origin = models.CharField(max_length=60, default="register")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "folded"], name="alias_once_per_shop")]
