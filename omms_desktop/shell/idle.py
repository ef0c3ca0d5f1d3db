"""Notices that nobody has used the desk for a while (DOMAIN 10, SEC-05)."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Any key or movement of the mouse begins the time anew."""

    idle = Signal()

    def __init__(self, application: QApplication, minutes: int) -> None:
        super().__init__(application)
        self._timer = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self._timer.timeout.connect(self.idle)
        if minutes > 0:
            application.installEventFilter(self)

    def start(self) -> None:
        """Someone is signed in."""
        if self._timer.interval() > 0:
            self._timer.start()

    def stop(self) -> None:
        """Nobody is."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
