"""A mail server for tests that speaks real SMTP on the loopback, and can be made to fail the ways mail servers do."""
from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

Answer = str | None


class PostBox:
    """What arrived, and how the server behaves. `answers` maps MAIL, RCPT or DATA to what it answers instead of 250.

    `hangs_up_on` names a command at which it closes the line; `silent_after_data` takes a letter and never answers.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answers: dict[str, str] = {}
        self.hangs_up_on = ""
        self.silent_after_data = False

    async def handle_MAIL(self, server, session, envelope, address, options):
        if answer := self._answer(server, "MAIL"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self._answer(server, "RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := self._answer(server, "DATA"):
            return answer
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients.append(list(envelope.rcpt_tos))
        if self.silent_after_data:
            await asyncio.sleep(30)
        return "250 taken"

    def _answer(self, server, command: str) -> Answer:
        if self.hangs_up_on == command:
            server.transport.close()
            return "421 going away"
        return self.answers.get(command)


@contextmanager
def mail_server() -> Iterator[tuple[PostBox, int]]:
    """Give (post box, port) of a server that listens on 127.0.0.1 for the time of the block."""
    box = PostBox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), server_hostname="mail.test")
    controller.start()
    try:
        yield box, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
