import factory

from maillon.shops.models import Claim

from .people import THEN, PersonFactory
from .places import ShopFactory


class ClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Claim

    shop = factory.SubFactory(ShopFactory)
    person = factory.SubFactory(PersonFactory)
    proof = Claim.Proof.DOCUMENT
    proof_text = "Register number 123 456 789"
    asked_at = THEN
