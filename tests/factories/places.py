import factory

from maillon.shops.models import Shop, ShopZone
from maillon.territory.models import Street, Town, Zone


class TownFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Town

    slug = factory.Sequence(lambda n: f"town-{n}")
    name = factory.LazyAttribute(lambda town: town.slug.replace("-", " ").title())


class ZoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Zone

    town = factory.SubFactory(TownFactory)
    kind = Zone.Kind.QUARTER
    name = factory.Sequence(lambda n: f"Quarter {n}")
    folded = factory.LazyAttribute(lambda zone: zone.name.lower())
    slug = factory.LazyAttribute(lambda zone: zone.name.lower().replace(" ", "-"))
    register_id = factory.LazyAttribute(lambda zone: f"zone:{zone.slug}")

    class Params:
        centre = factory.Trait(kind=Zone.Kind.CENTRE, fictional=True)


class StreetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Street

    town = factory.SubFactory(TownFactory)
    name = factory.Sequence(lambda n: f"Street {n}")
    folded = factory.LazyAttribute(lambda street: street.name.lower())
    slug = factory.LazyAttribute(lambda street: street.name.lower().replace(" ", "-"))


class ShopFactory(factory.django.DjangoModelFactory):
    """On a street of its own town; `nowhere=True` leaves the street and the position out."""

    class Meta:
        model = Shop

    town = factory.SubFactory(TownFactory)
    name = factory.Sequence(lambda n: f"Shop {n}")
    folded = factory.LazyAttribute(lambda shop: shop.name.lower())
    slug = factory.LazyAttribute(lambda shop: shop.name.lower().replace(" ", "-"))
    trade = "bakery"
    street = factory.SubFactory(StreetFactory, town=factory.SelfAttribute("..town"))
    housenumber = "1"
    lon, lat = 2.39, 48.87
    fictional = True

    class Params:
        nowhere = factory.Trait(street=None, lon=None, lat=None, housenumber="")


class ShopZoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ShopZone

    shop = factory.SubFactory(ShopFactory)
    zone = factory.SubFactory(ZoneFactory, town=factory.SelfAttribute("..shop.town"))
