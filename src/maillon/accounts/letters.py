"""Letters about one's account: plain text, in the reader's language, queued with the change they tell of."""
from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import translation

from maillon.core import work

from .models import Person

Letter = tuple[str, str]      # subject, body


def write_to(*, person_id: int, compose: Callable[[], Letter], door: str, language: str = "") -> None:
    """Compose a letter in the person's language (else `language`, the town's) and queue it in the present transaction.

    `compose` is called with that language active; the letter ends with the address of `door`, the path of the page it
    speaks of. Somebody who has left gets nothing.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return
    wanted = (person.language, language, settings.LANGUAGE_CODE)
    tongue = next(code for code in wanted if code in settings.LANGUAGE_NAMES)
    with translation.override(tongue):
        subject, body = compose()
    work.later("maillon.accounts.tasks.send_letter", person.email, subject,
               f"{body}\n\n{settings.PUBLIC_URL}{door}")
