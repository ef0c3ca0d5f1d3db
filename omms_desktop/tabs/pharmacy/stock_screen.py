"""The stock's screen: every batch left, the chosen one right, a form to take a batch in."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.editors import LineEdit, NumberEdit
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.split import Split
from omms_server.contract.medication_line import number
from omms_server.contract.pharmacy import StockRow

from .sections import section_segments, translate
from .shelf import Flag, flags, key_of, usable_units
from .words import flag_level, flag_words

Found = tuple[StockRow, tuple[Flag, ...]]
"""A batch or a drug without stock, and what is wrong with it."""


class StockScreen(QWidget):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, *, receives: bool) -> None:
        super().__init__()
        self._receives = receives
        self.search = FilterBox(
            self.tr("Drug name, code, initials (F2)"), self.tr("Find a drug in stock")
        )
        self.search.setObjectName("stock_search")
        self.table = stock_table()
        self.batch = BatchView()
        self.split = Split(self.search, self.table, self.batch)
        self.split.set_ratio(11, 4)
        self.segments = section_segments("stock_sections", stock=True)
        self.split.add_filter(self.segments)
        self.count = text_label(role="muted")
        self.split.add_corner(self.count)
        self.receiving = ReceivingPanel()
        self.split.add_side(self.receiving)
        self.look_up = make_action(self, self.tr("Find a drug"), "F2")
        self.again = make_action(self, self.tr("Refresh"), "F5")
        self.receive = make_action(self, self.tr("Receive a batch"), "F3", "plus")
        self.split.add_action(self.receive, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self.table.set_empty(self.tr("Nothing in stock fits"), self.tr("Search for another drug"))
        self.show_batch(None)

    def show_rows(self, rows: tuple[StockRow, ...], total: int, today: date) -> None:
        """Show these batches; a drug's units count over all of its rows here."""
        usable = usable_units(rows, today)
        self.table.show_rows([(row, flags(row, usable[row.drug_id], today)) for row in rows])
        self.count.setText(self._count(rows, total))

    def show_batch(self, found: Found | None) -> None:
        """Show the chosen batch."""
        self.batch.show_batch(found)
        self.receive.setVisible(self._receives and found is not None)

    def _count(self, rows: tuple[StockRow, ...], total: int) -> str:
        if len(rows) < total:
            return self.tr("{0} of {1} shown").format(len(rows), total)
        without = sum(row.batch_id is None for row in rows)
        counts = [self.tr("{0} batches").format(total - without)]
        if without:
            counts.append(self.tr("{0} drugs without stock").format(without))
        return " · ".join(counts)


class BatchView(QStackedWidget):
    """Everything of one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.addWidget(
            EmptyState(
                self.tr("No batch is chosen"),
                self.tr("Choose a drug's row; F3 takes in a batch of it. F2 finds any drug."),
                icon="box",
            )
        )
        page = QWidget()
        self._drug, self._state = text_label(role="heading", wrap=True), Chip("", Level.OK)
        self._facts = QGridLayout()
        tokens = current_tokens()
        self._facts.setHorizontalSpacing(tokens.space_4)
        self._facts.setColumnStretch(1, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._drug)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._facts)
        column.addStretch(1)
        self._values = [text_label(wrap=True) for _ in range(6)]
        heads = (
            self.tr("Code"), self.tr("Lot"), self.tr("Expires"), self.tr("On hand"),
            self.tr("Shelf"), self.tr("Lower limit"),
        )  # fmt: skip
        for place, (head, value) in enumerate(zip(heads, self._values, strict=True)):
            self._facts.addWidget(text_label(head, "muted"), place, 0)
            self._facts.addWidget(value, place, 1)
        self.addWidget(page)

    def show_batch(self, found: Found | None) -> None:
        """Show this batch; None says what to do."""
        self.setCurrentIndex(0 if found is None else 1)
        if found is None:
            return
        row, wrong = found
        self._drug.setText(f"{row.drug}  {row.spec}")
        self._state.show_state(flag_words(wrong), flag_level(wrong))
        texts = (
            row.drug_code, row.lot or "—", _day(row.expires_on) or "—",
            f"{number(row.on_hand)} {row.unit}", row.shelf or "—",
            f"{number(row.lower_limit)} {row.unit}",
        )  # fmt: skip
        for label, text in zip(self._values, texts, strict=True):
            label.setText(text)


class ReceivingPanel(FormPanel):
    """The form for a batch of a drug; Enter on the last field or F9 takes it in."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(
            [
                Field("lot", self.tr("Lot"), _named(LineEdit(longest=40), "lot"), required=True),
                Field(
                    "expires_on",
                    self.tr("Expires"),
                    _named(DateEdit(), "expires_on"),
                    required=True,
                    hint=self.tr("The last usable day, such as 20281031"),
                ),
                Field(
                    "units",
                    self.tr("Quantity"),
                    _named(NumberEdit(1, 1_000_000), "units"),
                    required=True,
                    hint=self.tr("In the smallest unit"),
                ),
                Field("shelf", self.tr("Shelf"), _named(LineEdit(longest=20), "shelf")),
            ]
        )
        self.set_body(self.form)
        self.accepted.connect(self.form.submit)

    def show_drug(self, row: StockRow) -> None:
        """Ask about a batch of this drug; its shelf is proposed."""
        if row.batch_id is None:
            title = self.tr("The first batch of {0} {1} (counted in {2})")
        else:
            title = self.tr("A further batch of {0} {1} (counted in {2})")
        self.set_words(title.format(row.drug, row.spec, row.unit), self.tr("Receive"))
        self.form.set_values({"lot": None, "expires_on": None, "units": None, "shelf": row.shelf})
        self.form.focus_first()


def stock_table() -> DataTable[Found]:
    """All batches by drug and expiry."""
    heads = {
        "drug": translate("Pharmacy", "Drug"),
        "spec": translate("Pharmacy", "Strength"),
        "lot": translate("Pharmacy", "Lot"),
        "expires": translate("Pharmacy", "Expires"),
        "on_hand": translate("Pharmacy", "On hand"),
        "unit": translate("Pharmacy", "Unit"),
        "shelf": translate("Pharmacy", "Shelf"),
        "state": translate("Pharmacy", "State"),
    }
    columns = [
        Column[Found]("drug", heads["drug"], lambda r: r[0].drug, role="strong"),
        Column[Found]("spec", heads["spec"], lambda r: r[0].spec, width=140),
        Column[Found]("lot", heads["lot"], lambda r: r[0].lot, width=104),
        Column[Found]("expires", heads["expires"], lambda r: _day(r[0].expires_on), width=104),
        Column[Found](
            "on_hand", heads["on_hand"], lambda r: number(r[0].on_hand), "right", width=80,
            sort=lambda r: r[0].on_hand,
        ),
        Column[Found]("unit", heads["unit"], lambda r: r[0].unit, role="muted", width=52),
        Column[Found]("shelf", heads["shelf"], lambda r: r[0].shelf, width=72),
        Column[Found](
            "state", heads["state"], lambda r: flag_words(r[1]), width=200,
            level=lambda r: flag_level(r[1]),
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda r: key_of(r[0]), translate("Pharmacy", "Stock"))
    table.view.setObjectName("stock")
    return table


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _named(editor: QWidget, name: str) -> QWidget:
    editor.setObjectName(name)
    return editor
