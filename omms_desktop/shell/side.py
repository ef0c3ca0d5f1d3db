"""The panel at the right of the work: one thing at a time, instead of a dialog."""

from PySide6.QtCore import QEvent, QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from omms_desktop.theme.current import current_tokens

from .around import Around

WIDTH = 448


class SideBySide(QWidget):
    """The work, and beside it at times a panel. While one is open the work waits, with its keys."""

    closed = Signal()

    def __init__(self, work: QWidget) -> None:
        super().__init__()
        self._work = work
        self._before: QWidget | None = None
        self._panels = QStackedWidget()
        self._panels.setProperty("role", "card")
        self._panels.hide()
        gap = current_tokens().space_2
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(work, 1)
        row.addWidget(Around(self._panels, QMargins(gap, gap, gap, gap)))

    @property
    def panel(self) -> QWidget | None:
        """The panel that is open."""
        return None if self._panels.isHidden() else self._panels.currentWidget()

    def add(self, panel: QWidget) -> None:
        """Make a panel known; it stays shut."""
        self._panels.addWidget(panel)

    def open(self, panel: QWidget) -> None:
        """Show a panel and let the work wait."""
        if self._panels.isHidden():
            focused = QApplication.focusWidget()
            inside = focused is not None and self._work.isAncestorOf(focused)
            self._before = focused if inside else None
        self._panels.setCurrentWidget(panel)
        self._fit()
        self._panels.show()
        self._work.setEnabled(False)

    def close_panel(self) -> None:
        """Shut it; the cursor goes back to where it was."""
        if self._panels.isHidden():
            return
        self._panels.hide()
        self._work.setEnabled(True)
        if self._before:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        # Whoever waits for the panel comes next, after the callback that closed it.
        QTimer.singleShot(0, self, self.closed.emit)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        self._panels.setFixedWidth(min(WIDTH, max(320, self.width() // 2)))
