"""The sign-ins' screen: who is where left, one of them right."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.sure_panel import SurePanel
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.split import Split
from omms_server.contract.sign_ins import SignInRow

translate = QCoreApplication.translate


class SignInsScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, time: ClinicTime) -> None:
        self.search = FilterBox(
            translate("SignIns", "Person or workstation (F2)"), translate("SignIns", "Find sign-in")
        )
        self.table, self.sign_in = sign_ins_table(time), SignInView(time)
        super().__init__(self.search, self.table, self.sign_in)
        self.set_ratio(3, 2)
        self.count = text_label(role="muted")
        self.add_corner(self.count)
        self.sure = SurePanel()
        self.add_side(self.sure)
        self.look_up = make_action(self, translate("SignIns", "Find sign-in"), "F2")
        self.again = make_action(self, translate("SignIns", "Refresh"), "F5", "refresh")
        self.end = make_action(self, translate("SignIns", "Sign out"), "Ctrl+Del", "sign-out")
        self.add_action(self.again)
        self.add_action(self.end, "primary")
        self.show_sign_in(None)

    def show_sign_in(self, row: SignInRow | None, others: Sequence[SignInRow] = ()) -> None:
        """Show one; one's own ends where one signs out."""
        self.sign_in.show_sign_in(row, others)
        self.end.setVisible(row is not None and not row.current)

    def show_count(self, rows: Sequence[SignInRow], more: bool) -> None:
        """Say how many are listed, of how many people."""
        words = translate("SignIns", "{0} sign-ins of {1} people")
        people = len({row.staff_id for row in rows})
        counts = (f"{len(rows)}+", f"{people}+") if more else (str(len(rows)), str(people))
        self.count.setText(words.format(*counts))


class SignInView(QStackedWidget):
    """Who it is, where and since when, and where else."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        hint = self.tr("Choose one from the list to read where else the person is.")
        self.addWidget(EmptyState(self.tr("No sign-in is chosen"), hint, icon="users"))
        self._name, self._number = text_label(role="title"), text_label(role="muted")
        self._own = Chip(self.tr("This is your own sign-in"), Level.NOTE)
        self._texts = [text_label(wrap=True) for _ in range(3)]
        self.addWidget(self._page())

    def show_sign_in(self, row: SignInRow | None, others: Sequence[SignInRow]) -> None:
        """Show this one; None says what to do."""
        self.setCurrentIndex(0 if row is None else 1)
        if row is None:
            return
        self._name.setText(row.name)
        self._number.setText("  ·  ".join(text for text in (row.staff_no, row.title) if text))
        self._own.setVisible(row.current)
        since = self.tr("since {0}").format(self._time.moment(row.started_at))
        until = self.tr("Ends {0}, unless the workstation renews it.")
        told = (
            f"{row.workstation}  ·  {since}",
            until.format(self._time.moment(row.renewed_until)),
            "\n".join(f"{o.workstation}  ·  {self._time.moment(o.started_at)}" for o in others),
        )
        for label, text in zip(self._texts, told, strict=True):
            label.setText(text or self.tr("Nowhere else"))

    def _page(self) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_3)
        for widget in (self._name, self._number):
            column.addWidget(widget)
        column.addWidget(self._own, 0, Qt.AlignmentFlag.AlignLeft)
        here, where, until = self._texts[:2], self._texts[2], self.tr("Signed in at")
        for head, labels in ((until, here), (self.tr("Also signed in at"), [where])):
            section = Section(head)
            for label in labels:
                section.body.addWidget(label)
            column.addWidget(section)
        column.addStretch(1)
        return page


def sign_ins_table(time: ClinicTime) -> DataTable[SignInRow]:
    """Every sign-in that stands, the newest first."""
    columns = [
        Column[SignInRow](
            "name", translate("SignIns", "Person"), lambda r: r.name, role="strong", width=96
        ),
        Column[SignInRow]("number", translate("SignIns", "No."), lambda r: r.staff_no, width=80),
        Column[SignInRow]("desk", translate("SignIns", "Workstation"), lambda r: r.workstation),
        Column[SignInRow](
            "since", translate("SignIns", "Since"), lambda r: time.moment(r.started_at), width=144,
            sort=lambda r: r.started_at,
        ),
        Column[SignInRow](
            "own", translate("SignIns", "Whose"), whose, width=96,
            level=lambda r: Level.NOTE if r.current else "",
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("SignIns", "Sign-ins"))
    table.view.setObjectName("sign_ins")
    table.set_empty(
        translate("SignIns", "Nobody of this name is signed in"),
        translate("SignIns", "Search for another person or workstation"),
    )
    return table


def whose(row: SignInRow) -> str:
    """Whether it is the reader's own, which is not ended here."""
    return translate("SignIns", "Yours") if row.current else ""
