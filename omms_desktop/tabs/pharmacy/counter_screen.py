"""The counter's screen: queue left, prescription right, patient on top, one key onwards."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.facts import show_patient
from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.banner import Banner
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.scroll import FocusScroll
from omms_desktop.widgets.split import Split
from omms_server.contract.pharmacy import DispensingRow, DispensingSheet

from .presenter import Step
from .remark_line import RemarkLine
from .sections import section_segments, translate
from .sheet_view import SheetView
from .words import paid_state, prescription_state


class CounterScreen(QWidget):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(
        self, time: ClinicTime, language: str, *, dispenses: bool, prints: bool, stock: bool
    ) -> None:
        super().__init__()
        self._language, self._dispenses, self._prints = language, dispenses, prints
        self.banner = Banner()
        self.search = FilterBox(self.tr("Patient, number (F2)"), self.tr("Find a prescription"))
        self.table = queue_table(time)
        self.sheet, self.remark = SheetView(time, language), RemarkLine()
        self.split = Split(self.search, self.table, self._detail())
        self.split.set_ratio(6, 7)
        self.segments = section_segments("sections", stock=stock)
        self.split.add_filter(self.segments)
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.split, 1)
        self.show_sheet(None, Step.NOTHING, date.min)

    def show_sheet(self, sheet: DispensingSheet | None, step: Step, today: date) -> None:
        """Show a prescription and the keys that work on it."""
        if sheet is None:
            self.banner.clear()
        else:
            show_patient(self.banner, sheet.banner, today, self._language)
        self.sheet.show_sheet(sheet, step)
        if step is not Step.REVIEW:
            self.remark.shut()
        reviewing = step is Step.REVIEW
        handing = step in (Step.DISPENSE, Step.PAYMENT, Step.STOCK)
        self.go_on.setText(self.tr("Approve") if reviewing else self.tr("Dispense"))
        self.go_on.setVisible(self._dispenses and (reviewing or handing))
        self.go_on.setEnabled(step in (Step.REVIEW, Step.DISPENSE))
        self.reject.setVisible(self._dispenses and reviewing)
        for action in (self.labels, self.preview):
            action.setVisible(self._prints and step is Step.LABELS)

    def show_busy(self, busy: bool, step: Step) -> None:
        """While a request is under way no key starts another."""
        for action in (self.reject, self.labels, self.preview):
            action.setEnabled(not busy)
        self.go_on.setEnabled(not busy and step in (Step.REVIEW, Step.DISPENSE))
        if busy:
            self.split.busy.start()
        else:
            self.split.busy.stop()

    def show_empty(self, done: bool, searched: bool) -> None:
        """Say what an empty list means."""
        if searched:
            words = (self.tr("No prescription fits"), self.tr("Search for something else"))
        elif done:
            words = (self.tr("Nothing dispensed today"), self.tr("What you dispense appears here"))
        else:
            words = (self.tr("Nobody waits"), self.tr("New prescriptions appear by themselves"))
        self.table.set_empty(*words)

    def _detail(self) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FocusScroll(self.sheet), 1)
        column.addWidget(self.remark)
        return detail

    def _make_actions(self) -> None:
        self.look_up = make_action(self, self.tr("Find a prescription"), "F2")
        self.again = make_action(self, self.tr("Refresh"), "F5")
        self.preview = make_action(self, self.tr("Preview labels"), "F7", "eye")
        self.labels = make_action(self, self.tr("Print labels"), "F8", "printer")
        self.reject = make_action(self, self.tr("Send back"), "Alt+R")
        self.go_on = make_action(self, self.tr("Approve"), "F9")
        for action in (self.labels, self.go_on):
            action.setAutoRepeat(False)
        self.split.add_action(self.preview)
        self.split.add_action(self.reject)
        self.labels_button = self.split.add_action(self.labels, "primary")
        self.labels_button.setAutoDefault(True)  # Enter prints when the cursor stands here
        self.split.add_action(self.go_on, "primary")


def queue_table(time: ClinicTime) -> DataTable[DispensingRow]:
    """Who waits, oldest first; what the doctor overrode is marked."""
    heads = {
        "patient": translate("Pharmacy", "Patient"),
        "state": translate("Pharmacy", "State"),
        "paid": translate("Pharmacy", "Payment"),
        "marks": translate("Pharmacy", "Look at"),
        "signed": translate("Pharmacy", "Signed"),
    }
    overridden = translate("Pharmacy", "Override")
    columns = [
        Column[DispensingRow]("patient", heads["patient"], lambda r: r.patient, role="strong"),
        Column[DispensingRow](
            "state", heads["state"], lambda r: prescription_state(r.state, r.paid)[0], width=148,
            level=lambda r: prescription_state(r.state, r.paid)[1],
        ),
        Column[DispensingRow](
            "paid", heads["paid"], lambda r: paid_state(r.paid)[0], width=104,
            level=lambda r: paid_state(r.paid)[1],
        ),
        Column[DispensingRow](
            "marks", heads["marks"], lambda r: overridden if r.has_overrides else "", width=108,
            level=lambda r: "warn" if r.has_overrides else "",
        ),
        Column[DispensingRow](
            "signed", heads["signed"], lambda r: time.hour(r.signed_at), role="muted", width=64,
            sort=lambda r: r.signed_at,
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda r: r.prescription_id, translate("Pharmacy", "Prescriptions"))
    table.view.setObjectName("prescriptions")
    return table
