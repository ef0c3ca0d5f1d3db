"""Decides how a password is changed: asks the server, and lets the person go on afterwards."""

from collections.abc import Callable

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Language, Tasks
from omms_desktop.texts.faults import sentence
from omms_desktop.texts.fields import field_errors
from omms_server.contract.faults import Fault, Invalid
from omms_server.contract.signing_in import SignedIn
from omms_server.contract.staff import ChangePassword

from .main_window import MainWindow


class ChangingPassword:
    """For whoever is signed in; `entered` opens his work."""

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        language: Language,
        entered: Callable[[SignedIn], None],
    ) -> None:
        self._window, self._tasks, self._language = window, tasks, language
        self._entered = entered
        self.signed_in: SignedIn | None = None
        page = window.new_password
        page.submitted.connect(self._submit)
        page.left.connect(self._go_on)

    def begin(self, *, forced: bool) -> None:
        """Ask for a new password."""
        self._window.show_new_password(forced=forced)

    def _submit(self, present: str, new: str) -> None:
        try:
            asked = ChangePassword(present=present, new=new)
        except ValidationError as error:
            self._failed(invalid(error))
            return
        self._window.new_password.show_busy(True)
        self._tasks.run(asked, lambda _: self._changed(), self._failed)

    def _changed(self) -> None:
        self._window.new_password.show_busy(False)
        self._window.new_password.forget()
        if self.signed_in is not None:
            self.signed_in = self.signed_in.model_copy(update={"must_change_password": False})
        self._go_on()

    def _go_on(self) -> None:
        if self.signed_in is not None:
            self._entered(self.signed_in)

    def _failed(self, fault: Fault) -> None:
        page, code = self._window.new_password, self._language.code
        page.show_busy(False)
        errors = field_errors(fault, code) if isinstance(fault, Invalid) else {}
        if not errors or page.show_errors(errors):
            page.show_wrong(sentence(fault, code))
