"""Why a record is open (DOMAIN ACC-R1, ACC-R3, ACC-R4)."""

from datetime import date

import pytest

from omms_server.contract.reach import Extent, Reach
from omms_server.contract.sharing import Standing
from omms_server.domains.access.rules import Consented, Ties, standing

DEPARTMENT, CLINIC = Reach(Extent.DEPARTMENT, frozenset({1})), Reach(Extent.CLINIC)
MARCH = Consented(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("reach", "ties", "day", "expected"),
    [
        (CLINIC, Ties(), None, Standing.CLINIC),
        (DEPARTMENT, Ties(), None, None),
        (Reach(Extent.SHIFT), Ties(), None, None),
        (DEPARTMENT, Ties(own=True), None, Standing.OWN),
        (DEPARTMENT, Ties(own=True, department=True, emergency=True), None, Standing.OWN),
        (DEPARTMENT, Ties(department=True), date(2020, 1, 1), Standing.DEPARTMENT),
        (DEPARTMENT, Ties(consents=(Consented(),)), date(2020, 1, 1), Standing.CONSENT),
        (DEPARTMENT, Ties(consents=(MARCH,)), None, Standing.CONSENT),
        (DEPARTMENT, Ties(consents=(MARCH,)), date(2026, 3, 1), Standing.CONSENT),
        (DEPARTMENT, Ties(consents=(MARCH,)), date(2026, 3, 31), Standing.CONSENT),
        (DEPARTMENT, Ties(consents=(MARCH,)), date(2026, 4, 1), None),
        (DEPARTMENT, Ties(consents=(MARCH,)), date(2026, 2, 28), None),
        (DEPARTMENT, Ties(consents=(MARCH,), emergency=True), date(2026, 4, 1), Standing.EMERGENCY),
        (DEPARTMENT, Ties(emergency=True), date(2026, 4, 1), Standing.EMERGENCY),
    ],
)
def test_the_strongest_ground_is_told(
    reach: Reach, ties: Ties, day: date | None, expected: Standing | None
) -> None:
    assert standing(reach, ties, day) is expected
