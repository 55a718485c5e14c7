from django.db import models
from django.db.models import Q

from maillon.core.public_id import new_public_id


class Role(models.Model):
    """What a person may do where. The scope is a plain pair: accounts stands below town, zone and shop."""

    class Kind(models.TextChoices):
        SHOPKEEPER = "shopkeeper"
        STAFF = "staff"
        COMMUNITY_MANAGER = "community_manager"
        OFFICER = "officer"
        MODERATOR = "moderator"
        OPERATOR = "operator"

    class Scope(models.TextChoices):
        SHOP = "shop"
        ZONE = "zone"
        TOWN = "town"
        HOUSE = "house"

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    scope = models.CharField(max_length=8, choices=Scope)
    scope_id = models.BigIntegerField(default=0, help_text="primary key of the shop, zone or town; 0 for the house")
    town_id = models.BigIntegerField(null=True, db_index=True, help_text="the town the scope lies in")
    granted_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "scope", "scope_id"], condition=Q(revoked_at=None),
                                    name="role_held_once"),
        ]
        indexes = [models.Index(fields=["scope", "scope_id"])]
