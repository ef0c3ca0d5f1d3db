"""How grave something is: one word, one shape and one colour for each level."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class Level(StrEnum):
    """From grave to quiet. The shape is the icon of the same name."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"
    OK = "ok"
    IDLE = "idle"

    @property
    def token(self) -> str:
        """The colour token the shape is drawn in."""
        return _TOKENS[self]

    @property
    def word(self) -> str:
        """The level in the person's language."""
        words = {
            Level.STOP: QCoreApplication.translate("Level", "Stop"),
            Level.WARN: QCoreApplication.translate("Level", "Warning"),
            Level.NOTE: QCoreApplication.translate("Level", "Note"),
            Level.OK: QCoreApplication.translate("Level", "Done"),
            Level.IDLE: QCoreApplication.translate("Level", "Waiting"),
        }
        return words[self]


_TOKENS = {
    Level.STOP: "danger",
    Level.WARN: "warn",
    Level.NOTE: "note",
    Level.OK: "ok",
    Level.IDLE: "muted",
}
