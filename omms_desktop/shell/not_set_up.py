"""The window of a workstation that does not know its server: what is missing and what to do."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.settings import NotSetUp
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.labels import IconMark, text_label

from .display import Display

_WIDTH = 640


class NotSetUpPage(QWidget):
    """Ctrl+L speaks the other language, Esc closes."""

    def __init__(self, missing: NotSetUp, display: Display) -> None:
        super().__init__()
        self._missing = missing
        self._title = text_label(role="title", wrap=True)
        self._texts = [text_label(wrap=True) for _ in range(3)]
        self._language = make_action(self, "中文 / English", "Ctrl+L")
        self._close = make_action(self, "", "Esc")
        self._language.triggered.connect(display.switch_language)
        self._close.triggered.connect(self.close)
        self._arrange()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.setWindowTitle(self.tr("OMMS clinic"))
        self._title.setText(self.tr("This workstation is not set up yet"))
        address = self._missing.address
        if address:
            what = self.tr("The address of the server must be HOST:PORT, not {0}.").format(address)
        else:
            what = self.tr("It has no certificate, by which the server knows it.")
        steps = self.tr(
            "Ask whoever runs the server for this workstation's folder. In it are authority.pem "
            "and one workstation-NAME.pem with its key. Copy it to this computer."
        )
        start = self.tr("Then start OMMS so: {0}")
        command = "omms-desktop --server HOST:18861 --tls FOLDER"
        for label, text in zip(self._texts, (what, steps, start.format(command)), strict=True):
            label.setText(text)
        self._close.setText(self.tr("Close"))

    def _arrange(self) -> None:
        tokens = current_tokens()
        head = QHBoxLayout()
        head.setSpacing(tokens.space_3)
        head.addWidget(IconMark("warn", "warn", tokens.font_title))
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.addWidget(ActionButton(self._language, "quiet"))
        foot.addStretch(1)
        foot.addWidget(ActionButton(self._close, "primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.space_6,) * 4)
        column.setSpacing(tokens.space_3)
        column.addLayout(head)
        for label in self._texts:
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(_WIDTH)
