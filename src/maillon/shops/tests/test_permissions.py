"""Each question about roles, shops and desks against each of the cast, without a page in between."""
import pytest
from django.contrib.auth.models import AnonymousUser

from maillon.accounts import public
from maillon.core.web import asks
from maillon.shops import permissions as shops
from tests.cast import NAMES

pytestmark = pytest.mark.django_db


def passing(cast, question):
    return {name for name in NAMES if question(cast.person(name))} | (
        {"nobody"} if question(AnonymousUser()) else set())


@pytest.mark.parametrize(("question", "who"), [
    (lambda p, c: public.may_read_public(p), {*NAMES, "nobody"}),
    (lambda p, c: public.may_use_account(p), set(NAMES)),
    (lambda p, c: public.may_operate(p), {"hugo"}),
    (lambda p, c: public.may_run_town(p, c.town.pk), {"dario", "hugo"}),
    (lambda p, c: public.may_run_town(p, c.elsewhere.pk), {"elsa", "hugo"}),
    (lambda p, c: public.may_moderate(p, c.town.pk), {"dario", "gael"}),
    (lambda p, c: public.may_moderate(p, None), set()),
    (lambda p, c: public.may_see_zone_dashboard(p, c.town.pk), {"dario", "gael", "fanny"}),
    (lambda p, c: public.may_see_zone_dashboard(p, c.elsewhere.pk), {"elsa"}),
    (lambda p, c: bool(public.zones_managed(p, c.town.pk)), {"fanny"}),
    (lambda p, c: public.may_keep_shop(p, c.shop.pk), {"ada"}),
    (lambda p, c: public.may_keep_shop(p, None), set()),
    (lambda p, c: shops.may_see_desk(p, c.shop.pk), {"ada", "bruno"}),
    (lambda p, c: shops.may_see_desk(p, c.arcade_shop.pk), {"fanny"}),
    (lambda p, c: shops.may_act_on_desk(p, c.arcade_shop.pk), set()),
    (lambda p, c: shops.may_see_desk(p, c.other_shop.pk), set()),
])
def test_who_passes(cast, question, who):
    assert passing(cast, lambda person: question(person, cast)) == who


def test_an_id_means_nothing_in_another_scope(cast):
    """The officer of town 1 is nothing to shop 1."""
    assert not public.may_keep_shop(cast.dario, cast.town.pk)
    assert not public.may_moderate(cast.ada, cast.shop.pk)


def test_an_account_put_out_of_use_holds_nothing(cast):
    cast.dario.__class__.objects.filter(email__startswith="dario").update(is_active=False)
    assert not public.may_moderate(cast.dario, cast.town.pk)


def test_a_question_nobody_signed_up_opens_nothing(cast):
    with pytest.raises(LookupError):
        asks.may(cast.hugo, "may_do_anything")


def test_a_question_has_the_name_of_one():
    with pytest.raises(ValueError, match="may_"):
        asks.sign_up("officer_only", lambda person, place: True)
