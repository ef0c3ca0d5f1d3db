"""Expected failures. Both sides know the class; the sentence a person reads is chosen by code and
language.

The texts stand in `omms_desktop/texts/faults.py` and, for patients, in `omms_server/web/texts.py`.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Fault(Exception):
    """An expected failure with a stable code and JSON-ready parameters."""

    code: ClassVar[str] = ""
    keeps: ClassVar[bool] = False
    """What the handler wrote before raising it stays, for instance a counted try."""
    registry: ClassVar[dict[str, type[Fault]]] = {}

    def __init_subclass__(cls, code: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if code in Fault.registry:
            raise TypeError(f"two faults have the code {code}")
        cls.code = code
        Fault.registry[code] = cls

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params = params

    def __str__(self) -> str:
        """The code alone: parameters may hold personal data and must not reach a log."""
        return self.code

    @staticmethod
    def from_wire(code: str, params: dict[str, Any]) -> Fault:
        """Rebuild a fault from its code; an unknown code (a newer server) becomes `Internal`."""
        known = Fault.registry.get(code)
        return known(**params) if known else Internal(ref=code)


class Refused(Fault, code="refused"):
    """Rules forbid it. `findings`: all findings at once, each {code, level, subject, params}
    (DOMAIN, how a refusal
    must look)."""


class Confirm(Fault, code="confirm"):
    """A refusal that asks. `findings`: list of {code, level, subject, params}; level REASON wants a
    written reason.

    The command is sent again with one `Consent(code, subject, reason)` for each finding. `subject`
    is a short stable
    text that ties an answer to the thing it was asked about, so that one reason cannot serve
    another question.
    """


class Invalid(Fault, code="invalid"):
    """Fields are malformed. `errors`: list of {field, kind, limit}; `field` is dotted, empty for
    the whole request."""


class UnknownRequest(Fault, code="unknown_request"):
    """The request's kind is not known here."""


class TooLarge(Fault, code="too_large"):
    """The frame exceeds `limit` bytes."""


class Unreadable(Fault, code="unreadable"):
    """The frame is not the JSON text of a call."""


class SignInNeeded(Fault, code="sign_in_needed"):
    """There is no valid sign-in: never had one, expired, revoked, forged or used from another
    workstation."""


class NotAllowed(Fault, code="not_allowed"):
    """The signed-in person lacks `permission` (DOMAIN SEC-04)."""


class NotFound(Fault, code="not_found"):
    """There is no such record, or not for this person. `what` names the kind."""


class Stale(Fault, code="stale"):
    """Someone else changed the record meanwhile (GEN-R10). `by`, `at`, `mine`, `current`."""


class KeyReused(Fault, code="key_reused"):
    """The idempotency key was used before for another request."""


class InProgress(Fault, code="in_progress"):
    """The same command is still running elsewhere; ask again."""


class Busy(Fault, code="busy"):
    """The server has reached one of its bounds or lost a race too often; try again in `seconds`."""


class Waiting(Fault, code="waiting"):
    """The call stands in a line; nothing is wrong. The client sends the very same frame again and
    keeps its place. `ahead`: how many come before it, `seconds`: about how long."""


class SecondPerson(Fault, code="second_person"):
    """The command wants a second, different person with `permission` on the spot, to confirm
    `what`. It is sent again with that person's `SecondSignIn` in the call."""


class SamePerson(Fault, code="second_person.same"):
    """Whoever asks cannot be the second person too."""


class SecondNotAllowed(Fault, code="second_person.not_allowed"):
    """The second person lacks `permission`."""


class Outdated(Fault, code="outdated"):
    """The workstation speaks contract `mine`, the server `current`."""


class Unreachable(Fault, code="unreachable"):
    """The server did not answer. Made by the client, never sent by the server."""


class Damaged(Fault, code="damaged"):
    """A stored value does not open: it was changed outside of OMMS, or its key is gone. Logged
    under `ref` and on the trail, with its place; nothing else is told."""


class Internal(Fault, code="internal"):
    """Something unforeseen; logged under `ref` and nothing else is told."""
