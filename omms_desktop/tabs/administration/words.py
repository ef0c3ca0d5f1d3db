"""What the entries of the trail say, in the person's language."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.clinic.actions import ACTIONS, GROUPS, action_word
from omms_desktop.clinic.texts import with_code
from omms_desktop.texts.faults import SENTENCES
from omms_desktop.texts.words import word
from omms_desktop.widgets.choice import Option
from omms_desktop.widgets.levels import Level
from omms_server.contract.audit import AuditRow

translate = QCoreApplication.translate
DONE = "ok"


def post_words(posts: str, language: str) -> str:
    """The posts a person acted in."""
    comma = "、" if language.startswith("zh") else ", "
    return comma.join(word(post, language) for post in posts.split(",") if post)


def subject_words(subject: str, language: str) -> str:
    """处方 P2611230001: the kind of record and its number."""
    kind, _, number = subject.partition(":")
    return f"{word(kind, language)} {number}".strip() if number else subject


def outcome(row: AuditRow) -> tuple[str, Level]:
    """Whether it was done, or asked about first and done later, or refused."""
    if row.outcome == DONE:
        return translate("Trail", "Done"), Level.OK
    if row.outcome == "confirm":
        return translate("Trail", "Asked"), Level.NOTE
    if row.outcome == "internal":
        return translate("Trail", "Failed"), Level.STOP
    return translate("Trail", "Refused"), Level.WARN


def refusal_words(row: AuditRow, language: str) -> str:
    """Why it was refused, as far as the trail tells it."""
    if row.outcome == DONE:
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
