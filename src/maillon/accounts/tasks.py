"""Background work of accounts."""
from __future__ import annotations

from django.core.mail import EmailMessage


def send_letter(to: str, subject: str, body: str) -> None:
    EmailMessage(subject=" ".join(subject.split()), body=body, to=[to]).send()


def sweep_expired() -> None:
    """A chore: limits hold the addresses of visitors, sessions what they began; neither stays longer than it counts."""
    from django.contrib.sessions.models import Session

    from maillon.core import clock
    from maillon.core.models import Cached

    now = clock.now()
    Cached.objects.filter(expires__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()


def sweep_unknown() -> None:
    """A chore: forget addresses that asked for a code and never came in."""
    from maillon.core import clock

    from .actions import sweep

    sweep(now=clock.now())
