"""Keeps what is typed on a screen while the screen is built anew in another language."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)


class Renewed(QWidget):
    """Holds the widget `make` builds; on a change of language it builds another in its place.

    `made` is called with each new one, to fill it. Texts typed into fields that have an object
    name, and the cursor, go over to the new one; so name every field.
    """

    def __init__(self, make: Callable[[], QWidget], made: Callable[[], None]) -> None:
        super().__init__()
        self._make, self._made = make, made
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside = make()
        self._column.addWidget(self._inside)
        self._leaving: QWidget | None = None
        # A switch of language tells of itself once for each file of texts.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.renew)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._soon.start()
        super().changeEvent(event)

    def renew(self) -> None:
        """Build it anew."""
        old = self._inside
        typed, here = typed_texts(old), _focused_name(old)
        self._inside = self._make()
        self._column.replaceWidget(old, self._inside)
        old.hide()
        old.setParent(None)
        # Without a parent it is Python's: kept, so that Qt alone deletes it, and only once.
        self._leaving = old
        old.deleteLater()
        self._made()
        type_again(self._inside, typed)
        place = self._inside.findChild(QWidget, here) if here else None
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)


def typed_texts(screen: QWidget) -> dict[str, object]:
    """What stands in the named fields of a screen: texts, and the keys of what was chosen."""
    fields = [field for field in screen.findChildren(QWidget) if field.objectName()]
    return {field.objectName(): kept for field in fields if (kept := _kept(field))}


def type_again(screen: QWidget, typed: Mapping[str, object]) -> None:
    """Put back what `typed_texts` found into the fields of the same names."""
    for name, kept in typed.items():
        field = screen.findChild(QWidget, name)
        if field is not None and _kept(field) != kept:
            _put(field, kept)


def _kept(field: QWidget) -> object:
    if isinstance(field, QComboBox):
        return field.currentData() or field.currentText()
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else None


def _put(field: QWidget, kept: object) -> None:
    if isinstance(field, QComboBox):
        place = field.findData(kept)
        if place >= 0:
            field.setCurrentIndex(place)
        elif field.isEditable():
            field.setEditText(str(kept))
    elif isinstance(field, QLineEdit):
        field.setText(str(kept))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(kept))


def _focused_name(screen: QWidget) -> str:
    focused = QApplication.focusWidget()
    inside = focused is not None and screen.isAncestorOf(focused)
    return focused.objectName() if focused is not None and inside else ""
