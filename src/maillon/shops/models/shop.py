from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillon.core.public_id import new_public_id
from maillon.territory.public import FoldedField


class ShopQuerySet(models.QuerySet["Shop"]):
    def open_ones(self) -> ShopQuerySet:
        return self.filter(closed_on=None)


class Shop(models.Model):
    """A shop as the public knows it. Never deleted by an import: one that is gone keeps the day it closed."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    folded = FoldedField(max_length=240, help_text="folded name: search, sorting, merging")
    slug = models.SlugField(max_length=220, allow_unicode=True)
    trade = models.CharField(max_length=60, blank=True, help_text="OpenStreetMap value: bakery, books, restaurant …")
    street = models.ForeignKey("territory.Street", null=True, on_delete=models.SET_NULL, related_name="+")
    housenumber = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    website = models.URLField(max_length=400, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    handles = models.JSONField(default=list, help_text="@user@host, @user.bsky.social, full URL")
    opening_hours = models.CharField(max_length=400, blank=True, help_text="OpenStreetMap grammar, as received")
    place_ids = models.JSONField(default=dict)
    fictional = models.BooleanField(default=False, help_text="invented for the sample town")
    closed_on = models.DateField(null=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="two entries were one shop: this is the one that stays, itself never merged; its address leads there for ever",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShopQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["town", "folded"], condition=Q(closed_on=None), name="shop_by_name"),
            models.Index(fields=["town", "trade", "folded"], condition=Q(closed_on=None), name="shop_by_trade"),
            models.Index(fields=["street"], name="shop_by_street"),
            models.Index(fields=["town", "lon", "lat"], name="shop_by_place"),
        ]

    def __str__(self) -> str:
        return self.name


class ShopZone(models.Model):
    """Shop lies in zone; worked out at import."""

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="in_zones")
    zone = models.ForeignKey("territory.Zone", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "zone"], name="shop_in_zone_once")]
