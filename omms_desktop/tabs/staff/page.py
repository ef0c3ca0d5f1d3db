"""The people tab: joins the screen to its presenter and keeps both over a change of language."""

from collections.abc import Callable

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.list_page import ListPage
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.choice import Option
from omms_server.contract.permissions import Permission
from omms_server.contract.scheduling import Department
from omms_server.contract.staff import RoleView, StaffMember, StaffRow, StaffSession

from .people import PeoplePresenter
from .screen import PeopleScreen
from .words import role_word


class StaffPage(ListPage):
    """Implements `PeopleView`."""

    _screen: PeopleScreen
    _presenter: PeoplePresenter

    def __init__(self, context: TabContext) -> None:
        super().__init__(context)
        self._presenter = PeoplePresenter(self, context)
        self._presenter.load()

    def show_rows(self, rows: tuple[StaffRow, ...], more: bool) -> None:
        self._screen.table.show_rows(rows)
        self._screen.show_count(len(rows), more)

    def show_person(self, person: StaffMember | None, sessions: tuple[StaffSession, ...]) -> None:
        now = self._context.clock.now()
        self._screen.person.show_person(person, sessions, now, self._screen.names)
        self._screen.show_actions(person)

    def show_choices(
        self, departments: tuple[Department, ...], roles: tuple[RoleView, ...]
    ) -> None:
        code = self._context.language.code
        names = {role.role: role_word(role, code) for role in roles}
        self._screen.names.update(names)
        chinese = code.startswith("zh")
        self._screen.form.set_choices(
            [Option(key, name, key) for key, name in names.items()],
            [
                Option(str(one.id), one.name if chinese else one.name_en, one.initials)
                for one in departments
            ],
        )

    def show_password(self, person: StaffMember, password: str) -> None:
        self._screen.open_side(self._screen.password)
        self._screen.password.show_password(person, password)

    def _build(self) -> PeopleScreen:
        context = self._context
        writes = context.may(Permission.STAFF_WRITE)
        time, now = ClinicTime(context.clinic.zone), context.clock.now
        screen = PeopleScreen(time, context.language.code, now, writes=writes)
        self._screen = screen
        screen.search.narrowed.connect(lambda text: self._presenter.search(text))
        screen.search.entered.connect(lambda text: self._presenter.search(text))
        screen.search.left.connect(self.focus_first)
        screen.table.row_changed.connect(self._chosen)
        screen.table.more_wanted.connect(lambda: self._presenter.load_more())
        screen.look_up.triggered.connect(screen.search.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.new.triggered.connect(lambda: self._edit(None))
        screen.change.triggered.connect(lambda: self._edit(self._presenter.person))
        screen.table.opened.connect(lambda _: self._edit(self._presenter.person))
        screen.reset.triggered.connect(self._ask_reset)
        screen.disable.triggered.connect(self._ask_disable)
        screen.enable.triggered.connect(lambda: self._presenter.set_disabled(False))
        screen.end.triggered.connect(self._ask_end)
        screen.form.submitted.connect(self._save)
        for panel in (screen.form, screen.password, screen.sure):
            panel.closed.connect(self.close_side)
        return screen

    def _chosen(self, row: StaffRow | None) -> None:
        shown = self._presenter.person
        if row is not None and (shown is None or shown.id != row.id):
            self._presenter.open(row.id)

    def _edit(self, person: StaffMember | None) -> None:
        if self._context.may(Permission.STAFF_WRITE):
            self._screen.open_side(self._screen.form)
            self._screen.form.begin(person)

    def _ask_reset(self) -> None:
        self._ask(
            self.tr("Give {0} a new one-time password?"),
            self.tr("The present one works no more, and all sign-ins end at once."),
            self.tr("New password"),
            lambda: self._presenter.reset_password(),
        )

    def _ask_disable(self) -> None:
        self._ask(
            self.tr("Let {0} sign in no more?"),
            self.tr("All sign-ins end at once. What was done stays, and so does the account."),
            self.tr("Disable"),
            lambda: self._presenter.set_disabled(True),
        )

    def _ask_end(self) -> None:
        self._ask(
            self.tr("End every sign-in of {0}?"),
            self.tr("Who works there is signed out within seconds; what is typed stays there."),
            self.tr("Sign out everywhere"),
            lambda: self._presenter.end_sessions(),
        )

    def _ask(self, title: str, told: str, word: str, go: Callable[[], None]) -> None:
        person = self._presenter.person
        if person is not None:
            self._screen.open_side(self._screen.sure)
            self._screen.sure.ask(title.format(person.name), told, word, go)

    def _save(self, values: dict[str, object]) -> None:
        panel = self._screen.form
        save = self._presenter.create if panel.is_new else self._presenter.change
        save(values, panel.form.show_errors)
