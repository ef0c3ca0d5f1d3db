"""The search box over a list: it narrows the list while one types; Enter and Down lead into it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from omms_desktop.theme.icons import icon, set_icon
from omms_desktop.widgets.editors import half_width

DEBOUNCE_MS = 120


class FilterBox(QLineEdit):
    """What is typed narrows the list at once; a scanner's burst ends in `entered`."""

    narrowed = Signal(str)
    """The text to look for, 120 ms after the last key."""
    entered = Signal(str)
    """Enter: look for this and open it when it is the only one."""
    left = Signal()
    """Down: on to the list."""

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__(placeholderText=placeholder, clearButtonEnabled=True)
        self.setObjectName("search")
        self.setAccessibleName(name)
        self.setMaxLength(60)
        magnifier = self.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        set_icon(magnifier, "search", "muted")
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._changed)

    def words(self) -> str:
        """What is typed, full-width signs as plain ones."""
        return half_width(self.text())

    def focus_box(self) -> None:
        """Put the cursor here, with what is typed selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            self.entered.emit(self.words())
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._timer.start()

    def _tell(self) -> None:
        self.narrowed.emit(self.words())
