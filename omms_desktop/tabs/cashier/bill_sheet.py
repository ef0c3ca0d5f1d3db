"""One bill: whose it is, its lines, and below them the money."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.scroll import FocusScroll
from omms_server.contract.billing import Bill

from .bill_lines import BillLines
from .money_panel import MoneyPanel
from .words import bill_state


class BillSheet(QStackedWidget):
    """The bill, or what to do when none is open."""

    def __init__(self, time: ClinicTime, language: str) -> None:
        super().__init__()
        self._time = time
        self._name, self._number = text_label(role="title"), text_label(role="muted")
        self._state = Chip("", Level.NOTE)
        self._facts = text_label(role="muted", wrap=True)
        self._lines, self.money = BillLines(language), MoneyPanel()
        self._nothing = EmptyState(
            self.tr("No bill is open"),
            self.tr("Type the patient's initials or scan his number, then press Enter."),
            icon="receipt",
        )
        self._bill = QWidget()
        self._arrange()
        self.addWidget(self._nothing)
        self.addWidget(self._bill)

    def show_bill(self, bill: Bill | None) -> None:
        """Show this bill; None shows what to do."""
        self.setCurrentWidget(self._bill if bill else self._nothing)
        if bill is None:
            return
        self._name.setText(bill.patient)
        self._number.setText(bill.patient_number)
        self._state.show_state(*bill_state(bill))
        opened = self._time.moment(bill.opened_at)
        facts = (bill.department, bill.doctor, bill.number, opened)
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))
        self._lines.show_charges(bill.charges)
        self.money.show_bill(bill)

    def _arrange(self) -> None:
        tokens = current_tokens()
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(self._name)
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self._state)
        top = QVBoxLayout()
        top.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, 0)
        top.setSpacing(tokens.space_1)
        top.addLayout(head)
        top.addWidget(self._facts)
        line = QFrame()
        line.setProperty("role", "line")
        money = QVBoxLayout()
        money.setContentsMargins(tokens.space_4, 0, tokens.space_4, 0)
        money.addWidget(self.money)
        column = QVBoxLayout(self._bill)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(top)
        column.addWidget(FocusScroll(self._lines), 1)
        column.addWidget(line)
        column.addLayout(money)
