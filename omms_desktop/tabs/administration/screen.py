"""The trail's screen: filters on top, entries left, one of them right."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.choice import Choice
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.segments import Segments
from omms_desktop.widgets.split import Split
from omms_server.contract.audit import AuditRow, Outcome

from .entry import EntryView
from .export_panel import ExportedPanel, ExportPanel
from .table import trail_table
from .words import action_options, outcome_word, translate

ALL = ""


class TrailScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, time: ClinicTime, language: str, *, people: bool, exports: bool) -> None:
        """`people`: whether a person may be looked for; `exports`: whether an export is offered."""
        self.search = FilterBox(
            translate("Trail", "Whole patient number (F2)"), translate("Trail", "Patient number")
        )
        self.person = Finder(translate("Trail", "Person: name, initials"))
        self.person.setObjectName("person")
        self.table = trail_table(time, language)
        self.entry = EntryView(time, language)
        self.since, self.until = DateEdit(), DateEdit()
        self.action = Choice(action_options(language), translate("Trail", "Every action"))
        self.outcome = Segments(
            translate("Trail", "Outcome"),
            [
                (ALL, translate("Trail", "All")),
                *((one.value, outcome_word(one)) for one in Outcome),
            ],
        )
        super().__init__(self.search, self._list(), self.entry)
        self.set_ratio(7, 4)
        self.export_panel, self.exported = ExportPanel(), ExportedPanel()
        for panel in (self.export_panel, self.exported):
            self.add_side(panel)
        self._make_actions()
        self._fill_top(people, exports)
        self.table.row_changed.connect(self.show_entry)
        self.table.set_empty(
            translate("Trail", "Nothing on the trail fits"),
            translate("Trail", "Widen the period, or clear the other filters"),
        )
        self.show_entry(None)

    def show_entry(self, row: AuditRow | None) -> None:
        """Show one entry."""
        self.entry.show_entry(row)
        self.copy_entry.setVisible(row is not None)
        self.details.setVisible(row is not None)

    def show_count(self, count: int, more: bool) -> None:
        """Say how many entries are loaded."""
        words = translate("Trail", "{0}+ entries") if more else translate("Trail", "{0} entries")
        self.count.setText(words.format(count))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.entry.text())

    def _make_actions(self) -> None:
        self.look_up = make_action(self, translate("Trail", "Patient number"), "F2")
        self.again = make_action(self, translate("Trail", "Refresh"), "F5", "refresh")
        self.export = make_action(self, translate("Trail", "Export"), "Alt+X", "download")
        self.copy_entry = make_action(self, translate("Trail", "Copy entry"), "Alt+C", "copy")
        self.details = make_action(self, translate("Trail", "Before and after"), "Alt+V")
        self.copy_entry.triggered.connect(self._copy)
        self.add_action(self.copy_entry)
        self.add_action(self.details, "primary")

    def _fill_top(self, people: bool, exports: bool) -> None:
        names = {self.action: "action", self.person: "person"}
        for editor, name in names.items():
            editor.setObjectName(name)
        words = translate("Trail", "Action")
        self.action.setAccessibleName(words)
        line = self.action.lineEdit()
        if line is not None:
            line.setAccessibleName(words)
        em = self.fontMetrics().ascent()
        self.action.setFixedWidth(11 * em)
        self.person.setFixedWidth(11 * em)
        if people:
            self.add_filter(self.person)
        else:
            self.person.setParent(self)
            self.person.hide()
        self.add_filter(self.action)
        self.count = text_label(role="muted")
        self.add_corner(self.count)
        self.add_corner(ActionButton(self.again))
        self.add_corner(ActionButton(self.export))
        self.export.setVisible(exports)

    def _list(self) -> QWidget:
        """The period and the outcome over the entries."""
        tokens = current_tokens()
        left, row = QWidget(), QHBoxLayout()
        row.setSpacing(tokens.space_2)
        dates = (
            (self.since, "since", translate("Trail", "From")),
            (self.until, "until", translate("Trail", "to")),
        )
        width = self.table.fontMetrics().horizontalAdvance("yyyy-mm-dd") + tokens.space_8
        for editor, name, words in dates:
            label = text_label(words, "muted")
            label.setBuddy(editor)
            editor.setObjectName(name)
            editor.setAccessibleName(words)
            editor.setFixedWidth(width)
            row.addWidget(label)
            row.addWidget(editor)
        row.addStretch(1)
        self.outcome.setObjectName("outcome")
        row.addWidget(self.outcome)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return left
