"""The line in which the pharmacist tells the doctor why a prescription comes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.editors import LineEdit, mark_problem
from omms_desktop.widgets.labels import text_label


class RemarkLine(QFrame):
    """Enter sends it back, Esc keeps the prescription here; what is typed stays."""

    entered = Signal(str)
    closed = Signal()
    """Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.field = LineEdit(self.tr("What must the doctor change? Enter sends it, Esc closes"))
        self.field.setObjectName("remark")
        self.field.setAccessibleName(self.tr("Reason for sending back"))
        self._said = text_label(role="error")
        column = QVBoxLayout(self)
        tokens = current_tokens()
        column.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, 0)
        column.setSpacing(0)
        column.addWidget(text_label(self.tr("Send back to the doctor"), "small"))
        column.addWidget(self.field)
        column.addWidget(self._said)
        self.field.returnPressed.connect(lambda: self.entered.emit(self.field.value()))
        self.field.textChanged.connect(lambda: self.show_problem(""))
        self.hide()

    def open(self) -> None:
        """Show it with the cursor in it."""
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self, *, forget: bool = False) -> None:
        """Hide it."""
        self.hide()
        if forget:
            self.field.clear()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong under the field."""
        self._said.setText(sentence)
        mark_problem(self.field, bool(sentence))
        self.field.setAccessibleDescription(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            self.closed.emit()
        else:
            super().keyPressEvent(event)
