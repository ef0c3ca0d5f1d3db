"""What the entries of the trail say, in the person's language."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from omms_desktop.clinic.actions import ACTIONS, GROUPS, action_word
from omms_desktop.clinic.texts import with_code
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.texts.faults import SENTENCES
from omms_desktop.texts.fields import field_name
from omms_desktop.texts.words import word
from omms_desktop.widgets.choice import Option
from omms_desktop.widgets.levels import Level
from omms_server.contract.audit import AuditRow, Outcome, outcome_of

translate = QCoreApplication.translate
_LEVELS = {
    Outcome.DONE: Level.OK,
    Outcome.ASKED: Level.NOTE,
    Outcome.REFUSED: Level.WARN,
    Outcome.FAILED: Level.STOP,
}


def post_words(posts: str, language: str) -> str:
    """The posts a person acted in."""
    comma = "、" if language.startswith("zh") else ", "
    return comma.join(word(post, language) for post in posts.split(",") if post)


def subject_words(subject: str, language: str) -> str:
    """处方 P2611230001: the kind of record and its number."""
    kind, _, number = subject.partition(":")
    return f"{word(kind, language)} {number}".strip() if number else subject


def on_words(row: AuditRow, language: str) -> str:
    """Everything an entry is about: the patient's number, then what of his."""
    subject = "" if row.subject == f"patient:{row.patient_number}" else row.subject
    about = (row.patient_number, subject_words(subject, language))
    return "  ".join(text for text in about if text)


def outcome(row: AuditRow) -> tuple[str, Level]:
    """Whether it was done, or asked about first and done later, or refused."""
    came_to = outcome_of(row.outcome)
    return outcome_word(came_to), _LEVELS[came_to]


def outcome_word(came_to: Outcome) -> str:
    """How something ended."""
    words = {
        Outcome.DONE: translate("Trail", "Done"),
        Outcome.ASKED: translate("Trail", "Asked"),
        Outcome.REFUSED: translate("Trail", "Refused"),
        Outcome.FAILED: translate("Trail", "Failed"),
    }
    return words[came_to]


def refusal_words(row: AuditRow, language: str) -> str:
    """Why it was refused, as far as the trail tells it."""
    if outcome_of(row.outcome) is Outcome.DONE:
        return ""
    texts = SENTENCES.get(row.outcome)
    sentence = texts[0 if language.startswith("zh") else 1] if texts else ""
    whole = sentence if "{" not in sentence else ""  # the trail keeps no parameters
    return with_code(whole, row.outcome) if whole else f"({row.outcome})"


def sealed(row: AuditRow) -> tuple[str, Level]:
    """Whether the hash chain covers the entry."""
    if row.sealed:
        return translate("Trail", "Sealed"), Level.OK
    return translate("Trail", "Not sealed yet"), Level.IDLE


def action_options(language: str) -> list[Option]:
    """The groups first, then every action; found by its words or its name on the wire."""
    groups = [Option(key, action_word(key, language), key) for key in GROUPS]
    actions = [Option(key, action_word(key, language), key) for key in ACTIONS]
    titles = {option.title for option in groups}
    return [*groups, *(option for option in actions if option.title not in titles)]


def path_words(path: str, language: str) -> str:
    """The name of a field within what was changed: 岗位 1 · 角色."""
    parts: list[str] = []
    for part in path.split("."):
        if part.isdigit() and parts:
            parts[-1] += f" {part}"
        else:
            parts.append(part if part.isdigit() else field_name(part, language))
    return " · ".join(parts)


def value_words(text: str, language: str, time: ClinicTime) -> str:
    """A value as people write it: codes in words, moments in the clinic's time."""
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        return time.moment(moment)
    comma = "、" if language.startswith("zh") else ", "
    return comma.join(word(part, language) for part in text.split(", "))
