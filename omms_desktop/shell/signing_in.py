"""Decides how a person gets in: sends the sign-in, tries again when the server is back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from pydantic import ValidationError

from omms_desktop.backend.checking import invalid
from omms_desktop.backend.ports import Language, Tasks, Ticket
from omms_desktop.backend.signed_in import CurrentSignIn
from omms_desktop.texts.faults import sentence
from omms_desktop.texts.fields import field_errors
from omms_server.contract.faults import Fault, Unreachable
from omms_server.contract.signing_in import SignedIn, SignIn


class SignInView(Protocol):
    """What the sign-in page can show."""

    def show_busy(self, busy: bool) -> None: ...
    def show_wrong(self, text: str) -> None: ...
    def show_away(self) -> None: ...
    def show_place(self, text: str) -> None: ...
    def show_errors(self, errors: Mapping[str, str]) -> Sequence[str]: ...
    def forget_password(self) -> None: ...


class LocalTasks(Tasks, Protocol):
    """Tasks that can also do slow things on this computer."""

    def call(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Fault], None],
    ) -> Ticket: ...


class SigningIn:
    """One attempt at a time; an attempt the server did not hear is made again by itself."""

    def __init__(
        self,
        view: SignInView,
        tasks: LocalTasks,
        current: CurrentSignIn,
        language: Language,
        entered: Callable[[SignedIn], None],
    ) -> None:
        self._view, self._tasks, self._current = view, tasks, current
        self._language, self._entered = language, entered
        self._unheard: tuple[str, str, bool] | None = None
        self._busy = False

    def sign_in(self, username: str, password: str, stay: bool) -> None:
        """Ask the server; the fault is shown on the page."""
        if self._busy:
            return
        self._unheard = None
        try:
            request = SignIn(username=username, password=password)
        except ValidationError as error:
            self._view.show_errors(field_errors(invalid(error), self._language.code))
            return
        self._show_busy(True)
        self._tasks.run(
            request,
            lambda signed_in: self._accept(signed_in, username if stay else ""),
            lambda fault: self._fail(fault, (username, password, stay)),
        )

    def resume(self, username: str) -> None:
        """Get in with what the keyring holds for this user, if anything."""
        if not username or self._busy:
            return
        self._show_busy(True)
        self._tasks.call(
            lambda: self._current.resume(username),
            lambda resumed: self._enter(resumed) if resumed else self._show_busy(False),
            lambda _: self._show_busy(False),
        )

    def server_is_back(self) -> None:
        """Make the attempt again that the server did not hear."""
        if self._unheard:
            self.sign_in(*self._unheard)

    def forget(self) -> None:
        """The person went on typing: the former attempt is not made again."""
        self._unheard = None

    def show_place(self, waiting: Fault) -> None:
        """Tell the place in the line before the server checks the password."""
        if self._busy:
            self._view.show_place(sentence(waiting, self._language.code))

    def _accept(self, signed_in: SignedIn, remember_as: str) -> None:
        self._tasks.call(
            lambda: self._current.accept(signed_in, remember_as),
            lambda _: self._enter(signed_in),
            lambda fault: self._fail(fault, None),
        )

    def _enter(self, signed_in: SignedIn) -> None:
        self._show_busy(False)
        self._view.forget_password()
        self._entered(signed_in)

    def _fail(self, fault: Fault, attempt: tuple[str, str, bool] | None) -> None:
        self._show_busy(False)
        mistrusted = fault.params.get("reason") == "certificate"
        if isinstance(fault, Unreachable) and not mistrusted:
            self._unheard = attempt
            self._view.show_away()
        else:
            self._view.show_wrong(sentence(fault, self._language.code))

    def _show_busy(self, busy: bool) -> None:
        self._busy = busy
        self._view.show_busy(busy)
