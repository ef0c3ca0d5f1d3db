"""The signed prescriptions of a visit: their state in words, and a way to void one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.texts import paid_word, prescription_level, prescription_word
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.labels import reveal, text_label
from omms_desktop.widgets.line_list import Line, LineList
from omms_server.contract.charting import Prescription, PrescriptionState
from omms_server.contract.money import yuan

_SHORTEST_REASON = 2
_VOIDABLE = (PrescriptionState.SIGNED, PrescriptionState.APPROVED, PrescriptionState.REJECTED)


class SignedView(QWidget):
    """Delete asks why and voids, Enter corrects what was sent back; the chosen one, else the
    newest, is the one that is printed."""

    void_requested = Signal(object, str)
    correction_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Prescription, ...] = ()
        self._rejected: tuple[Prescription, ...] = ()
        self._to_void: Prescription | None = None
        self.list = LineList(self.tr("Signed prescriptions"))
        self.list.setObjectName("prescription.signed")
        self._reason = LineEdit(self.tr("Why is it voided? Enter voids, Esc keeps it"))
        self._reason.setAccessibleName(self.tr("Reason for voiding"))
        self._reason.setObjectName("prescription.void_reason")
        self._reason.hide()
        self._keys = text_label(role="small")
        self.list.removed.connect(self._ask)
        self.list.entered_line.connect(self._correct)
        self._reason.returnPressed.connect(self._void)
        section = Section(self.tr("Signed prescriptions"))
        for widget in (self.list, self._reason, self._keys):
            section.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self.hide()

    def show_prescriptions(
        self, prescriptions: Sequence[Prescription], rejected: Sequence[Prescription]
    ) -> None:
        """List them, oldest first; none takes no room. The `rejected` can be corrected."""
        self._all, self._rejected = tuple(prescriptions), tuple(rejected)
        self.list.show_lines(
            [Line(one.id, self._words(one), prescription_level(one.state)) for one in self._all]
        )
        keys = [self.tr("Enter: correct.")] if self._rejected else []
        keys += [self.tr("Delete: void.")] if any(_voidable(one) for one in self._all) else []
        self._keys.setText("  ".join(keys))
        self._keys.setVisible(bool(keys))
        reveal(self, bool(self._all))

    def chosen(self) -> Prescription | None:
        """The prescription to be printed."""
        here = self.list.current_key() if self.list.hasFocus() else None
        newest = self._all[-1] if self._all else None
        return next((one for one in self._all if one.id == here), newest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._reason.isHidden():
            self._close()
        else:
            super().keyPressEvent(event)

    def _correct(self, key: object) -> None:
        if any(one.id == key for one in self._rejected):
            self.correction_requested.emit(key)

    def _ask(self, key: object) -> None:
        self._to_void = next((o for o in self._all if o.id == key and _voidable(o)), None)
        if self._to_void:
            self._reason.show()
            self._reason.setFocus()

    def _void(self) -> None:
        if self._to_void and len(self._reason.value()) >= _SHORTEST_REASON:
            self.void_requested.emit(self._to_void, self._reason.value())
            self._close()

    def _close(self) -> None:
        self._to_void = None
        self._reason.clear()
        self._reason.hide()
        self.list.setFocus()

    def _words(self, one: Prescription) -> str:
        head = f"{one.number} · {prescription_word(one.state)}"
        if one.state is not PrescriptionState.VOIDED:
            head += f" · {paid_word(one.paid)} · ¥{yuan(one.amount)}"
        words = [head, *(line.text for line in one.lines)]
        if one.review_remark:
            words.append(self.tr("Pharmacist: {0}").format(one.review_remark))
        return "\n".join(words)


def _voidable(one: Prescription) -> bool:
    return one.state in _VOIDABLE and not one.paid
