"""Every right in the system, and which role has which (DOMAIN 10, ARCHITECTURE rooms)."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do. The value is stable: it is stored and sent."""

    PATIENTS_FIND = "patients.find"
    PATIENTS_READ = "patients.read"
    PATIENTS_WRITE = "patients.write"
    SCHEDULE_READ = "schedule.read"
    BOOK = "appointments.book"
    APPOINTMENTS_READ = "appointments.read"
    CHECK_IN = "appointments.check_in"
    CALL = "queue.call"
    CHART_READ = "chart.read"
    CHART_WRITE = "chart.write"
    PRESCRIBE = "prescriptions.sign"
    BILLS_READ = "bills.read"
    BILLS_SETTLE = "bills.settle"
    DISPENSE_READ = "dispensing.read"
    DISPENSE = "dispensing.dispense"
    STOCK_READ = "stock.read"
    PAPERS_PRINT = "papers.print"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    EVENTS_READ = "events.read"
    SHARING_READ = "sharing.read"
    SHARING_WRITE = "sharing.write"
    EMERGENCY_OPEN = "sharing.emergency"
    EMERGENCY_REVIEW = "sharing.review"
    STAFF_READ = "staff.read"
    STAFF_WRITE = "staff.write"
    ROLES_WRITE = "roles.write"
    WORKSTATIONS_READ = "workstations.read"
    WORKSTATIONS_WRITE = "workstations.write"
    BOOK_FOR_SELF = "web.book"
    PAYMENT_NOTICES = "web.payment_notices"


class Role(StrEnum):
    """A post's kind. The value is stable: it is stored and sent."""

    ADMINISTRATOR = "administrator"
    RECEPTIONIST = "receptionist"
    TRIAGE_NURSE = "triage_nurse"
    NURSE = "nurse"
    DOCTOR = "doctor"
    PHARMACIST = "pharmacist"
    CASHIER = "cashier"
    LAB_TECHNICIAN = "lab_technician"
    FINANCE_AUDITOR = "finance_auditor"
    STOREKEEPER = "storekeeper"
    PRIVACY_OFFICER = "privacy_officer"
    PATIENT = "patient"
    SIDECAR = "sidecar"


P = Permission

_FRONT_DESK = frozenset(
    {
        P.PATIENTS_FIND,
        P.PATIENTS_READ,
        P.PATIENTS_WRITE,
        P.SCHEDULE_READ,
        P.BOOK,
        P.APPOINTMENTS_READ,
        P.CHECK_IN,
        P.BILLS_READ,
        P.BILLS_SETTLE,
        P.EVENTS_READ,
        P.PAPERS_PRINT,
        P.SHARING_READ,
        P.SHARING_WRITE,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            P.AUDIT_READ,
            P.AUDIT_EXPORT,
            P.SCHEDULE_READ,
            P.EVENTS_READ,
            P.STAFF_READ,
            P.STAFF_WRITE,
            P.ROLES_WRITE,
            P.WORKSTATIONS_READ,
            P.WORKSTATIONS_WRITE,
        }
    ),
    Role.RECEPTIONIST: _FRONT_DESK,
    Role.TRIAGE_NURSE: frozenset(
        {
            P.PATIENTS_FIND,
            P.PATIENTS_READ,
            P.SCHEDULE_READ,
            P.APPOINTMENTS_READ,
            P.CHECK_IN,
            P.CALL,
            P.PAPERS_PRINT,
            P.EVENTS_READ,
        }
    ),
    Role.NURSE: frozenset(
        {
            P.PATIENTS_FIND,
            P.PATIENTS_READ,
            P.CHART_READ,
            P.SHARING_READ,
            P.EMERGENCY_OPEN,
            P.EVENTS_READ,
        }
    ),
    Role.DOCTOR: frozenset(
        {
            P.PATIENTS_FIND,
            P.PATIENTS_READ,
            P.PATIENTS_WRITE,
            P.SCHEDULE_READ,
            P.APPOINTMENTS_READ,
            P.CALL,
            P.SHARING_READ,
            P.SHARING_WRITE,
            P.EMERGENCY_OPEN,
            P.CHART_READ,
            P.CHART_WRITE,
            P.PRESCRIBE,
            P.STOCK_READ,
            P.PAPERS_PRINT,
            P.EVENTS_READ,
        }
    ),
    Role.PHARMACIST: frozenset(
        {P.DISPENSE_READ, P.DISPENSE, P.STOCK_READ, P.PAPERS_PRINT, P.EVENTS_READ}
    ),
    Role.CASHIER: frozenset(
        {P.PATIENTS_FIND, P.BILLS_READ, P.BILLS_SETTLE, P.PAPERS_PRINT, P.EVENTS_READ}
    ),
    Role.LAB_TECHNICIAN: frozenset({P.EVENTS_READ}),
    Role.FINANCE_AUDITOR: frozenset({P.BILLS_READ, P.AUDIT_READ, P.AUDIT_EXPORT, P.EVENTS_READ}),
    Role.STOREKEEPER: frozenset({P.STOCK_READ, P.PAPERS_PRINT, P.EVENTS_READ}),
    Role.PRIVACY_OFFICER: frozenset(
        {
            P.PATIENTS_FIND,
            P.SHARING_READ,
            P.EMERGENCY_REVIEW,
            P.AUDIT_READ,
            P.AUDIT_EXPORT,
            P.STAFF_READ,
            P.EVENTS_READ,
        }
    ),
    Role.PATIENT: frozenset(),
    Role.SIDECAR: frozenset({P.BOOK_FOR_SELF, P.PAYMENT_NOTICES}),
}

SERVICE_PERMISSIONS = ROLE_PERMISSIONS[Role.SIDECAR]
"""For services such as the booking page, never for a person."""

CLINICAL = frozenset(
    {
        P.PATIENTS_READ,
        P.PATIENTS_WRITE,
        P.CALL,
        P.CHART_READ,
        P.CHART_WRITE,
        P.PRESCRIBE,
        P.DISPENSE_READ,
        P.DISPENSE,
        P.PAPERS_PRINT,
        P.APPOINTMENTS_READ,
        P.SHARING_WRITE,
        P.EMERGENCY_OPEN,
    }
)
"""What opens patients' records or papers: never an administrator's (DOMAIN 9.2)."""
