"""Invented people for a rehearsal: new ones each time, so that the same day can be played twice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from omms_server.contract.identity import check_digit

AREA = "999999"
"""No place has this code: nobody bears the numbers made here."""
_SURNAMES = (("卓", "z"), ("祁", "q"), ("佟", "t"), ("柯", "k"), ("靳", "j"), ("晏", "y"))
_GIVEN = (
    ("若", "r"), ("楠", "n"), ("恺", "k"), ("毓", "y"), ("熠", "y"), ("霖", "l"), ("珂", "k"),
    ("蔚", "w"), ("旻", "m"), ("沛", "p"), ("荃", "q"), ("骞", "q"), ("悦", "y"), ("潇", "x"),
)  # fmt: skip
_OLDEST_BIRTH = date(1970, 1, 1)
_BIRTHS = 9000
"""Days after it: everybody is an adult and nobody is old, so no age rule adds a question."""


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    name: str
    initials: str
    identity_number: str
    phone: str

    @property
    def born_on(self) -> date:
        """As the identity number says."""
        return date.fromisoformat(
            f"{self.identity_number[6:10]}-{self.identity_number[10:12]}-{self.identity_number[12:14]}"
        )

    @property
    def tail(self) -> str:
        """The phone's last four digits."""
        return self.phone[-4:]

    def sharing_birth(self) -> Invented:
        """Another person of the same name and birth date: a likely duplicate."""
        return Invented(self.name, self.initials, _number(self.born_on), _phone())


def somebody() -> Invented:
    """A new person with a valid identity number."""
    signs = (secrets.choice(_SURNAMES), secrets.choice(_GIVEN), secrets.choice(_GIVEN))
    born = _OLDEST_BIRTH + timedelta(days=secrets.randbelow(_BIRTHS))
    return Invented(
        "".join(sign for sign, _ in signs),
        "".join(letter for _, letter in signs),
        _number(born),
        _phone(),
    )


def _number(born: date) -> str:
    body = f"{AREA}{born:%Y%m%d}{secrets.randbelow(499) * 2 + 1:03}"
    return body + check_digit(body)


def _phone() -> str:
    return f"199{secrets.randbelow(10**8):08}"
