"""The charting page on the real application: Dr Lin at her desk, a patient before the door."""

import pytest
from PySide6.QtWidgets import QApplication

from omms_desktop.backend.asking import AskingTasks, ignore
from omms_desktop.backend.door import Door
from omms_desktop.backend.tab_context import TabContext
from omms_desktop.backend.wishes import Wishes
from omms_desktop.shell.notices import PersonNotices
from omms_desktop.shell.questions import QuestionsPanel
from omms_desktop.shell.side import SideBySide
from omms_desktop.shell.workspace import WorkArea
from omms_desktop.tabs.charting.page import ChartingPage
from omms_server.contract.faults import Fault, Unreachable
from omms_server.contract.scheduling import BookAppointment, CheckIn
from tests.support.clinic import open_clinic
from tests.support.fakes import FakeChanges, FakePapers, FakeSeconds, FixedLanguage


class ColleagueTasks:
    """Sends at once as this colleague; `away` is a server that does not answer."""

    def __init__(self, colleague):
        self._colleague, self.away, self.sent = colleague, False, []

    def run(self, request, then, failed, *, key=None, consents=(), **_second):
        self.sent.append(request)
        try:
            answer = self._send(request, key, consents)
        except Fault as fault:
            failed(fault)
        else:
            then(answer)

    def of(self, kind):
        return [request for request in self.sent if isinstance(request, kind)]

    def _send(self, request, key, consents):
        if self.away:
            raise Unreachable(reason="connecting")
        lin = self._colleague
        token = lin.signed_in.access_token
        return lin.clinic.call(lin.peer, token, request, key=key, consents=consents)


class Desk:
    """The page in its place, with the shell's notices and questions around it."""

    def __init__(self, clinic, language):
        self.clinic, self.language = clinic, language
        self.papers, self.changes = FakePapers(), FakeChanges()
        self.server = ColleagueTasks(clinic.lin)
        area = WorkArea()
        self.window = SideBySide(area)
        self.notices = PersonNotices(area, language)
        self.questions = QuestionsPanel(self.window, language)
        signed_in = clinic.lin.signed_in
        self.page = ChartingPage(
            TabContext(
                tasks=AskingTasks(
                    self.server, self.questions, Door(ignore), Wishes(), FakeSeconds()
                ),
                notices=self.notices,
                changes=self.changes,
                papers=self.papers,
                person=signed_in.person,
                permissions=frozenset(signed_in.permissions),
                clinic=signed_in.clinic,
                language=language,
                clock=clinic.clock,
            )
        )
        area.put_above(self.notices.bar)
        area.stack.addWidget(self.page)

    def check_in(self, name, slot=0, **patient):
        """A patient of this name takes a number with Dr Lin and is here."""
        registered = self.clinic.a_patient(name=name, **patient)
        asked = BookAppointment(patient_id=registered.id, slot_id=self.slots[slot])
        booked = self.clinic.amy.send(asked)
        return self.clinic.amy.send(CheckIn(appointment_id=booked.id))

    def focused(self):
        """The object name of the field with the cursor."""
        return QApplication.focusWidget().objectName() if QApplication.focusWidget() else ""


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.sqlite'}")
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def desk(qtbot, shown, clinic):
    made = Desk(clinic, FixedLanguage("zh_CN"))
    _, made.slots = clinic.a_session(slots=8)
    shown(made.window, 1270, 734)
    made.page.focus_first()
    return made
