"""Whether the server answers, and since when it does not. Lives on the GUI thread."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal, Slot

from .ports import Clock


class Connection(QObject):
    """One truth for the whole window; threads report to it, screens listen to it."""

    changed = Signal()
    """The server went away, or is back."""
    _reported = Signal(bool)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._away_since: datetime | None = None
        self._reported.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    @property
    def away_since(self) -> datetime | None:
        """Since when the server has not answered; None while it does."""
        return self._away_since

    @property
    def is_away(self) -> bool:
        """Whether the server did not answer last."""
        return self._away_since is not None

    def report(self, answered: bool) -> None:
        """Tell how the last call went; from any thread."""
        self._reported.emit(answered)

    @Slot(bool)
    def _settle(self, answered: bool) -> None:
        if answered == (not self.is_away):
            return
        self._away_since = None if answered else self._clock.now()
        self.changed.emit()
