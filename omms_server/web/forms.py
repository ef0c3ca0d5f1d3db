"""The booking form: its signed token, and what a patient typed, read and checked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from omms_server.contract.identity import (
    IdentityProblem,
    ResidentIdentity,
    normalise_identity_number,
    read_identity_number,
)
from omms_server.contract.types import Mobile, Name

TOKEN_SECONDS = 2 * 3600
LONGEST = 120
"""Characters of a field that are looked at and shown again."""
FIELDS = ("name", "identity", "mobile", "code")

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_MOBILE: TypeAdapter[str] = TypeAdapter(Mobile)
_IDENTITY_TEXTS = {
    IdentityProblem.LENGTH: "identity_length",
    IdentityProblem.CHARACTERS: "identity_characters",
}


class FormTokens:
    """Signs the idempotency key that a form carries, so that a key is ours and not too old."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def make(self) -> str:
        """A token with a new key: `<key>.<made at>.<signature>`."""
        text = f"{secrets.token_hex(16)}.{int(time.time())}"
        return f"{text}.{self._sign(text)}"

    def key_of(self, token: str) -> str | None:
        """The key of a token; None when it is not ours or older than two hours."""
        text, _, signature = token.rpartition(".")
        key, _, made = text.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(text).encode()):
            return None
        return key if 0 <= time.time() - int(made) <= TOKEN_SECONDS else None

    def _sign(self, text: str) -> str:
        digest = hmac.digest(self._secret, text.encode("utf-8", "surrogatepass"), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def code_key(key: str, mobile: str) -> str:
    """The key of the command that sends the code: one for each form and number, so that a double
    tap sends one."""
    return hashlib.sha256(f"code:{key}:{mobile}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Typed:
    """What the form holds. The repr tells nothing of it."""

    token: str = field(default="", repr=False)
    slot: str = ""
    name: str = field(default="", repr=False)
    identity: str = field(default="", repr=False)
    mobile: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    action: str = ""
    is_sent: bool = False
    """A code was sent; the form shows its field."""

    @property
    def slot_id(self) -> int:
        """The chosen slot; 0 when there is none."""
        return int(self.slot) if self.slot.isascii() and self.slot.isdigit() else 0

    def with_token(self, token: str) -> Typed:
        """The same under another token."""
        return replace(self, token=token)


def read_form(given: Mapping[str, Any]) -> Typed:
    """The form's fields, trimmed and bounded. Files are not taken."""

    def text(name: str) -> str:
        value = given.get(name, "")
        cut = value.strip()[:LONGEST] if isinstance(value, str) else ""
        return cut.encode("utf-8", "replace").decode()  # no lone surrogates

    return Typed(
        token=text("token"),
        slot=text("slot")[:19],
        name=text("name"),
        identity=text("identity"),
        mobile=text("mobile"),
        code=_digits(text("code")),
        action=text("action"),
        is_sent=text("sent") == "1",
    )


def problems(typed: Typed, today: date) -> dict[str, str]:
    """For each field that is wrong the name of its text, in the form's order. The code counts when
    it is used."""
    found = {
        "name": _problem_of_name(typed.name),
        "identity": _problem_of_identity(typed.identity, today),
        "mobile": _problem_of_mobile(typed.mobile),
        "code": _problem_of_code(typed.code) if typed.action != "send" else "",
    }
    return {name: text for name, text in found.items() if text}


def clean_mobile(typed: Typed) -> str:
    """The number as the contract has it."""
    return _MOBILE.validate_python(typed.mobile)


def clean_identity(typed: Typed) -> str:
    """The number without spaces and in half-width characters."""
    return normalise_identity_number(typed.identity)


def _problem_of_name(name: str) -> str:
    return "name_missing" if not name else "" if _fits(_NAME, name) else "name_wrong"


def _problem_of_mobile(mobile: str) -> str:
    return "mobile_missing" if not mobile else "" if _fits(_MOBILE, mobile) else "mobile_wrong"


def _problem_of_identity(identity: str, today: date) -> str:
    if not identity:
        return "identity_missing"
    read = read_identity_number(identity, today)
    if isinstance(read, ResidentIdentity):
        return ""
    return _IDENTITY_TEXTS.get(read, "identity_wrong")


def _problem_of_code(code: str) -> str:
    return "" if len(code) == 6 and code.isascii() and code.isdigit() else "code_missing"


def _digits(text: str) -> str:
    """Codes are pasted with spaces and typed in full width."""
    return "".join(normalise_identity_number(text).split())


def _fits(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True
