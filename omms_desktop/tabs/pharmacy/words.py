"""The pharmacy's words for states, findings and stock."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.clinic.texts import with_code
from omms_desktop.widgets.levels import Level
from omms_server.contract.charting import PrescriptionState as State

from .presenter import Step
from .shelf import Flag

translate = QCoreApplication.translate


def prescription_state(state: State, paid: bool) -> tuple[str, Level]:
    """Where a prescription stands, as the counter sees it."""
    words = {
        State.SIGNED: (translate("Pharmacy", "To review"), Level.NOTE),
        State.REJECTED: (translate("Pharmacy", "Sent back"), Level.STOP),
        State.DISPENSED: (translate("Pharmacy", "Dispensed"), Level.OK),
        State.VOIDED: (translate("Pharmacy", "Voided"), Level.STOP),
    }
    if state is not State.APPROVED:
        return words[state]
    if paid:
        return translate("Pharmacy", "To dispense"), Level.OK
    return translate("Pharmacy", "To be paid"), Level.IDLE


def paid_state(paid: bool) -> tuple[str, Level]:
    """Whether it is paid."""
    if paid:
        return translate("Pharmacy", "Paid"), Level.OK
    return translate("Pharmacy", "Not paid"), Level.WARN


def step_sentence(step: Step, due: str) -> str:
    """What a prescription waits for; `due` in yuan."""
    sentences = {
        Step.REVIEW: translate("Pharmacy", "Read it, then approve it or send it back."),
        Step.PAYMENT: translate("Pharmacy", "Approved. {0} yuan must be paid before dispensing."),
        Step.STOCK: translate("Pharmacy", "Approved and paid, but the stock does not suffice."),
        Step.DISPENSE: translate("Pharmacy", "Approved and paid: pick the batches and dispense."),
        Step.LABELS: translate("Pharmacy", "Dispensed. Print the labels."),
        Step.NOTHING: "",
    }
    return sentences[step].format(due)


def finding_word(code: str) -> str:
    """What the doctor was warned of and went on with; an unknown finding names its code."""
    words = {
        "RX-02": translate("Pharmacy", "More days than usual"),
        "RX-07": translate("Pharmacy", "Antibacterial above the doctor's grade"),
        "RX-09": translate("Pharmacy", "May cross-react with an allergy"),
        "RX-11": translate("Pharmacy", "Major interaction"),
        "RX-12": translate("Pharmacy", "Duplicate therapy"),
        "RX-13": translate("Pharmacy", "Above the daily maximum"),
    }
    return with_code(words.get(code, ""), code)


def flag_words(found: tuple[Flag, ...]) -> str:
    """What is wrong with a row of the stock, in words."""
    words = {
        Flag.NONE: translate("Pharmacy", "No stock"),
        Flag.EXPIRED: translate("Pharmacy", "Expired"),
        Flag.NEAR: translate("Pharmacy", "Near expiry"),
        Flag.LOW: translate("Pharmacy", "Below limit"),
    }
    return " · ".join(words[one] for one in found) or translate("Pharmacy", "In order")


def flag_level(found: tuple[Flag, ...]) -> Level:
    """The shape of the gravest."""
    if Flag.EXPIRED in found:
        return Level.STOP
    return Level.WARN if found else Level.OK
