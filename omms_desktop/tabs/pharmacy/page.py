"""The pharmacy's tab: the counter, and behind it the stock."""

from PySide6.QtWidgets import QStackedWidget

from omms_desktop.backend.tab_context import TabContext
from omms_server.contract.permissions import Permission

from .counter import Counter
from .stock import Stock


class PharmacyPage(QStackedWidget):
    """Alt+1 and Alt+2 show the counter, Alt+3 the stock."""

    def __init__(self, context: TabContext) -> None:
        super().__init__()
        self.counter = Counter(context, self._show_stock)
        self.addWidget(self.counter)
        self.stock: Stock | None = None
        if context.may(Permission.STOCK_READ):
            self.stock = Stock(context, self._show_counter)
            self.addWidget(self.stock)

    def focus_first(self) -> None:
        """Work begins in the queue."""
        if self.stock is not None and self.currentWidget() is self.stock:
            self.stock.enter()
        else:
            self.counter.focus_first()

    def _show_stock(self) -> None:
        if self.stock is not None:
            self.setCurrentWidget(self.stock)
            self.stock.enter()

    def _show_counter(self, section: str) -> None:
        self.setCurrentWidget(self.counter)
        self.counter.go_to(section)
        self.counter.focus_list()
