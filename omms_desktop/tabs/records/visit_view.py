"""One visit, to read: note, diagnoses, prescriptions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.texts import prescription_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import text_label
from omms_server.contract.charting import Encounter, Prescription

from .words import visit_state


class VisitView(QStackedWidget):
    """Everything that was written in a visit."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        hint = self.tr("Choose a visit and press Enter: opening it stands on the trail.")
        self.addWidget(EmptyState(self.tr("No visit is open"), hint, icon="file"))
        self._page: QWidget | None = None

    def show_visit(self, visit: Encounter | None) -> None:
        """Show this visit; None says what to do."""
        if self._page is not None:
            self.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
        if visit is None:
            return
        self._page = self._build(visit)
        self.addWidget(self._page)
        self.setCurrentWidget(self._page)

    def _build(self, visit: Encounter) -> QWidget:
        tokens = current_tokens()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_4)
        head = " · ".join((self._time.moment(visit.started_at), visit.department, visit.doctor))
        column.addWidget(text_label(head, "heading", wrap=True))
        column.addWidget(text_label(visit_state(visit.state)[0], "muted"))
        for title, text in self._parts(visit):
            section = Section(title)
            section.body.addWidget(_readable(text))
            column.addWidget(section)
        column.addStretch(1)
        return page

    def _parts(self, visit: Encounter) -> list[tuple[str, str]]:
        note = visit.note.fields if visit.note else None
        diagnoses = "\n".join(
            f"{place}. {one.name} {one.code}{'?' if one.suspected else ''}"
            for place, one in enumerate(visit.diagnoses, start=1)
        )
        written = [
            (self.tr("Chief complaint"), note.chief_complaint if note else ""),
            (self.tr("Present illness"), note.present_illness if note else ""),
            (self.tr("Past history"), note.past_history if note else ""),
            (self.tr("Examination"), note.examination if note else ""),
            (self.tr("Diagnoses"), diagnoses),
            (self.tr("Plan"), note.plan if note else ""),
            (self.tr("Prescriptions"), "\n\n".join(map(_prescription, visit.prescriptions))),
        ]
        return [(title, text) for title, text in written if text]


def _prescription(one: Prescription) -> str:
    head = f"{one.number} · {prescription_word(one.state)}"
    return "\n".join((head, *(line.text for line in one.lines)))


def _readable(text: str) -> QWidget:
    label = text_label(text, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
