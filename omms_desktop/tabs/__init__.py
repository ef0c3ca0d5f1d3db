"""The tabs: what each is given, and which there are. Free of Qt, as presenters are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.permissions import Permission

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab. It is made when it is first opened and then stays.

    `title` is English, written `QT_TRANSLATE_NOOP("Tabs", "Pharmacy")`. `make` imports the page
    inside itself. A page with a method `focus_first()` is asked to put the cursor where work
    begins.
    """

    key: str
    title: str
    icon: str
    permission: Permission
    make: Callable[[TabContext], QWidget]


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation later, as Qt's function of this name does."""
    return text


def _registration(context: TabContext) -> QWidget:
    from .registration.page import RegistrationPage

    return RegistrationPage(context)


def _charting(context: TabContext) -> QWidget:
    from .charting.page import ChartingPage

    return ChartingPage(context)


def _records(context: TabContext) -> QWidget:
    from .records.page import RecordsPage

    return RecordsPage(context)


def _reviews(context: TabContext) -> QWidget:
    from .reviews.page import ReviewsPage

    return ReviewsPage(context)


def _staff(context: TabContext) -> QWidget:
    from .staff.page import StaffPage

    return StaffPage(context)


def _roles(context: TabContext) -> QWidget:
    from .roles.page import RolesPage

    return RolesPage(context)


def _sign_ins(context: TabContext) -> QWidget:
    from .sign_ins.page import SignInsPage

    return SignInsPage(context)


def _workstations(context: TabContext) -> QWidget:
    from .workstations.page import WorkstationsPage

    return WorkstationsPage(context)


def _cashier(context: TabContext) -> QWidget:
    from .cashier.page import CashierPage

    return CashierPage(context)


def _pharmacy(context: TabContext) -> QWidget:
    from .pharmacy.page import PharmacyPage

    return PharmacyPage(context)


def _administration(context: TabContext) -> QWidget:
    from .administration.page import AdministrationPage

    return AdministrationPage(context)


TABS: tuple[TabSpec, ...] = (
    TabSpec(
        "registration",
        QT_TRANSLATE_NOOP("Tabs", "Registration"),
        "user-check",
        Permission.CHECK_IN,
        _registration,
    ),
    TabSpec(
        "charting",
        QT_TRANSLATE_NOOP("Tabs", "Visits"),
        "stethoscope",
        Permission.CHART_WRITE,
        _charting,
    ),
    TabSpec(
        "cashier",
        QT_TRANSLATE_NOOP("Tabs", "Cashier"),
        "yuan",
        Permission.BILLS_READ,
        _cashier,
    ),
    TabSpec(
        "pharmacy",
        QT_TRANSLATE_NOOP("Tabs", "Pharmacy"),
        "pill",
        Permission.DISPENSE_READ,
        _pharmacy,
    ),
    TabSpec(
        "records",
        QT_TRANSLATE_NOOP("Tabs", "Records"),
        "file",
        Permission.SHARING_READ,
        _records,
    ),
    TabSpec(
        "reviews",
        QT_TRANSLATE_NOOP("Tabs", "Reviews"),
        "eye",
        Permission.EMERGENCY_REVIEW,
        _reviews,
    ),
    TabSpec(
        "administration",
        QT_TRANSLATE_NOOP("Tabs", "Trail"),
        "shield",
        Permission.AUDIT_READ,
        _administration,
    ),
    TabSpec(
        "staff",
        QT_TRANSLATE_NOOP("Tabs", "People"),
        "users",
        Permission.STAFF_READ,
        _staff,
    ),
    TabSpec(
        "roles",
        QT_TRANSLATE_NOOP("Tabs", "Roles"),
        "key",
        Permission.STAFF_READ,
        _roles,
    ),
    TabSpec(
        "workstations",
        QT_TRANSLATE_NOOP("Tabs", "Machines"),
        "grid",
        Permission.WORKSTATIONS_READ,
        _workstations,
    ),
    TabSpec(
        "sign_ins",
        QT_TRANSLATE_NOOP("Tabs", "Sign-ins"),
        "sign-out",
        Permission.STAFF_WRITE,
        _sign_ins,
    ),
)
"""In the order of the rail: Ctrl+1 is the first this person may use."""
