"""The people screen: list left, one person right, what may be done with the account below."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.sure_panel import SurePanel
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.split import Split
from omms_server.contract.staff import StaffMember, StaffRow

from .panels import PasswordPanel, PersonPanel
from .person_view import PersonView
from .words import account_state, post_words

translate = QCoreApplication.translate


class PeopleScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(
        self, time: ClinicTime, language: str, now: Callable[[], datetime], *, writes: bool
    ) -> None:
        self._writes = writes
        self.names: dict[str, str] = {}
        """The names of roles by code."""
        self.search = FilterBox(
            translate("Staff", "Name, initials, staff no. (F2)"), translate("Staff", "Find person")
        )
        self.table = people_table(language, now, self.names)
        self.person = PersonView(time, language)
        super().__init__(self.search, self.table, self.person)
        self.set_ratio(3, 2)
        self.count = text_label(role="muted")
        self.add_corner(self.count)
        self.form, self.password, self.sure = PersonPanel(), PasswordPanel(), SurePanel()
        for panel in (self.form, self.password, self.sure):
            self.add_side(panel)
        self._make_actions()
        self.show_actions(None)

    def show_actions(self, person: StaffMember | None) -> None:
        """Offer what may be done with this person."""
        self.new.setVisible(self._writes)
        for action in (self.change, self.reset, self.end):
            action.setVisible(person is not None and self._writes)
        self.disable.setVisible(person is not None and not person.disabled and self._writes)
        self.enable.setVisible(person is not None and person.disabled and self._writes)

    def show_count(self, count: int, more: bool) -> None:
        """Say how many are listed."""
        words = translate("Staff", "{0}+ people") if more else translate("Staff", "{0} people")
        self.count.setText(words.format(count))

    def _make_actions(self) -> None:
        self.look_up = make_action(self, translate("Staff", "Find person"), "F2")
        self.again = make_action(self, translate("Staff", "Refresh"), "F5", "refresh")
        self.new = make_action(self, translate("Staff", "New person"), "F3", "user-plus")
        self.change = make_action(self, translate("Staff", "Change"), "F9")
        self.reset = make_action(self, translate("Staff", "New password"), "Alt+P")
        self.disable = make_action(self, translate("Staff", "Disable"), "Alt+D")
        self.enable = make_action(self, translate("Staff", "Enable"), "Alt+E")
        self.end = make_action(self, translate("Staff", "Sign out everywhere"), "Alt+O")
        for action in (self.new, self.end, self.disable, self.enable, self.reset):
            self.add_action(action)
        self.add_action(self.change, "primary")


def people_table(
    language: str, now: Callable[[], datetime], names: dict[str, str]
) -> DataTable[StaffRow]:
    """Everybody who has an account."""
    columns = [
        Column[StaffRow]("number", translate("Staff", "No."), lambda r: r.staff_no, width=80),
        Column[StaffRow](
            "name", translate("Staff", "Name"), lambda r: r.name, role="strong", width=96
        ),
        Column[StaffRow]("title", translate("Staff", "Title"), lambda r: r.title, width=112),
        Column[StaffRow](
            "posts", translate("Staff", "Posts"), lambda r: post_words(r.posts, language, names)
        ),
        Column[StaffRow](
            "state", translate("Staff", "Account"), lambda r: account_state(r, now())[0], width=128,
            level=lambda r: account_state(r, now())[1],
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Staff", "People"))
    table.view.setObjectName("people")
    table.set_empty(
        translate("Staff", "Nobody fits"), translate("Staff", "Search for another name or number")
    )
    return table
