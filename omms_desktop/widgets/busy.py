"""A thin line that shows that something is under way, and lets one give it up."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens

from .labels import text_label

SHOW_AFTER_MS = 300
CANCEL_AFTER_MS = 3000
_FRAME_MS = 40
_THICK = 3


class BusyLine(QWidget):
    """Nothing for 300 ms, then a moving line, after 3 s also a sentence and a way to give up."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = _Line()
        self._words = text_label(role="muted")
        self._give_up = QPushButton(self.tr("Give up"))
        self._give_up.clicked.connect(self._cancel)
        self._strip = QWidget()
        self._show_line = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._show_strip = QTimer(self, singleShot=True, interval=CANCEL_AFTER_MS)
        self._show_line.timeout.connect(self._line.run)
        self._show_strip.timeout.connect(self._strip.show)
        self._arrange()
        self.stop()

    def start(self, words: str = "") -> None:
        """Something has begun; `words` say what, for when it takes long."""
        self._words.setText(words or self.tr("Still working…"))
        self._line.share = None
        self._show_line.start()
        self._show_strip.start()

    def set_progress(self, done: int, total: int) -> None:
        """Show how much is done, where a number is known."""
        self._line.share = min(done / total, 1.0) if total > 0 else None
        self._line.update()

    def stop(self) -> None:
        """It is done; nothing is shown."""
        self._show_line.stop()
        self._show_strip.stop()
        self._line.rest()
        self._strip.hide()

    def is_running(self) -> bool:
        """Whether the line is to be seen."""
        return self._line.running

    def _cancel(self) -> None:
        self.stop()
        self.cancel_requested.emit()

    def _arrange(self) -> None:
        tokens = current_tokens()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._line.setAccessibleName(self.tr("Working"))
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_1, tokens.space_1)
        row.addWidget(self._words, 1)
        row.addWidget(self._give_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self._strip)


class _Line(QWidget):
    """Keeps its height always, so that nothing jumps when it begins."""

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.share: float | None = None
        self._at = 0.0
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._advance)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def run(self) -> None:
        """Begin to move."""
        self.running, self._at = True, 0.0
        self._frames.start()
        self.update()

    def rest(self) -> None:
        """Stop and vanish."""
        self.running = False
        self._frames.stop()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, _THICK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.running:
            return
        tokens, painter = current_tokens(), QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(self.rect(), QColor(tokens.accent_soft))
        painter.setBrush(QColor(tokens.accent))
        width, piece = self.width(), self.width() * 0.25
        if self.share is None:
            painter.drawRect(QRectF((width + piece) * self._at - piece, 0, piece, _THICK))
        else:
            painter.drawRect(QRectF(0, 0, width * self.share, _THICK))

    def _advance(self) -> None:
        self._at = (self._at + 0.03) % 1.0
        self.update()
