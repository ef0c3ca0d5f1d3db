"""A tab that is a list with the chosen row beside it: what all of them have in common."""

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.widgets.busy import BusyLine
from omms_desktop.widgets.data_table import DataTable

from .renewal import Renewed


class ListScreen(Protocol):
    """What such a page asks of its screen, a `Split` with its `table`."""

    table: DataTable[Any]
    busy: BusyLine

    def close_side(self) -> None: ...


class ListPresenter(Protocol):
    """What such a page asks of its presenter."""

    def show_again(self) -> None: ...


class ListPage(Renewed):
    """Keeps screen and presenter over a change of language.

    A tab names the classes of both, connects them in `_build` and adds what it shows.
    """

    _screen: ListScreen
    _presenter: ListPresenter

    def __init__(self, context: TabContext) -> None:
        self._context = context
        super().__init__(self._build, self._again)

    def focus_first(self) -> None:
        """Work begins in the list."""
        self._screen.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, busy: bool) -> None:
        """Say that an answer is waited for, or no longer."""
        if busy:
            self._screen.busy.start()
        else:
            self._screen.busy.stop()

    def close_side(self) -> None:
        """Shut the panel beside the list; work goes on in the list."""
        self._screen.close_side()
        self.focus_first()

    def _build(self) -> QWidget:
        raise NotImplementedError

    def _again(self) -> None:
        self._presenter.show_again()
