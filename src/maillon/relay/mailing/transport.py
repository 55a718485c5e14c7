"""Handing a letter to the mail server, and what its answer means.

Until the letter is on the line everything may be tried again. From then on silence means that nobody knows: the outcome
is `unknown`, and it is not sent twice.
"""
from __future__ import annotations

import datetime as dt
import logging
import smtplib
from dataclasses import dataclass, field

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext_noop

from maillon.core import clock

log = logging.getLogger(__name__)
REST = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Outcome:
    """`state`: sent, later (try again), refused (by the server, for good) or unknown."""

    state: str
    reason: str = ""


@dataclass
class Rest:
    """After a server that did not answer the next letters are put off untried: hundreds of time-outs in a row would
    keep the worker from everything else."""

    until: dt.datetime = field(default=dt.datetime.min.replace(tzinfo=dt.UTC))
    reason: str = ""


rest = Rest()


def hand_over(letter: EmailMultiAlternatives) -> Outcome:
    """Send one letter over a connection of its own. Never raises what a mail server may answer."""
    if clock.now() < rest.until:
        return Outcome("later", rest.reason)
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        said = _said(error.smtp_code, error.smtp_error)
        return Outcome("later", _why(gettext_noop("the mail server does not let us in"), said))
    except (smtplib.SMTPException, OSError) as error:
        rest.until, rest.reason = clock.now() + REST, _why(gettext_noop("no mail server"), error)
        return Outcome("later", rest.reason)
    try:
        connection.send_messages([letter])
        return Outcome("sent")
    except ValueError as error:                 # before anything was said: an address or a header that cannot be written
        return Outcome("refused", _why(gettext_noop("the letter cannot be addressed"), error))
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _answered(code, words)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome("unknown", _why(gettext_noop("the mail server fell silent while it took the letter"), error))
    finally:
        try:
            connection.close()
        except (smtplib.SMTPException, OSError) as error:
            log.info("closing the mail connection: %s", error)


def _answered(code: int, words: bytes | str) -> Outcome:
    """SMTP (RFC 5321, 4.2.1): 4xx may be tried again, 5xx is final; a connection closed without a code is -1."""
    if code < 0:
        return Outcome("unknown", gettext_noop("the mail server hung up"))
    return Outcome("later" if code < 500 else "refused", _said(code, words))


def _why(reason: str, detail: object) -> str:
    return f"{reason}: {detail}"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]
