"""What may be done at the desk, each with its key; what cannot be done now is not offered."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from omms_desktop.widgets.actions import make_action
from omms_server.contract.scheduling import Appointment

from .steps import Step, is_cancellable


class DeskActions(QObject):
    """The actions of the screen; those of its parts belong to the parts."""

    def __init__(self, owner: QWidget, *, writes: bool, books: bool) -> None:
        """`writes`: may register patients; `books`: may give numbers and take them back."""
        super().__init__(owner)
        self._books = books
        self.find = make_action(owner, self.tr("Find patient"), "F2")
        self.new = make_action(owner, self.tr("New patient"), "F3", "user-plus")
        self.refresh = make_action(owner, self.tr("Refresh"), "F5", "refresh")
        self.slip = make_action(owner, self.tr("Queue slip"), "F8", "printer")
        self.primary = make_action(owner, "", "F9")
        self.another = make_action(owner, self.tr("Another number"), "Ctrl+B")
        self.cancel = make_action(owner, self.tr("Cancel number"), "Ctrl+Del")
        self._words = {
            Step.BOOK: self.tr("Register"),
            Step.CHECK_IN: self.tr("Check in"),
            Step.PAY: self.tr("Charge"),
        }
        for action in (self.slip, self.primary):
            action.setAutoRepeat(False)  # a key held down must not take the next step too
        allow(self.new, writes)

    def show(self, step: Step, chosen: Appointment | None) -> None:
        """Offer what this step allows."""
        numbered = step not in (Step.NOBODY, Step.BOOK)
        given_back = chosen is not None and is_cancellable(chosen)
        self.primary.setText(self._words.get(step, ""))
        allow(self.primary, step in self._words)
        allow(self.slip, step is Step.SLIP)
        allow(self.another, numbered and self._books)
        allow(self.cancel, numbered and self._books and given_back)


def allow(action: QAction, on: bool) -> None:
    """Offer an action with its button and key, or not at all."""
    action.setVisible(on)
    action.setEnabled(on)
