"""Rows for tests, one factory a model; traits name what a test needs to say."""
from .people import PersonFactory, RoleFactory
from .places import ShopFactory, ShopZoneFactory, StreetFactory, TownFactory, ZoneFactory
from .shops import ClaimFactory

__all__ = ["ClaimFactory", "PersonFactory", "RoleFactory", "ShopFactory", "ShopZoneFactory", "StreetFactory",
           "TownFactory", "ZoneFactory"]
