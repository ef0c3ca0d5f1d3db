"""The administrator's tab: joins the trail's screen to its presenters."""

from pathlib import Path

from PySide6.QtGui import QShowEvent

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.list_page import ListPage
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.editors import mark_problem
from omms_desktop.widgets.levels import Level
from omms_server.contract.audit import AuditDetails, AuditRow, Outcome
from omms_server.contract.permissions import Permission
from omms_server.contract.staff import StaffRow

from .export_panel import documents
from .exporting import ExportPresenter, offered_name
from .presenter import TrailPresenter
from .screen import ALL, TrailScreen


class AdministrationPage(ListPage):
    """Implements `TrailView` and `ExportView`. The server tells no news of the trail, so it loads
    when shown."""

    _screen: TrailScreen
    _presenter: TrailPresenter

    def __init__(self, context: TabContext) -> None:
        super().__init__(context)
        tasks, notices = context.tasks, context.notices
        self._presenter = TrailPresenter(self, tasks, notices, context.clinic.zone)
        self._exports = ExportPresenter(self, tasks, notices)
        self._people: dict[int, str] = {}

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._presenter.load()

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:
        self._screen.notices.dismiss()
        self._screen.table.show_rows(rows)
        self._screen.show_count(len(rows), more)

    def show_people(self, people: tuple[StaffRow, ...]) -> None:
        self._people = {one.id: one.name for one in people}
        self._screen.person.show_results([(one.id, one.name, _about(one)) for one in people])

    def show_details(self, entry_id: int, details: AuditDetails) -> None:
        self._screen.entry.show_details(entry_id, details)

    def show_exporting(self, exporting: bool) -> None:
        self._screen.export_panel.show_exporting(exporting)
        if exporting:
            self._screen.busy.start(self.tr("Exporting…"))
        else:
            self._screen.busy.stop()

    def show_exported(self, file: Path, rows: int) -> None:
        self._screen.open_side(self._screen.exported)
        self._screen.exported.show_file(file, rows)

    def show_file_wrong(self, problem: str) -> None:
        self._screen.export_panel.show_problem(problem)

    def show_period_wrong(self) -> None:
        words = self.tr("The period ends before it begins.")
        mark_problem(self._screen.until, True)
        self._screen.notices.show_notice(words, Level.WARN)

    def show_number_wrong(self) -> None:
        words = self.tr("A patient's number has digits only.")
        self._screen.notices.show_notice(words, Level.WARN)

    def _build(self) -> TrailScreen:
        context = self._context
        self._screen = screen = TrailScreen(
            ClinicTime(context.clinic.zone),
            context.language.code,
            people=context.may(Permission.STAFF_READ),
            exports=context.may(Permission.AUDIT_EXPORT),
        )
        self._connect_filters(screen)
        screen.look_up.triggered.connect(screen.search.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.busy.cancel_requested.connect(self._give_up)
        screen.table.more_wanted.connect(lambda: self._presenter.load_more())
        screen.table.opened.connect(self._open_details)
        screen.details.triggered.connect(lambda: self._open_details(screen.table.current_row()))
        screen.export.triggered.connect(self._ask_file)
        screen.export_panel.export_requested.connect(self._export)
        for panel in (screen.export_panel, screen.exported):
            panel.closed.connect(self.close_side)
        return screen

    def _connect_filters(self, screen: TrailScreen) -> None:
        screen.search.entered.connect(lambda text: self._presenter.show_patient(text))
        screen.search.narrowed.connect(self._patient_typed)
        screen.search.left.connect(self.focus_first)
        screen.person.search_requested.connect(lambda text: self._presenter.find_people(text))
        screen.person.chosen.connect(self._choose_person)
        screen.person.emptied.connect(lambda: self._presenter.show_person(None))
        for editor in (screen.since, screen.until):
            editor.editingFinished.connect(self._period)
        screen.action.currentIndexChanged.connect(lambda: self._act())
        line = screen.action.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._act)
        screen.outcome.chosen.connect(
            lambda key: self._presenter.show_outcome(None if key == ALL else Outcome(key))
        )

    def _again(self) -> None:
        wanted = self._presenter.wanted
        if wanted.action:
            self._screen.action.set_value(wanted.action)
        self._screen.outcome.set_value(wanted.outcome.value if wanted.outcome else ALL)
        if wanted.person_id is not None:
            self._screen.person.set_text(self._people.get(wanted.person_id, ""))
        self._presenter.show_again()

    def _patient_typed(self, text: str) -> None:
        """Numbers are looked for whole: only an emptied box is obeyed before Enter."""
        if not text:
            self._presenter.show_patient("")

    def _choose_person(self, key: object) -> None:
        if isinstance(key, int) and key in self._people:
            self._screen.person.set_text(self._people[key])
            self._presenter.show_person(key)

    def _period(self) -> None:
        since, until = self._screen.since, self._screen.until
        wrong = False
        for editor in (since, until):
            mark_problem(editor, bool(editor.problem()))
            if editor.problem():
                self._screen.notices.show_notice(editor.problem(), Level.WARN)
                wrong = True
        if not wrong:
            self._presenter.show_period(since.value(), until.value())

    def _act(self) -> None:
        action = self._screen.action
        if action.is_empty() or action.value():
            self._presenter.show_action(action.value() or "")

    def _open_details(self, row: AuditRow | None) -> None:
        if row is not None:
            self._presenter.open_details(row.id)

    def _ask_file(self) -> None:
        now = self._context.clock.now().astimezone(self._presenter.zone)
        self._screen.open_side(self._screen.export_panel)
        self._screen.export_panel.begin(
            offered_name(now, lambda name: (documents() / name).exists())
        )

    def _export(self, typed: str) -> None:
        self._exports.export(typed, self._presenter.wanted, self._presenter.zone)

    def _give_up(self) -> None:
        self._presenter.give_up()
        self._exports.give_up()

    def close_side(self) -> None:
        self._exports.give_up()
        super().close_side()


def _about(one: StaffRow) -> str:
    return "  ".join(text for text in (one.staff_no, one.title) if text)
