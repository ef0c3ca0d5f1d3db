"""The diagnoses of a visit: a search box, and the list with the main one first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.widgets.card import Section
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.labels import reveal, text_label
from omms_desktop.widgets.line_list import Line, LineList
from omms_server.contract.catalogue import DiagnosisRow
from omms_server.contract.charting import Diagnosis


class DiagnosesView(QWidget):
    """Delete removes, Space says suspected or certain, Ctrl+Up makes it the main one."""

    search_requested = Signal(str)
    chosen = Signal(str)
    removed = Signal(object)
    toggled = Signal(object)
    raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.finder = Finder(self.tr("Code, Chinese name or initials"), self.tr("Find a diagnosis"))
        self.finder.setObjectName("diagnosis.find")
        self.list = LineList(self.tr("Diagnoses"), self.finder)
        self.list.setObjectName("diagnosis.list")
        self._keys = text_label(
            self.tr("Space: suspected. Ctrl+Up: main. Delete: remove."), "small", wrap=True
        )
        self.finder.search_requested.connect(self.search_requested)
        self.finder.chosen.connect(self._choose)
        self.list.removed.connect(self.removed)
        self.list.toggled.connect(self.toggled)
        self.list.raised.connect(self.raised)
        section = Section(self.tr("Diagnoses"))
        for widget in (self.finder, self.list, self._keys):
            section.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def show_diagnoses(self, diagnoses: Sequence[Diagnosis], signed: bool) -> None:
        """List them; after signing nothing can be changed."""
        self.list.show_lines([Line(d.code, self._words(n, d)) for n, d in enumerate(diagnoses)])
        reveal(self._keys, bool(diagnoses) and not signed)
        self.finder.setEnabled(not signed)

    def show_found(self, rows: Sequence[DiagnosisRow]) -> None:
        """List what was found."""
        self.finder.show_results(
            [(row.code, row.name, " ".join((row.common_name, row.code)).strip()) for row in rows]
        )

    def _choose(self, code: object) -> None:
        self.finder.clear()
        self.chosen.emit(str(code))

    def _words(self, place: int, diagnosis: Diagnosis) -> str:
        words = [f"{place + 1}.", diagnosis.name, diagnosis.code]
        if diagnosis.suspected:
            words.append(self.tr("(suspected)"))
        if place == 0:
            words.append(self.tr("· main"))
        return " ".join(words)
