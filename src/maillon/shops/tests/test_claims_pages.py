"""The pages about claims, staff and people, as forms send them."""
import datetime as dt

import pytest

from maillon.accounts.models import Person
from maillon.accounts.public import may_keep_shop, may_moderate, zones_managed
from maillon.core import clock
from maillon.core.models import AuditRow
from maillon.shops.actions import merge
from maillon.shops.models import Claim, ImportRun, MergeProposal
from maillon.shops.permissions import may_see_desk
from maillon.shops.web.claims_panels import doors_of
from tests.factories import ClaimFactory, ShopFactory, ShopZoneFactory, ZoneFactory

pytestmark = pytest.mark.django_db


def ask(cast, who="carla", shop=None, **data):
    shop = shop or cast.arcade_shop
    return cast.client(who).post(f"/claim/{shop.public_id}/", {"proof": "document", "proof_text": "No 1"} | data)


def test_the_shop_page_asks_until_the_shop_has_a_keeper(cast):
    page = f"/en/{cast.town.slug}/shops/x-{{}}/"
    free = cast.client("nobody").get(page.format(cast.arcade_shop.public_id), follow=True).content.decode()
    kept = cast.client("nobody").get(page.format(cast.shop.public_id), follow=True).content.decode()
    assert f"/claim/{cast.arcade_shop.public_id}/" in free
    assert "/claim/" not in kept


def test_asking_and_deciding(cast):
    status = ask(cast)["Location"]
    assert "waiting" in cast.client("carla").get(status).content.decode()
    claim = Claim.objects.get()
    dario = cast.client("dario")
    queue = dario.get(f"/town/{cast.town.slug}/claims/").content.decode()
    assert "Poissonnerie Joaolena" in queue and claim.public_id in queue
    decide = f"/town/{cast.town.slug}/claims/{claim.public_id}/"
    assert dario.post(decide, {"decision": "refuse", "reason": ""}).status_code == 400
    assert dario.post(decide, {"decision": "perhaps"}).status_code == 400
    assert dario.post(decide, {"decision": "approve"}).status_code == 302
    assert may_keep_shop(cast.carla, cast.arcade_shop.pk)
    assert dario.post(decide, {"decision": "refuse", "reason": "late"})["Location"] == decide     # decided already
    assert may_keep_shop(cast.carla, cast.arcade_shop.pk)


def test_what_was_typed_is_kept_after_an_error(cast):
    ask(cast)
    answer = ask(cast, proof_text="My long story")
    assert answer.status_code == 400 and "My long story" in answer.content.decode()


def test_who_keeps_a_shop_is_led_to_its_desk_and_not_asked_again(cast):
    page = cast.client("ada").get(f"/claim/{cast.shop.public_id}/").content.decode()
    assert "You keep this shop already" in page and f"/desk/{cast.shop.public_id}/" in page
    assert 'name="proof"' not in page
    status = ask(cast)["Location"]
    page = cast.client("carla").get(f"/claim/{cast.arcade_shop.public_id}/").content.decode()
    assert status in page and 'name="proof"' not in page


def test_the_details_say_when_they_are_needed_and_the_error_stands_beside_them(cast):
    page = cast.client("carla").get(f"/claim/{cast.arcade_shop.public_id}/").content.decode()
    assert "(needed for a document)" in page and "(optional)" not in page
    answer = ask(cast, proof_text=" ")
    assert answer.status_code == 400 and 'id="id_proof_text_error"' in answer.content.decode()
    assert ask(cast, proof="phone", proof_text="").status_code == 302


def test_a_community_manager_finds_the_desks_of_her_shops(cast):
    fanny = cast.client("fanny")
    assert '"/desk/"' in fanny.get("/me/").content.decode()
    assert fanny.get("/desk/")["Location"] == f"/desk/{cast.arcade_shop.public_id}/"
    other = ShopFactory(town=cast.town, name="Second of the arcade")
    ShopZoneFactory(shop=other, zone=cast.zone)
    page = fanny.get("/desk/").content.decode()
    assert all(f"/desk/{shop.public_id}/" in page for shop in (other, cast.arcade_shop))
    assert f"/desk/{cast.shop.public_id}/" not in page
    assert fanny.get(f"/desk/{other.public_id}/").status_code == 200


def test_nobody_decides_on_a_claim_of_their_own(cast):
    claim = ClaimFactory(shop=cast.arcade_shop, person=cast.dario)
    path = f"/town/{cast.town.slug}/claims/{claim.public_id}/"
    assert cast.client("dario").post(path, {"decision": "approve"}).status_code == 403
    assert cast.client("gael").post(path, {"decision": "approve"}).status_code == 302


def test_a_claim_of_another_town_is_not_there(cast):
    claim = ClaimFactory(shop=cast.other_shop, person=cast.carla)
    for town, who in ((cast.town, "dario"), (cast.elsewhere, "dario"), (cast.town, "elsa")):
        answer = cast.client(who).post(f"/town/{town.slug}/claims/{claim.public_id}/", {"decision": "approve"})
        assert answer.status_code in {403, 404}
    assert Claim.objects.get().state == "asked"
    assert "Elsewhere Books" not in cast.client("dario").get(f"/town/{cast.town.slug}/claims/").content.decode()


def test_taking_a_claim_back(cast):
    claim = ClaimFactory(shop=cast.shop, person=cast.carla)
    for who, status in (("ada", 403), ("dario", 403), ("carla", 302)):
        assert cast.client(who).post(f"/claims/{claim.public_id}/withdraw/").status_code == status
    assert Claim.objects.get().state == "withdrawn"
    assert cast.client("carla").post(f"/claims/{claim.public_id}/withdraw/").status_code == 302


def test_the_keeper_invites_and_takes_back(cast):
    ada = cast.client("ada")
    path = f"/desk/{cast.shop.public_id}/staff/"
    assert ada.post(path, {"email": "not an address"}).status_code == 400
    assert ada.post(path, {"email": "New@Sample.invalid", "name": "New"}).status_code == 302
    new = Person.objects.get(email="new@sample.invalid")
    assert may_see_desk(new, cast.shop.pk) and "new@sample.invalid" in ada.get(path).content.decode()
    ada.post(f"{path}{new.roles.get().public_id}/revoke/")
    assert not may_see_desk(Person.objects.get(pk=new.pk), cast.shop.pk)
    ada.post(f"{path}{cast.dario.roles.get().public_id}/revoke/")
    assert may_moderate(cast.dario, cast.town.pk)


@pytest.mark.parametrize(("data", "passes"), [
    ({"kind": "moderator"}, lambda person, cast: may_moderate(person, cast.town.pk)),
    ({"kind": "community_manager", "zone": "ZONE"}, lambda person, cast: zones_managed(person, cast.town.pk)),
    ({"kind": "shopkeeper", "shop": "https://x.example/en/harbour/shops/any-SHOP/"},
     lambda person, cast: may_keep_shop(person, cast.shop.pk)),
])
@pytest.mark.parametrize("who", ["dario", "hugo"])
def test_giving_a_role(cast, data, passes, who):
    data = {key: value.replace("ZONE", cast.zone.public_id).replace("SHOP", cast.shop.public_id) for key, value in data.items()}
    path = f"/town/{cast.town.slug}/people/"
    assert cast.client(who).post(path, {"email": "new@sample.invalid", "reason": "hired"} | data).status_code == 302
    assert passes(Person.objects.get(email="new@sample.invalid"), cast)
    row = AuditRow.objects.latest("pk")
    assert (row.action, row.by_id, row.reason) == ("role.granted", cast.person(who).pk, "hired")
    page = cast.client(who).get(path).content.decode()
    assert "new@sample.invalid" in page and "hired" in page


@pytest.mark.parametrize("data", [
    {"kind": "operator"}, {"kind": "staff"}, {"kind": "community_manager"}, {"kind": "shopkeeper"},
    {"kind": "shopkeeper", "shop": "OTHER"}, {"kind": "community_manager", "zone": "0000000000"}, {"kind": ""},
])
def test_what_an_officer_cannot_give(cast, data):
    data = {key: value.replace("OTHER", cast.other_shop.public_id) for key, value in data.items()}
    answer = cast.client("dario").post(f"/town/{cast.town.slug}/people/", {"email": "new@sample.invalid"} | data)
    assert answer.status_code == 400
    assert not Person.objects.filter(email="new@sample.invalid").exists()


def test_the_log_gives_the_houses_own_reasons_in_words(cast):
    claim = Claim.objects.get(public_id=ask(cast)["Location"].split("/")[-2])
    cast.client("gael").post(f"/town/{cast.town.slug}/claims/{claim.public_id}/", {"decision": "approve"})
    page = cast.client("dario").get(f"/town/{cast.town.slug}/people/").content.decode()
    assert "after a claim" in page and f"claim {claim.public_id}" not in page


def test_taking_a_role_back(cast):
    dario, people = cast.client("dario"), f"/town/{cast.town.slug}/people/"
    dario.post(f"{people}{cast.gael.roles.get().public_id}/revoke/", {"reason": "moved"})
    assert not may_moderate(cast.gael, cast.town.pk)
    assert AuditRow.objects.latest("pk").reason == "moved"
    page = dario.post(f"{people}{cast.dario.roles.get().public_id}/revoke/", follow=True).content.decode()
    assert may_moderate(cast.dario, cast.town.pk) and "notice" in page
    dario.post(f"{people}{cast.elsa.roles.get().public_id}/revoke/")
    assert may_moderate(cast.elsa, cast.elsewhere.pk)


def test_the_people_of_one_town_only(cast):
    page = cast.client("dario").get(f"/town/{cast.town.slug}/people/").content.decode()
    assert "gael@sample.invalid" in page and "elsa@sample.invalid" not in page


def test_the_people_page_costs_the_same_for_more_people(cast, django_assert_max_num_queries):
    for _ in range(10):
        ClaimFactory(shop=ShopFactory(town=cast.town))
    client = cast.client("hugo")
    with django_assert_max_num_queries(14):
        client.get(f"/town/{cast.town.slug}/people/")


def test_ones_own_page_shows_ones_doors(cast):
    ClaimFactory(shop=cast.arcade_shop, person=cast.ada)
    page = cast.client("ada").get("/me/").content.decode()
    for address in (f"/desk/{cast.shop.public_id}/", f"/desk/{cast.shop.public_id}/staff/", "/claims/"):
        assert address in page
    assert f"/town/{cast.town.slug}/people/" in cast.client("dario").get("/me/").content.decode()
    assert "/operator/" in cast.client("hugo").get("/me/").content.decode()
    assert "/operator/" not in cast.client("dario").get("/me/").content.decode()


def test_markup_in_a_name_stays_text(cast):
    evil = "<script>alert(1)</script>"
    Person.objects.filter(email="carla@sample.invalid").update(name=evil[:80])
    ClaimFactory(shop=cast.shop, person=cast.carla, proof_text=evil)
    claim = Claim.objects.get()
    for path in ("claims/", f"claims/{claim.public_id}/", "people/"):
        assert evil not in cast.client("dario").get(f"/town/{cast.town.slug}/{path}").content.decode()


def test_merging_two_shops_keeps_their_people(cast):
    twin = ShopFactory(town=cast.town, name="Pruneau")
    proposal = MergeProposal.objects.create(town=cast.town, kept=twin, other=cast.shop, signs=["name_near"])
    merge(proposal_id=proposal.pk, by=cast.dario.pk, now=clock.now())
    assert may_keep_shop(cast.ada, twin.pk) and not may_keep_shop(cast.ada, cast.shop.pk)
    desk = cast.client("ada").get(f"/desk/{cast.shop.public_id}/")            # a kept bookmark
    assert desk.status_code == 200 and f"/desk/{twin.public_id}/" in desk.content.decode()


def test_days_are_the_towns_own(cast):
    late = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)          # the 21st in Paris
    assert cast.town.time_zone == "Europe/Paris"
    claim = ClaimFactory(shop=cast.arcade_shop, person=cast.carla, asked_at=late)
    ImportRun.objects.create(town=cast.town, register="main", file_name="f", state="failed", started_at=late,
                             counts={"reason": "file_empty", "args": {}})
    cast.ada.roles.update(granted_at=late)
    for who, path in (("carla", f"claims/{claim.public_id}/"), ("gael", f"town/{cast.town.slug}/claims/{claim.public_id}/"),
                      ("gael", f"town/{cast.town.slug}/claims/"), ("dario", f"town/{cast.town.slug}/registers/"),
                      ("ada", f"desk/{cast.shop.public_id}/staff/")):
        page = cast.client(who).get(f"/{path}").content.decode()
        assert "Nov 21, 2026" in page and "Nov 20, 2026" not in page, path


def test_ones_own_page_costs_the_same_for_more_zones(cast, django_assert_max_num_queries):
    fanny = cast.fanny
    for n in range(9):
        zone = ZoneFactory(town=cast.town, name=f"Quartier {n}")
        fanny.roles.create(kind="community_manager", scope="zone", scope_id=zone.pk, town_id=cast.town.pk,
                           granted_at=clock.now())
    with django_assert_max_num_queries(3):
        names = [door.name for door in doors_of(fanny)]
    assert {f"Quartier {n}" for n in range(9)} <= set(names)
