"""The whole screen in one language: queue and visit in their places, and the keys over both."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.split import Split

from .queue_pane import QueuePane
from .visit_pane import VisitPane

NOTE, PRESCRIPTION, ALLERGY = "note", "prescription", "allergy"


class ChartingScreen(QWidget):
    """F9 saves what the cursor is in; its word says which."""

    note_wanted = Signal()
    prescription_wanted = Signal()

    def __init__(self, times: ClinicTime, language: str) -> None:
        super().__init__()
        self.queue, self.visit = QueuePane(times, language), VisitPane(times, language)
        self.sent_back = self.queue.sent_back
        self.split = Split(self.queue.finder, self.queue, self.visit)
        self._zone = NOTE
        self._make_actions()
        self._arrange()
        self.save.triggered.connect(self._save)
        self.allergies.triggered.connect(self.visit.open_allergies)
        self.find_patient.triggered.connect(self.queue.finder.focus_box)
        self.visit.allergies.closed.connect(self.visit.close_allergies)
        self.visit.changed.connect(self._follow)
        self.visit.prescription.changed.connect(self._follow)
        for warning in (self.visit.warned, self.sent_back.warned):
            warning.connect(lambda text: self.split.notices.show_notice(text, Level.WARN))
        for part in (self.queue, self.visit.prescription):
            part.busy.connect(self._show_busy)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._follow()

    def _make_actions(self) -> None:
        self.find_patient = make_action(self, self.tr("Find a patient"), "F2")
        self.refresh = make_action(self, self.tr("Refresh"), "F5")
        self.preview = make_action(self, self.tr("Preview prescription"), "F7")
        self.print = make_action(self, self.tr("Print"), "F8")
        self.allergies = make_action(self, self.tr("Allergies"), "Alt+A")
        self.finish = make_action(self, self.tr("Finish visit"), "Ctrl+Enter")
        self.finish.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self.save = make_action(self, "", "F9")

    def _arrange(self) -> None:
        self.split.add_filter(self.queue.segments)
        for action in (self.allergies, self.refresh):
            self.split.add_corner(ActionButton(action, "quiet"))
        for action in (self.print, self.finish):
            self.split.add_action(action)
        self.split.add_action(self.save, "primary")
        self.split.set_ratio(11, 19)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _save(self) -> None:
        self.split.notices.dismiss()
        zone = self._zone_now()
        if zone == ALLERGY:
            self.visit.allergies.submit()
        elif zone == PRESCRIPTION and not self.visit.prescription.editor.isHidden():
            self.visit.prescription.editor.submit()
        elif zone == PRESCRIPTION:
            self.prescription_wanted.emit()
        else:
            self.note_wanted.emit()

    def _zone_now(self) -> str:
        return ALLERGY if self.visit.allergies_open() else self._zone

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        if self.visit.note.isAncestorOf(now):
            self._zone = NOTE
        elif self.visit.prescription.isAncestorOf(now):
            self._zone = PRESCRIPTION
        self._follow()

    def _follow(self) -> None:
        """Words and rights of the actions, as the visit stands."""
        draft = self.visit.draft
        for action in (self.allergies, self.save, self.finish):
            action.setEnabled(draft is not None)
        signed = draft.encounter.prescriptions if draft else ()
        for action in (self.print, self.preview):
            action.setEnabled(bool(signed))
        if draft:
            self.finish.setEnabled(not draft.is_signed)
            if not draft.may_prescribe:
                self._zone = NOTE
        self.save.setText(self._save_word())

    def _save_word(self) -> str:
        zone = self._zone_now()
        if zone == ALLERGY:
            return self.tr("Record allergy")
        if zone == NOTE:
            return self.tr("Save note")
        if not self.visit.prescription.editor.isHidden():
            return self.tr("Add line")
        return self.tr("Sign prescription")

    def _show_busy(self, busy: bool) -> None:
        if busy:
            self.split.busy.start()
        else:
            self.split.busy.stop()
