from django.db import models

from maillon.territory.public import FoldedField


class Label(models.Model):
    """What somebody said about a link or a reading, kept also when undone.

    By a shop: `not_us`, `not_complaint`, `dispute`, `is_us`, `answered`. By a moderator: `confirm`, `remove`,
    `choose`, `reading`. `before`: what an undo restores, {"links": {shop: state or null}, "reading": {field: value}}.
    """

    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="labels")
    shop = models.ForeignKey("shops.Shop", null=True, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=14)
    role = models.CharField(max_length=12, help_text="shop, moderator, other_shop")
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="a moderator or a second signal decided")
    outcome = models.CharField(max_length=10, blank=True)          # confirmed, refused

    class Meta:
        indexes = [models.Index(fields=["voice", "shop"])]

    @property
    def about(self) -> int:
        """The shop (primary key) that spoke or is spoken of; only a moderator's decision may be about none."""
        assert self.shop_id is not None
        return self.shop_id


class Correction(models.Model):
    """A confirmed (alias, shop) pair added to or blocked in one town's gazetteer. Reversible."""

    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="+")
    alias = models.CharField(max_length=200)
    folded = FoldedField(max_length=200, blank=True, default="", help_text="the alias as it is searched for")
    allowed = models.BooleanField()
    from_label = models.ForeignKey("voices.Label", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    changed = models.PositiveIntegerField(null=True, default=0,
                                          help_text="earlier voices whose links it changed; null: not counted")

    class Meta:
        indexes = [models.Index(fields=["town", "-at"], name="correction_by_time"),
                   models.Index(fields=["shop", "alias"], name="correction_by_pair")]
