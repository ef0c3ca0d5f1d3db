"""Why a record is open to someone, or that it is not (DOMAIN ACC-R1, ACC-R3, ACC-R4)."""

from dataclasses import dataclass
from datetime import date

from omms_server.contract.reach import Reach
from omms_server.contract.sharing import Standing


@dataclass(frozen=True)
class Consented:
    """A consent that is in force. Without days it covers the whole record."""

    first_day: date | None = None
    last_day: date | None = None

    def covers(self, day: date | None) -> bool:
        """Whether it covers a visit of this day; None asks for anything at all."""
        if day is None or self.first_day is None or self.last_day is None:
            return True
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Ties:
    """What ties a person to a patient."""

    own: bool = False
    """A visit, past or to come, is his."""
    department: bool = False
    """A visit was or will be in a department of his."""
    consents: tuple[Consented, ...] = ()
    emergency: bool = False
    """He opened the record in an emergency, and its time is not over."""


def standing(reach: Reach, ties: Ties, day: date | None = None) -> Standing | None:
    """The strongest ground on which a visit of `day` (None: the person himself) is open; None when
    there is none."""
    if reach.whole:
        return Standing.CLINIC
    if ties.own:
        return Standing.OWN
    if ties.department:
        return Standing.DEPARTMENT
    if any(consent.covers(day) for consent in ties.consents):
        return Standing.CONSENT
    return Standing.EMERGENCY if ties.emergency else None
