"""Words for roles and permissions, in the order in which people look for them."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from omms_desktop.texts.words import word
from omms_server.contract.permissions import SERVICE_PERMISSIONS, Permission
from omms_server.contract.staff import RoleView

translate = QCoreApplication.translate
P = Permission

GROUPS: dict[str, tuple[Permission, ...]] = {
    "patients": (P.PATIENTS_FIND, P.PATIENTS_READ, P.PATIENTS_WRITE),
    "appointments": (P.SCHEDULE_READ, P.BOOK, P.APPOINTMENTS_READ, P.CHECK_IN, P.CALL),
    "visits": (P.CHART_READ, P.CHART_WRITE, P.PRESCRIBE),
    "sharing": (P.SHARING_READ, P.SHARING_WRITE, P.EMERGENCY_OPEN, P.EMERGENCY_REVIEW),
    "money": (P.BILLS_READ, P.BILLS_SETTLE),
    "pharmacy": (P.DISPENSE_READ, P.DISPENSE, P.STOCK_READ),
    "everyday": (P.PAPERS_PRINT, P.EVENTS_READ),
    "trail": (P.AUDIT_READ, P.AUDIT_EXPORT),
    "administration": (
        *(P.STAFF_READ, P.STAFF_WRITE, P.ROLES_WRITE),
        *(P.WORKSTATIONS_READ, P.WORKSTATIONS_WRITE),
    ),
    "services": (P.BOOK_FOR_SELF, P.PAYMENT_NOTICES),
}
"""Every permission in one group."""


def grouped(permissions: Collection[Permission]) -> dict[str, list[Permission]]:
    """These permissions by group; groups of none are left out."""
    found = {key: [one for one in group if one in permissions] for key, group in GROUPS.items()}
    return {key: group for key, group in found.items() if group}


def for_people() -> dict[str, list[Permission]]:
    """What a role of the clinic's own may be made of."""
    return grouped(frozenset(Permission) - SERVICE_PERMISSIONS)


def group_word(group: str) -> str:
    """What the permissions of a group are about."""
    words = {
        "patients": translate("Roles", "Patients"),
        "appointments": translate("Roles", "Appointments and queue"),
        "visits": translate("Roles", "Visits"),
        "sharing": translate("Roles", "Records beyond one's reach"),
        "money": translate("Roles", "Money"),
        "pharmacy": translate("Roles", "Pharmacy"),
        "everyday": translate("Roles", "Every day"),
        "trail": translate("Roles", "Trail"),
        "administration": translate("Roles", "People and machines"),
        "services": translate("Roles", "Services"),
    }
    return words[group]


def permission_word(permission: Permission, language: str) -> str:
    """What one may do."""
    return _begun(word(permission.value, language))


def role_word(role: RoleView, language: str) -> str:
    """The name of a role: the clinic's own has one, a built-in one is named by the language."""
    return role.name or _begun(word(role.role, language))


def is_own(role: RoleView) -> bool:
    """Whether the clinic made it, and may change it."""
    return role.version is not None


def kind_word(role: RoleView) -> str:
    """Whose it is."""
    return translate("Roles", "Clinic's own") if is_own(role) else translate("Roles", "Built in")


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
