"""Decides which sign-ins are listed, and ends one. No Qt."""

from __future__ import annotations

from typing import Protocol

from pydantic import ValidationError

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.faults import Fault
from omms_server.contract.sign_ins import ListSignIns, SignInPage, SignInRow
from omms_server.contract.staff import EndSession

PAGE = 200


class SignInsView(Protocol):
    """What the page can show."""

    def show_rows(self, rows: tuple[SignInRow, ...], more: bool) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def close_side(self) -> None: ...


class SignInsPresenter:
    """The server tells no news of sign-ins, so they are listed when shown and after each end."""

    def __init__(self, view: SignInsView, context: TabContext) -> None:
        self._view, self._context = view, context
        self._rows: tuple[SignInRow, ...] = ()
        self._next: int | None = None
        self._asked: ListSignIns | None = None
        self._text = ""

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_rows(self._rows, self._next is not None)

    def load(self) -> None:
        """List them anew."""
        self._list((), None)

    def search(self, text: str) -> None:
        """Only those of this person, or at this workstation."""
        self._text = text
        self.load()

    def load_more(self) -> None:
        """The end of the list is near."""
        if self._asked is None and self._next is not None:
            self._list(self._rows, self._next)

    def end(self, row: SignInRow) -> None:
        """End this sign-in; one that has ended meanwhile is told, and the list is anew."""
        self._view.show_busy(True)
        asked = EndSession(staff_id=row.staff_id, session_id=row.id)
        self._context.tasks.run(asked, lambda _: self._ended(), self._not_ended)

    def others_of(self, row: SignInRow) -> tuple[SignInRow, ...]:
        """Where else this person is signed in, as far as it is listed."""
        return tuple(one for one in self._rows if one.staff_id == row.staff_id and one.id != row.id)

    def _ended(self) -> None:
        self._view.show_busy(False)
        self._view.close_side()
        self.load()

    def _not_ended(self, fault: Fault) -> None:
        self._ended()
        self._context.notices.show_fault(fault)

    def _list(self, before: tuple[SignInRow, ...], key: int | None) -> None:
        try:
            asked = self._asked = ListSignIns(text=self._text, before=key, size=PAGE)
        except ValidationError:  # longer than any name
            self._asked = None
            self._rows, self._next = (), None
            self.show_again()
            return

        def show(page: SignInPage) -> None:
            if asked is self._asked:  # an older list may come late
                self._asked = None
                self._rows, self._next = before + page.rows, page.next_before
                self.show_again()

        def fail(fault: Fault) -> None:
            if asked is self._asked:
                self._asked = None
                self._context.notices.show_fault(fault)

        self._context.tasks.run(asked, show, fail)
