"""The guard in front of every view."""
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from maillon.core.web.asks import Place, asks, find, finds, place_of

pytestmark = pytest.mark.django_db


def ask(question, person, method="get", post=None, htmx=False, **arguments):
    view = asks(question, post=post)(lambda request, **kwargs: HttpResponse("in"))
    request = getattr(RequestFactory(), method)("/here/?x=1")
    request.user, request.htmx = person, htmx
    request.resolver_match = ResolverMatch(view, (), arguments)
    return view(request, **arguments), request


def test_the_view_carries_its_questions():
    view = asks("may_see_desk", post="may_act_on_desk")(lambda request: None)
    assert (view.asks, view.asks_post) == ("may_see_desk", "may_act_on_desk")
    assert asks("may_operate")(lambda request: None).asks_post == "may_operate"


def test_public_pages_cost_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        ask("may_read_public", AnonymousUser(), town="nowhere")


def test_who_is_not_signed_in_is_sent_there_and_back(cast):
    answer, _ = ask("may_see_desk", AnonymousUser(), shop_id=cast.shop.public_id)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/here/%3Fx%3D1"
    answer, _ = ask("may_see_desk", AnonymousUser(), shop_id=cast.shop.public_id, htmx=True)
    assert answer["HX-Redirect"] == "/accounts/login/"


def test_reading_and_changing_may_differ(cast):
    arguments = {"post": "may_act_on_desk", "shop_id": cast.arcade_shop.public_id}
    assert ask("may_see_desk", cast.fanny, **arguments)[0].content == b"in"
    with pytest.raises(PermissionDenied):
        ask("may_see_desk", cast.fanny, method="post", **arguments)


def test_what_is_not_there_is_not_there(cast):
    with pytest.raises(Http404):
        ask("may_see_desk", cast.ada, shop_id="0000000000")
    with pytest.raises(Http404):
        find({"town": "nowhere"})


def test_arguments_must_agree(cast):
    """A shop under another town's address: 404, whoever asks."""
    assert find({"town": cast.town.slug, "shop_id": cast.shop.public_id}).shop_id == cast.shop.pk
    with pytest.raises(Http404):
        find({"town": cast.elsewhere.slug, "shop_id": cast.shop.public_id})


def test_the_place_is_found_once(cast, django_assert_num_queries):
    _, request = ask("may_see_desk", cast.ada, shop_id=cast.shop.public_id)
    with django_assert_num_queries(0):
        assert place_of(request) == Place(town_id=cast.town.pk, shop_id=cast.shop.pk)


def test_one_argument_has_one_finder():
    with pytest.raises(ValueError, match="taken"):
        finds("town", lambda slug: None)
