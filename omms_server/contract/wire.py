"""The text frames that cross the boundary."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .messages import Message
from .signing_in import Password, Username

CONTRACT_VERSION = 1
MAX_FRAME_BYTES = 1024 * 1024
MAX_FRAME_BYTES_BEFORE_SIGN_IN = 16 * 1024

Key = Annotated[str, Field(min_length=16, max_length=40, pattern=r"^[0-9A-Za-z-]+$")]


class Consent(Message):
    """The answer to one `Confirm` fault: which question, about what, and why it goes on all the
    same."""

    code: str = Field(max_length=60)
    subject: str = Field(default="", max_length=120)
    reason: str = Field(default="", max_length=500)


class SecondSignIn(Message):
    """The second person's name and password, for one command (DOMAIN 9.2). It travels beside the
    request, never in it, and is kept nowhere."""

    username: Username
    password: Password = Field(repr=False)


class Call(Message):
    """One request as it travels."""

    method: str = Field(max_length=60)
    body: dict[str, Any]
    token: str = Field(default="", max_length=2048)
    key: Key | None = None
    consents: tuple[Consent, ...] = Field(default=(), max_length=40)
    second: SecondSignIn | None = None
    version: int = CONTRACT_VERSION


class Outcome(Message):
    """The answer to a call, the same over RPyC and HTTP. `code` is "ok" or a fault's code.

    `data` is the answer's body for "ok" and the fault's parameters otherwise; `message` is an
    English sentence for
    people who read raw traffic; `repeat` tells that a stored answer was given again.
    """

    code: str
    message: str = ""
    data: Any = None
    repeat: bool = False
