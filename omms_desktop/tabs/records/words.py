"""Words for grounds, reasons and posts, in the language the person reads now."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from omms_desktop.texts.words import word
from omms_desktop.widgets.levels import Level
from omms_server.contract.charting import EncounterState
from omms_server.contract.sharing import SharingGrant, Standing

translate = QCoreApplication.translate


def standing_word(standing: Standing | None) -> str:
    """On what ground a record was open."""
    words = {
        Standing.CLINIC: translate("Records", "Post"),
        Standing.OWN: translate("Records", "Own patient"),
        Standing.DEPARTMENT: translate("Records", "Department"),
        Standing.CONSENT: translate("Records", "Consent"),
        Standing.EMERGENCY: translate("Records", "Emergency"),
    }
    return words[standing] if standing else ""


def standing_level(standing: Standing | None) -> Level:
    """Emergencies stand out."""
    levels = {Standing.EMERGENCY: Level.STOP, Standing.CONSENT: Level.NOTE}
    return levels.get(standing, Level.OK) if standing else Level.IDLE


def consent_state(grant: SharingGrant, now: datetime) -> tuple[str, Level]:
    """Whether a consent is in force."""
    if grant.revoked_at is not None:
        return translate("Records", "Taken back"), Level.IDLE
    if grant.until <= now:
        return translate("Records", "Over"), Level.IDLE
    return translate("Records", "In force"), Level.OK


def visit_state(state: EncounterState) -> tuple[str, Level]:
    """Whether a visit's record is signed."""
    if state is EncounterState.SIGNED:
        return translate("Records", "Signed"), Level.OK
    return translate("Records", "Open"), Level.NOTE


def posts(text: str, language: str) -> str:
    """The posts a person acted in."""
    comma = "、" if language.startswith("zh") else ", "
    return comma.join(word(post, language) for post in text.split(",") if post)
