"""A search box with its results listed under it, in the same window: type, arrows, Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import icon, set_icon

from .editors import half_width
from .found_list import Found, FoundList

DEBOUNCE_MS = 120
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Finder(QWidget):
    """Arrows and Enter choose, Escape closes; what was typed stays.

    Enter before the results are there asks at once and, when exactly one comes, chooses it:
    so a scanner's burst works as typing does.
    """

    search_requested = Signal(str)
    """The text to look for; asked 120 ms after the last key, at once on Enter."""
    chosen = Signal(object)
    """The key of the result the person chose."""
    emptied = Signal()
    """Nothing stands in the box any more."""

    def __init__(self, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QLineEdit(placeholderText=placeholder, clearButtonEnabled=True)
        self._box.setAccessibleName(name or placeholder)
        self._list = FoundList()
        self._list.setParent(self)
        self._list.hide()
        self._enter_waits = False
        self._answered = ""
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self._box.textEdited.connect(self._typed)
        self._box.textChanged.connect(self._emptied)
        self._box.installEventFilter(self)
        self._list.picked.connect(self._choose)
        self.setFocusProxy(self._box)
        self._arrange()

    def text(self) -> str:
        """Return what is typed, full-width signs as plain ones."""
        return half_width(self._box.text())

    def set_text(self, text: str) -> None:
        """Put a text into the box without searching."""
        self._box.setText(text)

    def clear(self) -> None:
        """Empty the box and close the list."""
        self._box.clear()
        self.close_results()

    def focus_box(self) -> None:
        """Put the cursor into the box, with what is typed selected."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def show_results(self, results: Sequence[Found | tuple[object, str, str]]) -> None:
        """List these results for the text that stands in the box; none shows a sentence."""
        found = [Found(*result) for result in results]
        self._answered = self.text()
        if self._enter_waits and len(found) == 1:
            self._choose(found[0].key)
            return
        self._enter_waits = False
        self._list.show_found(found)
        if self.text() and self._box.hasFocus():
            self._open()

    def close_results(self) -> None:
        """Close the list; what is typed stays."""
        self._enter_waits = False
        self._list.hide()

    def is_open(self) -> bool:
        """Whether the list is open."""
        return self._list.isVisible()

    def hideEvent(self, event: QHideEvent) -> None:
        # The list floats in the window, where it would outlive this box.
        self._list.hide()
        self._list.setParent(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self._list.underMouse():
            self._list.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if key == Qt.Key.Key_Escape and self.is_open():
            self.close_results()
            return True
        if key in _MOVES and self._list.count():
            self._open()
            self._list.step(key)
            return True
        return False

    def _enter(self) -> None:
        current = self._list.current()
        if self.is_open() and self._answered == self.text() and current is not None:
            self._choose(current.key)
        elif self.text():
            self._enter_waits = True
            self._ask()

    def _typed(self) -> None:
        self._enter_waits = False
        if self.text():
            self._timer.start()

    def _emptied(self) -> None:
        if not self.text():
            self._timer.stop()
            self.close_results()
            self._list.show_found([])
            self.emptied.emit()

    def _ask(self) -> None:
        self._timer.stop()
        self.search_requested.emit(self.text())

    def _choose(self, key: object) -> None:
        self.close_results()
        self._timer.stop()
        self._box.selectAll()
        self.chosen.emit(key)

    def _open(self) -> None:
        window = self.window()
        self._list.setParent(window)
        corner = self._box.mapTo(window, QPoint(0, self._box.height()))
        room = window.height() - corner.y() - current_tokens().space_2
        width = min(max(self._box.width(), 440), window.width() - corner.x() - 8)
        self._list.setGeometry(corner.x(), corner.y(), width, min(room, self._list.wanted_height()))
        self._list.show()
        self._list.raise_()

    def _arrange(self) -> None:
        mark = self._box.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        set_icon(mark, "search", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box)
