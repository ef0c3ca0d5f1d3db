"""Decides about the stock list and about taking a batch in. Knows no Qt."""

from __future__ import annotations

from typing import Any, Protocol

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Changes, Notices, Tasks
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Fault
from omms_server.contract.pharmacy import BatchExpired, ListStock, ReceiveBatch, StockPage, StockRow

from .shelf import key_of

PAGE = 100


class StockView(Protocol):
    """What the stock page can show."""

    def show_stock(self, rows: tuple[StockRow, ...], total: int) -> None: ...
    def show_receiving(self, drug: StockRow | None) -> None: ...
    def show_received(self, row: StockRow) -> None: ...
    def select(self, key: int) -> bool: ...
    def show_field_errors(self, errors: Any) -> list[str]: ...
    def show_expired(self, fault: BatchExpired) -> None: ...
    def show_busy(self, busy: bool) -> None: ...


class StockPresenter:
    """The list grows page by page; what changed elsewhere is loaded anew as far as it is shown."""

    def __init__(self, view: StockView, tasks: Tasks, notices: Notices, changes: Changes) -> None:
        self._view, self._tasks, self._notices = view, tasks, notices
        self.rows: tuple[StockRow, ...] = ()
        self.total = 0
        self.receiving: StockRow | None = None
        self._text = ""
        self._asked: ListStock | None = None
        self._wanted = 1
        self._select: int | None = None
        self._busy = self._loaded = False
        self._news = changes.subscribe((Topic.STOCK,), self._changed)

    def show_again(self) -> None:
        """Show everything anew, in a page that was just built."""
        self._view.show_stock(self.rows, self.total)
        self._view.show_receiving(self.receiving)

    def load(self) -> None:
        """Load as many pages as are shown, the first of all at the beginning."""
        self._loaded = True
        self._load_page(1, ())

    def search(self, text: str) -> None:
        """Narrow the list by name, code or initials."""
        self._text, self._wanted = text, 1
        self.load()

    def load_more(self) -> None:
        """The end of the list is near."""
        if self._asked is None and len(self.rows) < self.total:
            self._wanted += 1
            self._load_page(self._wanted, self.rows)

    def receive(self, drug: StockRow | None) -> None:
        """Open the form for a batch of this drug; None closes it."""
        self.receiving = drug
        self._view.show_receiving(drug)

    def save(self, fields: dict[str, Any]) -> None:
        """Take the batch in; short-dated stock is asked a reason for (DOMAIN PH-13)."""
        if self.receiving is None or self._busy:
            return
        try:
            asked = ReceiveBatch(drug_id=self.receiving.drug_id, **fields)
        except ValidationError as error:
            self._refused(invalid(error))
            return
        self._set_busy(True)
        self._tasks.run(asked, self._received, self._refused)

    def _received(self, row: StockRow) -> None:
        self._set_busy(False)
        self.receive(None)
        self._view.show_received(row)
        self._select = key_of(row)
        self.load()

    def _refused(self, fault: Fault) -> None:
        self._set_busy(False)
        if isinstance(fault, BatchExpired):
            self._view.show_expired(fault)
        else:
            self._notices.show_fault(fault, beside=self._view.show_field_errors)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._view.show_busy(busy)

    def _load_page(self, page: int, before: tuple[StockRow, ...]) -> None:
        asked = self._asked = ListStock(text=self._text, page=page, size=PAGE)

        def show(found: StockPage) -> None:
            if asked is not self._asked:  # an older list may come late
                return
            rows = before + _new(found.rows, before)
            if page < self._wanted and len(rows) < found.total:
                self._load_page(page + 1, rows)
                return
            self._asked = None
            self.rows, self.total = rows, found.total
            self._view.show_stock(rows, found.total)
            if self._select is not None and self._view.select(self._select):
                self._select = None

        def fail(fault: Fault) -> None:
            if asked is self._asked:
                self._asked = None
            self._notices.show_fault(fault)

        self._tasks.run(asked, show, fail)

    def _changed(self, _news: tuple[Changed, ...]) -> None:
        if self._loaded:
            self.load()


def _new(rows: tuple[StockRow, ...], before: tuple[StockRow, ...]) -> tuple[StockRow, ...]:
    """Rows not seen yet: a batch that came in between two pages moves the later ones on."""
    known = {key_of(row) for row in before}
    return tuple(row for row in rows if key_of(row) not in known)
