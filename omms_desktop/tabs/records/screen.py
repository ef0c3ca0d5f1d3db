"""The records screen: a patient is found, his visits, consents or openings are listed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.facts import show_patient
from omms_desktop.clinic.texts import sex_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.banner import Banner, ChipSpec, Fact
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.segments import Segments
from omms_desktop.widgets.split import Split
from omms_server.contract.history import History
from omms_server.contract.patients import PatientRow
from omms_server.contract.permissions import Permission

from .panels import ConsentPanel, EmergencyPanel, RevokePanel
from .presenter import Part, parts_for
from .tables import consents_table, openings_table, visits_table
from .visit_view import VisitView
from .words import standing_level, standing_word

translate = QCoreApplication.translate
_KEYS = {Part.VISITS: "Alt+1", Part.CONSENTS: "Alt+2", Part.OPENINGS: "Alt+3"}


class RecordsScreen(QWidget):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, context: TabContext) -> None:
        super().__init__()
        time = ClinicTime(context.clinic.zone)
        self._context, self._time = context, time
        self._parts = parts_for(context)
        self.banner = Banner()
        self.box = Finder(
            translate("Records", "F2  Name, initials, phone or identity number"),
            translate("Records", "Find patient"),
        )
        self.box.setObjectName("find")
        self.visits, self.visit = visits_table(time), VisitView(time)
        self.consents = consents_table(time, context.clock.now)
        self.openings = openings_table(time, context.language.code)
        self._lists = QStackedWidget()
        self._nobody = EmptyState("", icon="search")
        self.split = Split(self.box, self._lists, self.visit)
        self.segments = Segments(
            translate("Records", "Part of the record"),
            [(part.value, _part_word(part)) for part in self._parts],
        )
        self.emergency, self.consent = EmergencyPanel(), ConsentPanel()
        self.revoking = RevokePanel()
        self._make_actions()
        self._arrange()
        self.show_nobody()

    def show_nobody(self) -> None:
        """Nobody is chosen yet."""
        self.banner.clear()
        self._say(
            translate("Records", "Find a patient first"),
            translate("Records", "Press F2 and type the name, initials, phone or number."),
        )
        self._offer(None)

    def show_patient(self, patient: PatientRow, history: History | None) -> None:
        """Say whose record it is, and on what ground it is open."""
        if history is None:
            facts = [
                Fact("", sex_word(patient.sex)),
                Fact(translate("Facts", "Born"), patient.born_on.isoformat()),
                Fact(translate("Facts", "No."), patient.number),
            ]
            self.banner.show_facts(patient.name, facts)
            return
        today = self._time.day(self._context.clock.now())
        show_patient(self.banner, history.banner, today, self._context.language.code)
        ground = translate("Records", "Open by: {0}").format(standing_word(history.standing))
        self.split.notices.dismiss()
        self.banner.add_chip(ChipSpec(ground, standing_level(history.standing)))

    def show_list(self, part: Part) -> None:
        """Show a part's list."""
        lists: dict[Part, QWidget] = {
            Part.VISITS: self.visits,
            Part.CONSENTS: self.consents,
            Part.OPENINGS: self.openings,
        }
        self._lists.setCurrentWidget(lists[part])
        self._offer(part)

    def show_beyond(self, patient: PatientRow) -> None:
        """Say that the record is not open to this person, and what he may do."""
        self._say(
            translate("Records", "This record is not open to you"),
            translate(
                "Records",
                "{0} is not your patient or your department's, and no consent covers it.",
            ).format(patient.name),
        )
        self._offer(None)
        self.open_anyway.setVisible(self._context.may(Permission.EMERGENCY_OPEN))

    def open_side(self, panel: QWidget) -> None:
        """Show a panel in the place of the detail."""
        self.split.open_side(panel)

    def show_found(self, rows: tuple[PatientRow, ...]) -> None:
        """See `clinic.finding.FinderView`."""
        self.box.show_results([(row.id, row.name, _told(row)) for row in rows])

    def _offer(self, part: Part | None) -> None:
        writes = self._context.may(Permission.SHARING_WRITE)
        self.open_anyway.setVisible(False)
        self.open_visit.setVisible(part is Part.VISITS)
        for action in (self.new_consent, self.take_back):
            action.setVisible(part is Part.CONSENTS and writes)

    def _say(self, title: str, hint: str) -> None:
        self._nobody.show_words(title, hint)
        self._lists.setCurrentWidget(self._nobody)

    def _arrange(self) -> None:
        for widget in (self._nobody, self.visits, self.consents, self.openings):
            self._lists.addWidget(widget)
        for panel in (self.emergency, self.consent, self.revoking):
            self.split.add_side(panel)
        self.split.set_ratio(1, 1)
        self.segments.setObjectName("parts")
        self.split.add_filter(self.segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.split, 1)

    def _make_actions(self) -> None:
        self.look_up = make_action(self, translate("Records", "Find patient"), "F2")
        self.again = make_action(self, translate("Records", "Refresh"), "F5", "refresh")
        self.new_consent = make_action(self, translate("Records", "New consent"), "F3")
        self.take_back = make_action(self, translate("Records", "Take back"), "Ctrl+Del")
        self.open_visit = make_action(self, translate("Records", "Open visit"), "F9")
        self.open_anyway = make_action(
            self, translate("Records", "Open in an emergency"), "Ctrl+E", "warn"
        )
        self.choose_part = {
            part: make_action(self, _part_word(part), _KEYS[part]) for part in self._parts
        }
        for action in (self.again, self.take_back):
            self.split.add_action(action)
        self.split.add_action(self.open_anyway, "danger")
        self.split.add_action(self.new_consent, "primary")
        self.split.add_action(self.open_visit, "primary")


def _part_word(part: Part) -> str:
    words = {
        Part.VISITS: translate("Records", "Visits"),
        Part.CONSENTS: translate("Records", "Consents"),
        Part.OPENINGS: translate("Records", "Who opened it"),
    }
    return words[part]


def _told(row: PatientRow) -> str:
    words: Sequence[str] = (
        row.born_on.isoformat(),
        f"…{row.phone_tail}" if row.phone_tail else "",
        sex_word(row.sex),
        row.number,
    )
    return "  ".join(word for word in words if word)
