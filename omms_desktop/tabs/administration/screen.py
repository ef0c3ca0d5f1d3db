"""The trail's screen: filters on top, entries left, one of them right."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from omms_desktop.clinic.actions import action_word
from omms_desktop.clinic.filter_box import FilterBox
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.choice import Choice
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.split import Split
from omms_server.contract.audit import AuditRow

from .entry import EntryView
from .words import action_options, outcome, post_words, sealed, subject_words, translate


class TrailScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, time: ClinicTime, language: str) -> None:
        self.search = FilterBox(
            translate("Trail", "Whole patient number (F2)"), translate("Trail", "Patient number")
        )
        self.table = trail_table(time, language)
        self.entry = EntryView(time, language)
        super().__init__(self.search, self.table, self.entry)
        self.set_ratio(3, 1)
        self.since, self.until = DateEdit(), DateEdit()
        self.action = Choice(action_options(language), translate("Trail", "Every action"))
        self.count = text_label(role="muted")
        self.add_filter(self._what_to_show())
        self.add_corner(self.count)
        self.look_up = make_action(self, translate("Trail", "Patient number"), "F2")
        self.again = make_action(self, translate("Trail", "Refresh"), "F5", "refresh")
        self.copy_entry = make_action(self, translate("Trail", "Copy entry"), "Alt+C", "copy")
        self.copy_entry.triggered.connect(self._copy)
        self.add_action(self.again)
        self.add_action(self.copy_entry)
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

    def show_count(self, count: int, more: bool) -> None:
        """Say how many entries are loaded."""
        words = translate("Trail", "{0}+ entries") if more else translate("Trail", "{0} entries")
        self.count.setText(words.format(count))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.entry.text())

    def _what_to_show(self) -> QWidget:
        filters = QWidget()
        row = QHBoxLayout(filters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_tokens().space_2)
        names = (
            (self.since, "since", translate("Trail", "From")),
            (self.until, "until", translate("Trail", "to")),
            (self.action, "action", translate("Trail", "Action")),
        )
        for editor, name, words in names:
            label = text_label(words, "muted")
            label.setBuddy(editor)
            editor.setObjectName(name)
            editor.setAccessibleName(words)
            if isinstance(editor, Choice) and (line := editor.lineEdit()):
                line.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(editor)
        width = self.fontMetrics().horizontalAdvance("yyyy-mm-dd") + current_tokens().space_8
        self.since.setFixedWidth(width)
        self.until.setFixedWidth(width)
        return filters


def trail_table(time: ClinicTime, language: str) -> DataTable[AuditRow]:
    """Who did what, newest first."""
    heads = _heads()
    columns = [
        Column[AuditRow](
            "at", heads["at"], lambda r: time.moment(r.at), width=136, sort=lambda r: r.at
        ),
        Column[AuditRow]("person", heads["person"], lambda r: r.person, role="strong", width=80),
        Column[AuditRow](
            "action", heads["action"], lambda r: action_word(r.action, language), width=144
        ),
        Column[AuditRow](
            "outcome", heads["outcome"], lambda r: outcome(r)[0], width=96,
            level=lambda r: outcome(r)[1],
        ),
        Column[AuditRow]("patient", heads["patient"], lambda r: r.patient_number, width=96),
        Column[AuditRow](
            "subject", heads["subject"], lambda r: subject_words(r.subject, language), width=176
        ),
        Column[AuditRow]("reason", heads["reason"], lambda r: r.reason, width=128),
        Column[AuditRow](
            "post", heads["post"], lambda r: post_words(r.post, language), role="muted", width=80
        ),
        Column[AuditRow](
            "workstation", heads["workstation"], lambda r: r.workstation, role="muted", width=88
        ),
        Column[AuditRow](
            "sealed", heads["sealed"], lambda r: sealed(r)[0],
            level=lambda r: sealed(r)[1],
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Trail", "Trail"), many=True)
    table.view.setObjectName("trail")
    return table


def _heads() -> dict[str, str]:
    return {
        "at": translate("Trail", "Time"),
        "person": translate("Trail", "Person"),
        "post": translate("Trail", "Post"),
        "workstation": translate("Trail", "Workstation"),
        "action": translate("Trail", "Action"),
        "patient": translate("Trail", "Patient no."),
        "subject": translate("Trail", "Subject"),
        "outcome": translate("Trail", "Outcome"),
        "reason": translate("Trail", "Reason"),
        "sealed": translate("Trail", "Seal"),
    }
