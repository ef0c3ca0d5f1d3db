"""Shows a paper beside the work exactly as it will be printed; F8 prints it."""

from base64 import b64decode

from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from omms_desktop.backend.ports import Notices
from omms_desktop.settings import Settings
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.pdf_view import PdfView
from omms_server.contract.documents import Paper
from omms_server.contract.faults import Internal

from .printing import FolderOutput, NoPrinter, output
from .side import SideBySide


class PaperPanel(QFrame):
    """One person's `Papers`."""

    def __init__(self, side: SideBySide, notices: Notices, settings: Settings) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._side, self._notices, self._settings = side, notices, settings
        self._output = output(settings)
        self._paper: Paper | None = None
        self._title = text_label(role="heading", wrap=True)
        self._view = PdfView()
        self._printer = Choice()
        self._print = make_action(self, "", "F8", "printer")
        self._close = make_action(self, "", "Esc")
        self._close.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._print.triggered.connect(self._print_shown)
        self._close.triggered.connect(self._shut)
        self._view.print_requested.connect(self._print_shown)
        self._arrange()
        self._say()
        side.add(self)

    def preview(self, paper: Paper) -> None:
        """See `ports.Papers`."""
        try:
            self._view.show_pdf(b64decode(paper.pdf))
        except ValueError:
            self._notices.show_fault(Internal(ref=f"paper-{paper.kind.value}"))
            return
        self._paper = paper
        self._title.setText(f"{paper.title} {paper.number}".strip())
        self._offer_printers(paper)
        self._side.open(self)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def print(self, paper: Paper) -> None:
        """See `ports.Papers`."""
        try:
            where = self._output.put(paper)
        except NoPrinter:
            self._notices.show_message(
                self.tr("This computer has no printer; set one up, then print again.")
            )
            return
        except OSError:
            self._notices.show_fault(Internal(ref="paper-folder"))
            return
        words = self.tr("Saved: {0}") if self._saves() else self.tr("Sent to {0}")
        self._notices.show_message(words.format(where))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _saves(self) -> bool:
        return isinstance(self._output, FolderOutput)

    def _say(self) -> None:
        self._print.setText(self.tr("Print"))
        self._close.setText(self.tr("Close"))
        self._printer.setAccessibleName(self.tr("Printer"))

    def _offer_printers(self, paper: Paper) -> None:
        names = [] if self._saves() else QPrinterInfo.availablePrinterNames()
        self._printer.set_options([Option(name, name) for name in names])
        self._printer.set_value(
            self._settings.printer(paper.kind.value) or QPrinterInfo.defaultPrinterName()
        )
        self._printer.setVisible(len(names) > 1)

    def _print_shown(self) -> None:
        if self._paper is None:
            return
        chosen = self._printer.value()
        if chosen and not self._printer.isHidden():
            self._settings.keep(f"printer_{self._paper.kind.value}", chosen)
        paper = self._paper
        self._shut()
        self.print(paper)

    def _shut(self) -> None:
        self._paper = None
        self._view.clear()
        self._side.close_panel()

    def _arrange(self) -> None:
        tokens = current_tokens()
        buttons = QHBoxLayout()
        buttons.addWidget(ActionButton(self._close))
        buttons.addWidget(self._printer, 1)
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(self._print, "primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addWidget(self._view, 1)
        column.addLayout(buttons)
