"""Claims: "this shop is mine", from the question to the decision; and the staff a shopkeeper names."""
from __future__ import annotations

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillon.accounts.public import (
    Holding,
    PersonCard,
    grant_role,
    holdings,
    invite,
    move_roles,
    people_by_id,
    revoke_role,
    write_to,
)
from maillon.core import audit
from maillon.core.public_id import ALPHABET
from maillon.core.states import MoveRefused, States
from maillon.territory.public import town_by_id

from ..models import Claim, Shop

CLAIM_STATES = States("asked", {
    "asked": frozenset({"approved", "refused", "withdrawn"}),
    "approved": frozenset(), "refused": frozenset(), "withdrawn": frozenset(),
})
OPEN_AT_ONCE, ASKED_A_DAY, STAFF_OF_A_SHOP = 3, 5, 30
WHICH_DOCUMENT = gettext_lazy("Say which document it is and its number, for example of the business register.")
DAY = dt.timedelta(days=1)


class ClaimRefused(ValueError):
    """The claim cannot be made or decided so. `str()` is a sentence for the person, in the active language."""


@transaction.atomic
def ask(*, shop_id: int, proof: str, proof_text: str, by: int, now: dt.datetime) -> str:
    """Claim a shop and return the claim's public id.

    Raises ClaimRefused: closed shop, already its keeper, already asked, too many claims, an empty proof by document.
    """
    shop = Shop.objects.get(pk=shop_id)
    _may_still_ask(shop, by, now)
    if proof == Claim.Proof.DOCUMENT and not proof_text.strip():
        raise ClaimRefused(str(WHICH_DOCUMENT))
    try:
        with transaction.atomic():
            claim = Claim.objects.create(shop=shop, person_id=by, proof=proof, proof_text=proof_text.strip(),
                                         proof_code=new_code(), asked_at=now)
    except IntegrityError as error:
        raise ClaimRefused(_("You have asked for this shop already; the town has your claim.")) from error
    _record("claim.asked", claim, by=by, now=now, detail={"proof": proof})
    return claim.public_id


def new_code() -> str:
    """Return a code for the shop's web site, 40 bits, easy to copy."""
    return "maillon-" + "".join(secrets.choice(ALPHABET) for _i in range(8))


@transaction.atomic
def approve(*, claim_id: str, by: int, now: dt.datetime, reason: str = "") -> None:
    """Make the claimant shopkeeper, and write to them; `reason` is kept with the claim.

    Raises MoveRefused if it was decided already.
    """
    claim = _decide(claim_id, "approved", by=by, now=now, reason=reason.strip())
    grant_role(person_id=claim.person_id, kind="shopkeeper", scope_id=claim.shop_id, town_id=claim.shop.town_id, by=by,
               now=now, reason=f"claim {claim.public_id}")
    shop, desk = claim.shop.name, reverse("desk", kwargs={"shop_id": claim.shop.public_id})
    write_to(person_id=claim.person_id, language=claim.shop.town.language, door=desk, compose=lambda: (
        _("%(shop)s is yours") % {"shop": shop},
        _("Your claim of %(shop)s has been accepted. Its desk is open to you: sign in with this address, "
          "a code comes by mail.") % {"shop": shop}))


@transaction.atomic
def refuse(*, claim_id: str, reason: str, by: int, now: dt.datetime) -> None:
    """Refuse with a reason, which the claimant reads. Raises ClaimRefused without one, MoveRefused if decided."""
    if not reason.strip():
        raise ClaimRefused(_("Say why: the claimant reads it and knows what to bring next time."))
    claim = _decide(claim_id, "refused", by=by, now=now, reason=reason.strip())
    shop, page = claim.shop.name, reverse("claim-status", kwargs={"claim_id": claim.public_id})
    write_to(person_id=claim.person_id, language=claim.shop.town.language, door=page, compose=lambda: (
        _("Your claim of %(shop)s") % {"shop": shop},
        _("Your claim of %(shop)s was not accepted. The reason given:\n\n%(reason)s\n\nYou may ask again with another "
          "proof.") % {"shop": shop, "reason": claim.reason}))


@transaction.atomic
def withdraw(*, claim_id: str, by: int, now: dt.datetime) -> None:
    """Take one's own claim back. Raises MoveRefused if it was decided already."""
    _decide(claim_id, "withdrawn", by=by, now=now, reason="")


@transaction.atomic
def invite_staff(*, shop_id: int, email: str, name: str, by: int, now: dt.datetime) -> PersonCard:
    """Give somebody a place at the shop's desk, known here or not, and tell them. Raises ClaimRefused at the limit, and for
    somebody who has a place there already."""
    shop = Shop.objects.select_related("town").get(pk=shop_id)
    here = holdings(scope="shop", scope_id=shop_id)
    _refuse_twice(here, email, by)
    if len(here) >= STAFF_OF_A_SHOP:
        raise ClaimRefused(_("%(n)d people have a place here already. Take one back first.") % {"n": STAFF_OF_A_SHOP})
    person = invite(email=email, name=name, kind="staff", scope_id=shop_id, town_id=shop.town_id, by=by, now=now)
    keeper = people_by_id([by])[by].name
    desk = reverse("desk", kwargs={"shop_id": shop.public_id})
    write_to(person_id=person.id, language=shop.town.language, door=desk, compose=lambda: (
        _("%(keeper)s invites you to the desk of %(shop)s") % {"keeper": keeper, "shop": shop.name},
        _("%(keeper)s gave you a place at the desk of %(shop)s. Sign in with this address, no password is needed: "
          "we send you a code.") % {"keeper": keeper, "shop": shop.name}))
    return person


@transaction.atomic
def revoke_staff(*, shop_id: int, role_id: str, by: int, now: dt.datetime) -> None:
    """Take a staff role of this shop back. Raises NoSuchRole (of accounts) for any other role."""
    revoke_role(role_id=role_id, kind="staff", scope="shop", scope_id=shop_id, by=by, now=now)


@transaction.atomic
def name_person(*, email: str, kind: str, scope_id: int, town_id: int, by: int, now: dt.datetime,
                reason: str = "") -> PersonCard:
    """Give somebody a role in a town, known here or not, and tell them. `scope_id` as in `grant_role` of accounts.

    Raises ClaimRefused for somebody who holds that role there already: no second letter."""
    town = town_by_id(town_id)
    assert town is not None
    _refuse_twice([one for one in holdings(town_id=town_id) if (one.role.kind, one.role.scope_id) == (kind, scope_id)],
                  email, by)
    person = invite(email=email, kind=kind, scope_id=scope_id, town_id=town_id, by=by, now=now, reason=reason)
    write_to(person_id=person.id, language=town.language, door=reverse("me"), compose=lambda: (
        _("You have a new role in %(town)s") % {"town": town.name},
        _("You have been given a role in %(town)s. Sign in with this address, no password is needed: we send you a "
          "code. Your own page shows the doors that are open to you.") % {"town": town.name}))
    return person


@transaction.atomic
def carry_over(*, kept_id: int, other_id: int, by: int | None, now: dt.datetime) -> None:
    """Two entries became one shop: roles and claims go over; a second open claim of one person is withdrawn."""
    move_roles(scope="shop", from_id=other_id, to_id=kept_id, by=by, now=now)
    doubled = Claim.objects.filter(shop_id=kept_id, state="asked").values("person_id")
    Claim.objects.filter(shop_id=other_id, state="asked", person_id__in=doubled).update(
        state="withdrawn", decided_by_id=by, decided_at=now)
    Claim.objects.filter(shop_id=other_id).update(shop_id=kept_id)


def _refuse_twice(here: list[Holding], email: str, by: int) -> None:
    held = next((one for one in here if one.person.email == email.strip().lower()), None)
    if held is None:
        return
    if held.person.id == by:
        raise ClaimRefused(_("That is your own address: you have this place already."))
    raise ClaimRefused(_("%(name)s has this place already; no second letter was sent.") % {"name": held.person.name})


def _may_still_ask(shop: Shop, by: int, now: dt.datetime) -> None:
    if shop.closed_on is not None:
        raise ClaimRefused(_("This shop has closed. If that is wrong, write to the town."))
    keepers = {held.person.id for held in holdings(scope="shop", scope_id=shop.pk) if held.role.kind == "shopkeeper"}
    if by in keepers:
        raise ClaimRefused(_("You keep this shop already."))
    mine = Claim.objects.filter(person_id=by)
    waiting, lately = mine.filter(state="asked").count(), mine.filter(asked_at__gt=now - DAY).count()
    if waiting >= OPEN_AT_ONCE or lately >= ASKED_A_DAY:
        raise ClaimRefused(_("You have several claims waiting. Let the town answer those first."))


def _decide(claim_id: str, after: str, *, by: int, now: dt.datetime, reason: str) -> Claim:
    """Move a claim on by a conditional UPDATE: of two deciders at once, one is told that it was decided."""
    claim = Claim.objects.select_related("shop__town").get(public_id=claim_id)
    CLAIM_STATES.check(claim.state, after)
    moved = Claim.objects.filter(pk=claim.pk, state=claim.state).update(
        state=after, decided_by_id=by, decided_at=now, reason=reason)
    if not moved:
        raise MoveRefused("decided", after)
    claim.state, claim.reason = after, reason
    _record(f"claim.{after}", claim, by=by, now=now, reason=reason)
    return claim


def _record(action: str, claim: Claim, *, by: int, now: dt.datetime, reason: str = "",
            detail: dict[str, str] | None = None) -> None:
    audit.record(action=action, object_kind="claim", object_id=claim.pk, by=by, now=now, town_id=claim.shop.town_id,
                 reason=reason, detail={"person": claim.person_id, "shop": claim.shop_id, **(detail or {})})
