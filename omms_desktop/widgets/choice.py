"""A field to choose one of some options, by typing part of its name, initials or code."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView

from .editors import half_width


class Option(NamedTuple):
    """One option: its key in the program, its name on screen, and other words that find it."""

    key: str
    title: str
    also: str = ""


class _Titles(QCompleter):
    """Finds options by all their words and writes the title of the one chosen."""

    def __init__(self, owner: "Choice") -> None:
        super().__init__(owner)
        self._owner = owner
        self.list = QListView()
        self.setPopup(self.list)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(12)

    def splitPath(self, path: str) -> list[str]:
        titles = [option.title for option in self._owner.matching(path)]
        model = self.model()
        if isinstance(model, QStringListModel) and model.stringList() != titles:
            model.setStringList(titles)
        return [path]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data())


class Choice(QComboBox):
    """A combo box one can type into. `value()` is the key of the option, or None.

    With `free`, other words may be typed too, and `value()` is then the text itself.
    """

    def __init__(
        self, options: Sequence[Option] = (), placeholder: str = "", free: bool = False
    ) -> None:
        super().__init__()
        self._free = free
        self._options: tuple[Option, ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self._line = QLineEdit(placeholderText=placeholder)
        self.setLineEdit(self._line)
        titles = _Titles(self)
        titles.setModel(QStringListModel(titles))
        self.setCompleter(titles)
        titles.list.setProperty("role", "popup")
        self._line.editingFinished.connect(self.settle)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what is chosen stays chosen when it is still there."""
        kept = self.value()
        self._options = tuple(options)
        self.blockSignals(True)
        self.clear()
        for option in self._options:
            self.addItem(option.title, option.key)
        self.blockSignals(False)
        self.set_value(kept)

    def matching(self, typed: str) -> list[Option]:
        """Return the options what is typed may mean, the likeliest first; all when it is empty."""
        wanted = half_width(typed).casefold()
        return [option for _, option in self._ranked(wanted)]

    def settle(self) -> None:
        """Turn what is typed into the likeliest option; leave it as typed when it means none."""
        found = [] if self.is_empty() or self._free else self.matching(self.currentText())
        if found:
            self.setCurrentIndex(self._options.index(found[0]))
        elif self.currentIndex() >= 0:
            typed = self.currentText()
            self.setCurrentIndex(-1)
            self.setEditText(typed)

    def value(self) -> str | None:
        text = half_width(self.currentText())
        if not text:
            return None
        best = self._best(text)
        if self._free:
            return best[0].key if best and half_width(best[0].title) == text else text
        return best[0].key if len(best) == 1 else None

    def set_value(self, value: object) -> None:
        self.setCurrentIndex(self.findData(value) if value is not None else -1)

    def problem(self) -> str:
        if self.is_empty() or self.value() is not None:
            return ""
        if self._best(self.currentText()):
            return self.tr("Several fit; please choose one.")
        return self.tr("Nothing of this name can be chosen here.")

    def is_empty(self) -> bool:
        return not half_width(self.currentText())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._line.selectAll()  # not when the list closes: what is typed goes on

    def _ranked(self, wanted: str) -> list[tuple[int, Option]]:
        ranked = [(_rank(option, wanted), option) for option in self._options]
        return sorted((pair for pair in ranked if pair[0] < _NO_MATCH), key=lambda pair: pair[0])

    def _best(self, typed: str) -> list[Option]:
        """Return the option meant: the first of one exact name or code, else all that fit best."""
        ranked = self._ranked(half_width(typed).casefold())
        best = [option for rank, option in ranked if rank == ranked[0][0]]
        return best[:1] if ranked and ranked[0][0] == 0 else best

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a form must not change what was chosen


_NO_MATCH = 5


def _rank(option: Option, wanted: str) -> int:
    title, also = half_width(option.title).casefold(), option.also.casefold()
    if wanted in (title, option.key.casefold()):
        return 0
    if wanted in also.split():
        return 1
    if title.startswith(wanted):
        return 2
    if any(word.startswith(wanted) for word in also.split()):
        return 3
    return 4 if wanted in title else _NO_MATCH
