"""A claim from the question to the decision; the staff of a shop; the people of a town."""
import datetime as dt

import pytest
from django.core import mail
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillon.accounts.public import roles_of
from maillon.core import audit
from maillon.core.models import AuditRow
from maillon.core.states import MoveRefused
from maillon.shops.actions import claims as actions
from maillon.shops.models import Claim
from maillon.shops.permissions import may_see_desk
from maillon.shops.queries import claims as queries
from tests.factories import ClaimFactory, ShopFactory

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(monkeypatch):
    """What would be queued, as (to, subject, body)."""
    sent = []
    monkeypatch.setattr("maillon.core.work.later", lambda function, *args, **more: sent.append(args))
    return sent


def ask(person, shop, proof="document", text="Register number 123", now=NOW):
    return actions.ask(shop_id=shop.pk, proof=proof, proof_text=text, by=person.pk, now=now)


def test_from_the_question_to_the_desk(cast, letters):
    claim_id = ask(cast.carla, cast.arcade_shop, proof="site", text="")
    card = queries.claim_by_id(claim_id)
    assert card.state == "asked" and card.proof_code.startswith("maillon-")
    assert [one.public_id for one in queries.claims_waiting(cast.town.pk)] == [claim_id]
    actions.approve(claim_id=claim_id, by=cast.gael.pk, now=NOW)
    assert may_see_desk(cast.carla, cast.arcade_shop.pk)
    assert queries.claims_waiting(cast.town.pk) == []
    [(to, subject, _body)] = letters
    assert to == "carla@sample.invalid" and "Poissonnerie Joaolena" in subject and "yours" in subject
    rows = AuditRow.objects.filter(reason__in=["", f"claim {claim_id}"], at=NOW).order_by("pk")
    deeds = list(rows.values_list("action", "by_id"))
    assert deeds == [("claim.asked", cast.carla.pk), ("claim.approved", cast.gael.pk), ("role.granted", cast.gael.pk)]


def test_the_letter_is_in_the_language_of_its_reader(cast, letters):
    cast.carla.__class__.objects.filter(email__startswith="carla").update(language="")
    cast.ada.__class__.objects.filter(email__startswith="ada").update(language="fr")
    claim = ClaimFactory(shop=cast.shop, person=cast.carla)
    for person_id, towns_own in ((claim.person_id, "fr"), (cast.ada.pk, "en"), (cast.hugo.pk, "fr")):
        actions.write_to(person_id=person_id, language=towns_own, door="/me/",
                         compose=lambda: (translation.get_language(), ""))
    assert [subject for _to, subject, _body in letters] == ["fr", "fr", "en"]    # Carla chose none: the town's own


def test_a_refusal_says_why(cast, letters):
    claim_id = ask(cast.carla, cast.shop)
    with pytest.raises(actions.ClaimRefused):
        actions.refuse(claim_id=claim_id, reason="  ", by=cast.dario.pk, now=NOW)
    assert queries.claim_by_id(claim_id).state == "asked"
    actions.refuse(claim_id=claim_id, reason="The number is another firm's.", by=cast.dario.pk, now=NOW)
    assert "The number is another firm's." in letters[0][2]
    assert not roles_of(cast.carla)
    assert ask(cast.carla, cast.shop) != claim_id          # one may ask again


@pytest.mark.parametrize("before", sorted(actions.CLAIM_STATES.moves))
@pytest.mark.parametrize("after", ["approved", "refused", "withdrawn"])
def test_every_move(cast, letters, before, after):
    claim = ClaimFactory(shop=cast.shop, person=cast.carla, state=before)
    rows = AuditRow.objects.count()

    def move():
        {"approved": lambda: actions.approve(claim_id=claim.public_id, by=cast.dario.pk, now=NOW),
         "refused": lambda: actions.refuse(claim_id=claim.public_id, reason="no", by=cast.dario.pk, now=NOW),
         "withdrawn": lambda: actions.withdraw(claim_id=claim.public_id, by=cast.carla.pk, now=NOW)}[after]()

    if before == "asked":
        move()
        claim.refresh_from_db()
        assert (claim.state, claim.decided_at) == (after, NOW)
    else:
        with pytest.raises(MoveRefused):
            move()
        assert Claim.objects.get().state == before and AuditRow.objects.count() == rows and not letters


@given(st.lists(st.sampled_from(["approved", "refused", "withdrawn", "asked"]), max_size=6))
def test_only_the_first_decision_counts(moves):
    state = actions.CLAIM_STATES.first
    decided = []
    for after in moves:
        if actions.CLAIM_STATES.allows(state, after):
            state = after
            decided.append(after)
    assert len(decided) <= 1


def test_of_two_deciders_the_second_is_told(cast, letters, monkeypatch):
    claim = ClaimFactory(shop=cast.shop, person=cast.carla)
    real = actions.CLAIM_STATES.check

    def meanwhile(self, before, after):
        real(before, after)
        Claim.objects.filter(pk=claim.pk).update(state="refused")      # the other one was faster

    monkeypatch.setattr(type(actions.CLAIM_STATES), "check", meanwhile)
    with pytest.raises(MoveRefused):
        actions.approve(claim_id=claim.public_id, by=cast.dario.pk, now=NOW)
    assert not roles_of(cast.carla) and not letters


@pytest.mark.parametrize("deed", ["ask", "approve", "refuse", "withdraw"])
def test_no_claim_moves_without_its_audit_row(cast, letters, monkeypatch, deed):
    claim = ClaimFactory(shop=cast.shop, person=cast.carla)

    def broken(**row):
        raise OSError("the log cannot be written")

    monkeypatch.setattr(audit, "record", broken)
    who = {"claim_id": claim.public_id, "by": cast.dario.pk, "now": NOW}
    with pytest.raises(OSError, match="log"):
        {"ask": lambda: ask(cast.carla, cast.arcade_shop), "approve": lambda: actions.approve(**who),
         "refuse": lambda: actions.refuse(reason="no", **who), "withdraw": lambda: actions.withdraw(**who)}[deed]()
    assert Claim.objects.get().state == "asked"
    assert not roles_of(cast.carla)


def test_what_cannot_be_asked(cast):
    with pytest.raises(actions.ClaimRefused):          # a document without a word about it
        ask(cast.carla, cast.shop, text=" ")
    ask(cast.carla, cast.shop)
    with pytest.raises(actions.ClaimRefused):          # twice
        ask(cast.carla, cast.shop)
    with pytest.raises(actions.ClaimRefused):          # one's own
        ask(cast.ada, cast.shop)
    with pytest.raises(actions.ClaimRefused):          # closed
        ask(cast.carla, ShopFactory(town=cast.town, closed_on=dt.date(2026, 1, 1)))


def test_claims_are_limited(cast):
    for _ in range(actions.OPEN_AT_ONCE):
        ask(cast.carla, ShopFactory(town=cast.town))
    with pytest.raises(actions.ClaimRefused):
        ask(cast.carla, ShopFactory(town=cast.town))
    Claim.objects.update(state="withdrawn")
    for _ in range(actions.ASKED_A_DAY - actions.OPEN_AT_ONCE):
        ask(cast.carla, ShopFactory(town=cast.town))
    Claim.objects.update(state="withdrawn")
    with pytest.raises(actions.ClaimRefused):
        ask(cast.carla, ShopFactory(town=cast.town))
    ask(cast.carla, ShopFactory(town=cast.town), now=NOW + 2 * actions.DAY)


def test_staff_come_and_go_by_the_keeper(cast, letters):
    person = actions.invite_staff(shop_id=cast.shop.pk, email="new@sample.invalid", name="New", by=cast.ada.pk, now=NOW)
    assert may_see_desk(cast.person("bruno"), cast.shop.pk)
    assert letters[0][0] == "new@sample.invalid" and "Ada" in letters[0][1]
    role = cast.bruno.roles.get()
    actions.revoke_staff(shop_id=cast.shop.pk, role_id=role.public_id, by=cast.ada.pk, now=NOW)
    assert not may_see_desk(cast.bruno, cast.shop.pk) and person.email == "new@sample.invalid"
    with pytest.raises(actions.ClaimRefused):
        for n in range(actions.STAFF_OF_A_SHOP + 1):
            actions.invite_staff(shop_id=cast.shop.pk, email=f"p{n}@sample.invalid", name="", by=cast.ada.pk, now=NOW)


def test_every_letter_ends_with_the_address_of_its_page(cast, letters, settings):
    settings.PUBLIC_URL = "https://town.example"
    taken = ask(cast.carla, cast.arcade_shop)
    actions.approve(claim_id=taken, by=cast.gael.pk, now=NOW)
    refused = ask(cast.carla, cast.shop)
    actions.refuse(claim_id=refused, reason="No", by=cast.gael.pk, now=NOW)
    actions.invite_staff(shop_id=cast.shop.pk, email="new@sample.invalid", name="", by=cast.ada.pk, now=NOW)
    actions.name_person(email="new@sample.invalid", kind="moderator", scope_id=cast.town.pk, town_id=cast.town.pk,
                        by=cast.dario.pk, now=NOW)
    assert [body.splitlines()[-1] for _to, _subject, body in letters] == [
        f"https://town.example{path}" for path in (
            f"/desk/{cast.arcade_shop.public_id}/", f"/claims/{refused}/", f"/desk/{cast.shop.public_id}/", "/me/")]


def test_nobody_is_invited_twice_nor_invites_themself(cast, letters):
    def invite(email):
        actions.invite_staff(shop_id=cast.shop.pk, email=email, name="", by=cast.ada.pk, now=NOW)

    for email in (" Ada@sample.invalid", "Bruno@Sample.invalid"):
        with pytest.raises(actions.ClaimRefused, match="already"):
            invite(email)
    invite("new@sample.invalid")
    with pytest.raises(actions.ClaimRefused, match="no second letter"):
        invite("new@sample.invalid")
    assert len(letters) == 1 and cast.ada.roles.count() == 1


def test_a_role_held_already_is_not_given_again_by_letter(cast, letters):
    with pytest.raises(actions.ClaimRefused):
        actions.name_person(email="gael@sample.invalid", kind="moderator", scope_id=cast.town.pk, town_id=cast.town.pk,
                            by=cast.dario.pk, now=NOW)
    path = f"/town/{cast.town.slug}/people/"
    answer = cast.client("dario").post(path, {"email": "gael@sample.invalid", "kind": "moderator"})
    assert answer.status_code == 400 and "no second letter" in answer.content.decode()
    assert not letters


def test_a_keeper_takes_no_other_role_back(cast):
    from maillon.accounts.public import NoSuchRole

    for name in ("ada", "dario"):
        role = cast.person(name).roles.get()
        with pytest.raises(NoSuchRole):
            actions.revoke_staff(shop_id=cast.shop.pk, role_id=role.public_id, by=cast.ada.pk, now=NOW)


def test_merged_shops_hand_over_roles_and_claims(cast):
    ClaimFactory(shop=cast.shop, person=cast.carla)
    ClaimFactory(shop=cast.arcade_shop, person=cast.carla)
    actions.carry_over(kept_id=cast.arcade_shop.pk, other_id=cast.shop.pk, by=None, now=NOW)
    assert may_see_desk(cast.ada, cast.arcade_shop.pk) and not may_see_desk(cast.ada, cast.shop.pk)
    assert sorted(Claim.objects.filter(shop=cast.arcade_shop).values_list("state", flat=True)) == ["asked", "withdrawn"]


def test_the_queue_is_few_queries_whatever_its_length(cast, django_assert_num_queries):
    for _ in range(7):
        ClaimFactory(shop=cast.shop)
    with django_assert_num_queries(1):
        assert len(queries.claims_waiting(cast.town.pk)) == 7


def test_the_worker_sends_the_letter(cast):
    from maillon.accounts.tasks import send_letter

    send_letter("carla@sample.invalid", "One\nline", "Text")
    assert (mail.outbox[0].subject, mail.outbox[0].to) == ("One line", ["carla@sample.invalid"])


def test_the_export_holds_every_claim(cast):
    for _ in range(60):
        ClaimFactory(person=cast.carla, shop=cast.shop, state="withdrawn")
    assert len(queries.held_about(cast.carla.pk)) == 60 and len(queries.claims_of(cast.carla.pk)) == 50
