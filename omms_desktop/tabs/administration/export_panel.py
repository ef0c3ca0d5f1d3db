"""The panels of an export: where it goes, and where it is and how it is checked."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label

from .exporting import NO_FOLDER, TAKEN


class ExportPanel(FormPanel):
    """Asks for the file. F9 exports, Esc does not."""

    export_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        told = self.tr(
            "Everything that fits the filters goes into one table, the newest first, with the "
            "clinic's seal at its end. The export itself stands on the trail."
        )
        self.file = LineEdit(longest=1000)
        self.file.setObjectName("export.file")
        self.form = Form([Field("file", self.tr("File"), self.file, required=True)])
        self.browse = make_action(self, self.tr("Choose a place"), "Alt+B")
        self.browse.triggered.connect(self._browse)
        self.set_words(self.tr("Export the trail"), self.tr("Export"))
        self.set_body(_stacked(text_label(told, wrap=True), self.form, ActionButton(self.browse)))
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(lambda given: self.export_requested.emit(str(given["file"])))

    def begin(self, name: str) -> None:
        """Ask where this file is to be kept."""
        self.show_exporting(False)
        self.form.set_values({"file": str(documents() / name)})
        self.form.focus_first()

    def show_exporting(self, exporting: bool) -> None:
        """While it is under way it is not asked for again."""
        self.go.setEnabled(not exporting)

    def show_problem(self, problem: str) -> None:
        """Say beside the field why nothing was kept there."""
        words = {
            NO_FOLDER: self.tr("There is no such folder. Choose another place."),
            TAKEN: self.tr("There is a file of this name. Choose another name."),
        }
        other = self.tr("Nothing could be written there. Choose another place.")
        self.form.show_errors({"file": words.get(problem, other)})

    def _browse(self) -> None:
        title, kinds = self.tr("Export the trail"), self.tr("Tables") + " (*.csv)"
        file, _ = QFileDialog.getSaveFileName(self, title, self.file.value(), kinds)
        if file:
            self.form.set_values({"file": file})
        self.form.focus_first()


class ExportedPanel(FormPanel):
    """Says where the file is, and how anyone can check it."""

    def __init__(self) -> None:
        super().__init__()
        self._count, self._file = text_label(role="strong", wrap=True), _selectable(self.tr("File"))
        self._command = _selectable(self.tr("Command"))
        self.copy_command = make_action(self, self.tr("Copy command"), "Alt+C", "copy")
        self.copy_command.triggered.connect(
            lambda: QApplication.clipboard().setText(self._command.text())
        )
        told = self.tr(
            "Whoever has OMMS and the clinic's public key can check that not a character was "
            "changed, without the database:"
        )
        self.set_words(self.tr("The trail is exported"), self.tr("Done"))
        self.set_body(
            _stacked(
                *(self._count, self._file, text_label(told, wrap=True), self._command),
                ActionButton(self.copy_command),
            )
        )
        self.accepted.connect(self.closed)

    def show_file(self, file: Path, rows: int) -> None:
        """Tell of this one."""
        self._count.setText(self.tr("{0} entries").format(rows))
        self._file.setText(_breakable(str(file)))
        self._command.setText(f'omms-server verify --audit "{file.name}"')
        self._command.setFocus(Qt.FocusReason.OtherFocusReason)


def documents() -> Path:
    """Where this person keeps files."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    kept = Path(QStandardPaths.writableLocation(place))
    return kept if kept.is_dir() else Path.home()


def _breakable(path: str) -> str:
    """A path that may be broken after each of its folders."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def _selectable(name: str) -> QLabel:
    label = text_label(wrap=True)
    label.setAccessibleName(name)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _stacked(*parts: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_tokens().space_3)
    for part in parts:
        if isinstance(part, ActionButton):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part)
            column.addLayout(row)
        else:
            column.addWidget(part)
    column.addStretch(1)
    return body
