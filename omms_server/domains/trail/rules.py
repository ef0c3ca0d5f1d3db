"""What an entry of the trail tells, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from omms_server.contract.audit import AuditDetails, AuditField
from omms_server.contract.permissions import Permission

OF_NO_PATIENT = ("staff.", "workstations.", "audit.")
MONEY = "billing."
_OURS = frozenset({"id", "version"})
"""Numbers for programs: they tell a reader nothing."""
_COMMA = ", "


def sees_values(action: str, permissions: Collection[Permission], *, of_patient: bool) -> bool:
    """Whether the values of an entry are for one who reads the trail with these permissions: an
    administrator sees no clinical content (DOMAIN 9.2)."""
    if Permission.EMERGENCY_REVIEW in permissions:
        return True
    if action.startswith(MONEY):
        return Permission.BILLS_READ in permissions
    return not of_patient and action.startswith(OF_NO_PATIENT)


def told(details: Mapping[str, Any], *, withheld: bool) -> AuditDetails:
    """Fields that differ between `before` and `after`, then whatever else was noted."""
    before, after = (dict(_flat(details.get(key))) for key in ("before", "after"))
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    others = {key: value for key, value in details.items() if key not in ("before", "after")}
    changes = [AuditField(name=n, before=before.get(n), after=after.get(n)) for n in names]
    facts = [AuditField(name=n, before=None, after=text) for n, text in _flat(others)]
    if withheld:
        changes = [AuditField(name=one.name, before=None, after=None) for one in changes]
        facts = [AuditField(name=one.name, before=None, after=None) for one in facts]
    return AuditDetails(changes=tuple(changes), facts=tuple(facts), withheld=withheld)


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text with the path to it; what is empty is left out, plain lists are one text."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _OURS:
                yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        for place, inner in enumerate(value, 1):
            yield from _flat(inner, f"{path}.{place}" if path else str(place))
    elif value not in (None, "", []):
        yield path, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _COMMA.join(map(str, value)) if isinstance(value, list) else str(value)
