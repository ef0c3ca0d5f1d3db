"""Says in one place that the server is away, since when, and what works meanwhile."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from omms_desktop.texts.filling import CLINIC_ZONE
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.labels import IconMark, text_label


class ConnectionBanner(QFrame):
    """Takes no room while the server answers."""

    retry_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("level", "warn")
        self._since: datetime | None = None
        self._head, self._more = text_label(role="strong"), text_label(wrap=True)
        self._again = QPushButton()
        self._again.setProperty("role", "link")
        self._again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._again.clicked.connect(self.retry_requested)
        tokens = current_tokens()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space_3, 0, tokens.space_1, 0)
        row.setSpacing(tokens.space_2)
        row.addWidget(IconMark("offline", "warn"))
        row.addWidget(self._head)
        row.addWidget(self._more, 1)
        row.addWidget(self._again)
        self.show_away(None)

    def show_away(self, since: datetime | None) -> None:
        """Show since when the server is away; None takes the banner off."""
        self._since = since
        self.setVisible(since is not None)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        since = self._since.astimezone(CLINIC_ZONE).strftime("%H:%M") if self._since else ""
        self._head.setText(self.tr("The server has not answered since {0}.").format(since))
        self._more.setText(
            self.tr(
                "What is on screen and what you type stays; finding, saving and printing wait. "
                "It comes back by itself."
            )
        )
        self._again.setText(self.tr("Try now"))
        self.setAccessibleName(f"{self._head.text()} {self._more.text()}")
