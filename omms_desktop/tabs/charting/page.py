"""The charting page: ties the screen to those who decide, and both to the news."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.renewal import Renewed
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.catalogue import PrescribingTerms
from omms_server.contract.charting import Encounter, Prescription
from omms_server.contract.events import Changed, Topic

from .allergies import Allergies
from .correcting import Correcting
from .prescribing import Prescribing
from .presenter import VisitPresenter
from .queue_pane import SEEN
from .queue_presenter import QueuePresenter, Whose
from .screen import ChartingScreen
from .sent_back import SentBackPresenter
from .signed import SignedPrescriptions


class ChartingPage(QWidget):
    """What is typed lives with the presenters, so the screen may be built anew at any time."""

    def __init__(self, context: TabContext) -> None:
        super().__init__()
        self._context = context
        self._times = ClinicTime(context.clinic.zone)
        self._terms: PrescribingTerms | None = None
        self._renewed = Renewed(self._make, self._made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._renewed)
        self._decide()
        self._connect()
        self._listen()
        self.prescribing.load_terms()
        self.queue.load()
        self.sent_back.load()

    def focus_first(self) -> None:
        """Work begins in the queue."""
        self.desk.queue.table.setFocus()

    def _make(self) -> QWidget:
        self.desk = ChartingScreen(self._times, self._context.language.code)
        return self.desk

    def _made(self) -> None:
        """The screen is a new one: show everything again."""
        screen = self.desk
        self.queue.view, self.visit.view = screen.queue, screen.visit
        self.prescribing.view = screen.visit.prescription
        self.allergies.view = screen.visit.allergies
        self.sent_back.view = screen.sent_back
        screen.sent_back.show_sent_back(self.sent_back.rows)
        self._connect()
        if self._terms:
            screen.visit.prescription.show_terms(self._terms)
        if self.visit.current:
            screen.visit.show_visit(self.visit.current)
            self.prescribing.compute()
        self.queue.show_seen(False)

    def _decide(self) -> None:
        context, screen = self._context, self.desk
        tasks, notices = context.tasks, context.notices
        whose = Whose(context.person.id, context.clock, self._times)
        self.visit = VisitPresenter(screen.visit, tasks, notices)
        self.queue = QueuePresenter(screen.queue, tasks, notices, whose, self._opened)
        self.prescribing = Prescribing(
            screen.visit.prescription, tasks, notices, lambda: self.visit.current, self.visit.taken
        )
        self.allergies = Allergies(
            screen.visit.allergies, tasks, notices, lambda: self.visit.current, self.visit.taken
        )
        self.correcting = Correcting(
            self.prescribing, tasks, notices, lambda: self.visit.current, self.visit.taken
        )
        self.sent_back = SentBackPresenter(screen.sent_back, tasks, notices, self._to_correct)
        self.signed = SignedPrescriptions(tasks, notices, context.papers, self.visit.taken)

    def _opened(self, encounter: Encounter) -> None:
        self.visit.open(encounter)
        self.prescribing.compute()
        self.desk.visit.focus_note()

    def _to_correct(self, encounter: Encounter, prescription_id: int) -> None:
        self.desk.split.notices.dismiss()
        self._opened(encounter)
        self._correct(prescription_id)

    def _correct(self, prescription_id: int) -> None:
        self.correcting.begin(prescription_id)
        self.desk.visit.prescription.finder.focus_box()

    def _listen(self) -> None:
        listed = (Topic.QUEUE, Topic.APPOINTMENTS, Topic.BILLS)
        shown = (Topic.PATIENTS, Topic.PRESCRIPTIONS)
        self._context.changes.subscribe(listed, self._list_changed)
        self._context.changes.subscribe(shown, self.visit.heard)
        reviewed = (Topic.PRESCRIPTIONS,)
        self._context.changes.subscribe(reviewed, lambda _news: self.sent_back.load())

    def _list_changed(self, _news: tuple[Changed, ...]) -> None:
        self.queue.load()

    def _connect(self) -> None:
        self._connect_queue()
        self._connect_visit()
        self._connect_prescription()
        self._connect_allergies()
        screen = self.desk
        screen.refresh.triggered.connect(self._refresh)
        screen.note_wanted.connect(lambda: self.visit.save_note())
        screen.prescription_wanted.connect(self.prescribing.sign)
        screen.finish.triggered.connect(lambda: self.visit.finish())
        screen.print.triggered.connect(lambda: self._with_paper(self.signed.print))
        screen.preview.triggered.connect(lambda: self._with_paper(self.signed.preview))

    def _connect_queue(self) -> None:
        pane, queue = self.desk.queue, self.queue
        pane.table.opened.connect(queue.start)
        pane.table.row_changed.connect(queue.choose)
        pane.call.triggered.connect(lambda: queue.call_next())
        pane.call_chosen.triggered.connect(lambda: queue.call_chosen())
        pane.pass_over.triggered.connect(lambda: queue.pass_over())
        pane.segments.chosen.connect(lambda key: queue.show_seen(key == SEEN))
        pane.finder.search_requested.connect(queue.find)
        pane.finder.chosen.connect(queue.choose_patient)
        pane.told.connect(self._tell)
        pane.sent_back.opened.connect(self.sent_back.open)

    def _connect_visit(self) -> None:
        pane, visit = self.desk.visit, self.visit
        pane.note.edited.connect(visit.note_edited)
        pane.note.submitted.connect(lambda: visit.save_note())
        pane.note.drop_requested.connect(visit.drop_typed)
        pane.diagnoses.search_requested.connect(visit.find_diagnoses)
        pane.diagnoses.chosen.connect(visit.add_diagnosis)
        pane.diagnoses.removed.connect(visit.remove_diagnosis)
        pane.diagnoses.toggled.connect(visit.toggle_suspected)
        pane.diagnoses.raised.connect(visit.make_main)
        pane.signed.void_requested.connect(self.signed.void)
        pane.signed.correction_requested.connect(self._correct)
        pane.told.connect(self._tell)
        pane.finished.connect(self._finished)

    def _connect_prescription(self) -> None:
        pane, prescribing = self.desk.visit.prescription, self.prescribing
        pane.search_requested.connect(prescribing.find_drugs)
        pane.chosen.connect(prescribing.choose_drug)
        pane.editor.edited.connect(prescribing.line_edited)
        pane.editor.settled.connect(prescribing.compute)
        pane.editor.submitted.connect(prescribing.add_line)
        pane.removed.connect(prescribing.remove_line)
        pane.edit_requested.connect(prescribing.edit_line)
        pane.drop_requested.connect(prescribing.drop_hand)
        pane.given_up.connect(self.correcting.give_up)
        pane.terms_shown.connect(self._keep_terms)
        pane.signed.connect(self._prescription_signed)

    def _connect_allergies(self) -> None:
        panel, allergies = self.desk.visit.allergies, self.allergies
        panel.search_requested.connect(allergies.find)
        panel.chosen.connect(allergies.choose)
        panel.submitted.connect(allergies.record)
        panel.denied.connect(lambda: allergies.deny())

    def _refresh(self) -> None:
        self.queue.load()
        self.sent_back.load()
        self.visit.reload()
        if self._terms is None:
            self.prescribing.load_terms()

    def _keep_terms(self, terms: PrescribingTerms) -> None:
        self._terms = terms

    def _finished(self) -> None:
        self.desk.split.notices.dismiss()
        self.focus_first()
        self.queue.load()

    def _prescription_signed(self, prescription: Prescription) -> None:
        words = QCoreApplication.translate("Charting", "Prescription {0} is signed.")
        self._tell(words.format(prescription.number))

    def _tell(self, text: str) -> None:
        self._context.notices.show_message(text)

    def _with_paper(self, use: Callable[[Prescription], None]) -> None:
        prescription = self.desk.visit.signed.chosen()
        if prescription:
            use(prescription)
