"""The clinic's words for codes and states, in the language the person reads now."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.widgets.levels import Level
from omms_server.contract.charting import PrescriptionState
from omms_server.contract.patients import AllergyState, IdentityKind, Severity
from omms_server.contract.scheduling import AppointmentState, HalfDay, SessionKind
from omms_server.contract.types import Sex


def sex_word(sex: Sex) -> str:
    """男 or male."""
    words = {
        Sex.MALE: QCoreApplication.translate("Words", "Male"),
        Sex.FEMALE: QCoreApplication.translate("Words", "Female"),
        Sex.UNKNOWN: QCoreApplication.translate("Words", "Sex unknown"),
    }
    return words[sex]


def severity_word(severity: Severity) -> str:
    """How bad a reaction was."""
    words = {
        Severity.MILD: QCoreApplication.translate("Words", "Mild"),
        Severity.MODERATE: QCoreApplication.translate("Words", "Moderate"),
        Severity.SEVERE: QCoreApplication.translate("Words", "Severe"),
        Severity.LIFE_THREATENING: QCoreApplication.translate("Words", "Life-threatening"),
    }
    return words[severity]


def allergy_state_word(state: AllergyState) -> str:
    """Whether allergies are known; never blank (DOMAIN ALG-R1)."""
    words = {
        AllergyState.NOT_ASKED: QCoreApplication.translate("Words", "Allergies not asked"),
        AllergyState.NONE_KNOWN: QCoreApplication.translate("Words", "No known allergies"),
        AllergyState.PRESENT: QCoreApplication.translate("Words", "Allergies"),
    }
    return words[state]


def identity_kind_word(kind: IdentityKind) -> str:
    """What document proves an identity."""
    words = {
        IdentityKind.RESIDENT: QCoreApplication.translate("Words", "Resident identity card"),
        IdentityKind.PASSPORT: QCoreApplication.translate("Words", "Passport"),
        IdentityKind.HK_MACAU_PERMIT: QCoreApplication.translate("Words", "HK/Macau permit"),
        IdentityKind.TAIWAN_PERMIT: QCoreApplication.translate("Words", "Taiwan permit"),
        IdentityKind.OTHER: QCoreApplication.translate("Words", "Other document"),
        IdentityKind.NONE: QCoreApplication.translate("Words", "No document"),
    }
    return words[kind]


def appointment_word(state: AppointmentState) -> str:
    """Where an appointment stands."""
    words = {
        AppointmentState.BOOKED: QCoreApplication.translate("Words", "Booked"),
        AppointmentState.CHECKED_IN: QCoreApplication.translate("Words", "Waiting"),
        AppointmentState.CALLED: QCoreApplication.translate("Words", "Called"),
        AppointmentState.IN_VISIT: QCoreApplication.translate("Words", "In visit"),
        AppointmentState.FINISHED: QCoreApplication.translate("Words", "Finished"),
        AppointmentState.CANCELLED: QCoreApplication.translate("Words", "Cancelled"),
        AppointmentState.NO_SHOW: QCoreApplication.translate("Words", "No-show"),
    }
    return words[state]


def appointment_level(state: AppointmentState) -> Level:
    """The shape that stands before the word."""
    levels = {
        AppointmentState.CHECKED_IN: Level.NOTE,
        AppointmentState.CALLED: Level.WARN,
        AppointmentState.IN_VISIT: Level.OK,
        AppointmentState.FINISHED: Level.OK,
        AppointmentState.NO_SHOW: Level.STOP,
    }
    return levels.get(state, Level.IDLE)


def half_day_word(half_day: HalfDay) -> str:
    """午别."""
    words = {
        HalfDay.MORNING: QCoreApplication.translate("Words", "Morning"),
        HalfDay.AFTERNOON: QCoreApplication.translate("Words", "Afternoon"),
        HalfDay.NIGHT: QCoreApplication.translate("Words", "Night"),
    }
    return words[half_day]


def session_kind_word(kind: SessionKind) -> str:
    """号别."""
    words = {
        SessionKind.GENERAL: QCoreApplication.translate("Words", "General"),
        SessionKind.EXPERT: QCoreApplication.translate("Words", "Expert"),
        SessionKind.EMERGENCY: QCoreApplication.translate("Words", "Emergency"),
    }
    return words[kind]


def prescription_word(state: PrescriptionState) -> str:
    """Where a prescription stands (DOMAIN 3.9)."""
    words = {
        PrescriptionState.SIGNED: QCoreApplication.translate("Words", "Awaiting review"),
        PrescriptionState.APPROVED: QCoreApplication.translate("Words", "Approved"),
        PrescriptionState.REJECTED: QCoreApplication.translate("Words", "Rejected"),
        PrescriptionState.DISPENSED: QCoreApplication.translate("Words", "Dispensed"),
        PrescriptionState.VOIDED: QCoreApplication.translate("Words", "Voided"),
    }
    return words[state]


def prescription_level(state: PrescriptionState) -> Level:
    """The shape that stands before the word."""
    levels = {
        PrescriptionState.APPROVED: Level.OK,
        PrescriptionState.REJECTED: Level.STOP,
        PrescriptionState.DISPENSED: Level.OK,
        PrescriptionState.VOIDED: Level.IDLE,
    }
    return levels.get(state, Level.NOTE)


def paid_word(paid: bool) -> str:
    """已缴费 or not yet."""
    if paid:
        return QCoreApplication.translate("Words", "Paid")
    return QCoreApplication.translate("Words", "Unpaid")


def with_code(words: str, code: str) -> str:
    """Words with the code they stand for, in the brackets of the language."""
    text = QCoreApplication.translate("Words", "{0} ({1})")
    return text.format(words, code) if words else code
