"""Handing a letter to the mail server, and what its answer means.

Until the letter is on the line everything may be tried again. From then on silence means that nobody knows: the outcome
is `unknown`, and it is not sent twice.
"""
from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives, get_connection

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """`state`: sent, later (try again), refused (by the server, for good) or unknown."""

    state: str
    reason: str = ""


def hand_over(letter: EmailMultiAlternatives) -> Outcome:
    """Send one letter over a connection of its own. Never raises what a mail server may answer."""
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        return Outcome("later", f"the mail server does not let us in: {_said(error.smtp_code, error.smtp_error)}")
    except (smtplib.SMTPException, OSError) as error:
        return Outcome("later", f"no mail server: {error}")
    try:
        connection.send_messages([letter])
        return Outcome("sent")
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _answered(code, words)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome("unknown", f"the mail server fell silent while it took the letter: {error}")
    finally:
        try:
            connection.close()
        except (smtplib.SMTPException, OSError) as error:
            log.info("closing the mail connection: %s", error)


def _answered(code: int, words: bytes | str) -> Outcome:
    """SMTP (RFC 5321, 4.2.1): 4xx may be tried again, 5xx is final; a connection closed without a code is -1."""
    if code < 0:
        return Outcome("unknown", "the mail server hung up")
    return Outcome("later" if code < 500 else "refused", _said(code, words))


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]
