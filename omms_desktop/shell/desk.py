"""Whose desk it is now: opens a workspace for each person, locks it, and gives it back unharmed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from omms_desktop.backend.asking import AskingTasks, ignore
from omms_desktop.backend.changes import ChangesThread
from omms_desktop.backend.connection import Connection
from omms_desktop.backend.door import Door
from omms_desktop.backend.in_line import InLine
from omms_desktop.backend.ports import Clock
from omms_desktop.backend.sending import Sender
from omms_desktop.backend.signed_in import CurrentSignIn
from omms_desktop.backend.subscriptions import Subscriptions
from omms_desktop.backend.tab_context import TabContext
from omms_desktop.backend.tasks import ThreadedTasks
from omms_desktop.backend.wishes import Wishes
from omms_desktop.settings import Settings
from omms_desktop.tabs import TabSpec
from omms_desktop.texts.translator import Languages
from omms_desktop.widgets.levels import Level
from omms_server.contract.events import Changed
from omms_server.contract.signing_in import SignedIn, SignOut

from .changing_password import ChangingPassword
from .idle import IdleWatch
from .main_window import MainWindow
from .message_centre import MessageCentre
from .notices import PersonNotices
from .paper import PaperPanel
from .questions import QuestionsPanel
from .second_person import SecondPersonPanel
from .side import SideBySide
from .signing_in import SigningIn
from .workspace import WorkArea, Workspace

MOST_WORKSPACES = 6
"""Of this many people a desk keeps the unfinished work; then the one longest away loses his."""


@dataclass(frozen=True, slots=True)
class Backend:
    """Everything between the window and the server."""

    sender: Sender
    tasks: ThreadedTasks
    changes: ChangesThread
    connection: Connection
    current: CurrentSignIn
    clock: Clock
    line: InLine

    def close(self) -> None:
        """End all threads and connections."""
        self.changes.close()
        self.tasks.close()


@dataclass(frozen=True, slots=True)
class Seat:
    """What one person has at this desk."""

    workspace: Workspace
    notices: PersonNotices
    messages: MessageCentre
    door: Door
    news: Subscriptions

    def leave(self) -> None:
        """Nothing is asked or told in his name any more."""
        self.door.close()
        self.news.pause()

    def take(self) -> None:
        """He is back: what waited goes on."""
        self.door.open()
        self.news.resume()


class Desk(QObject):
    """Sign in, lock, change user, close."""

    def __init__(
        self,
        window: MainWindow,
        backend: Backend,
        settings: Settings,
        languages: Languages,
        tabs: tuple[TabSpec, ...],
    ) -> None:
        super().__init__(window)
        self._window, self._backend, self._settings = window, backend, settings
        self._languages, self._tabs = languages, tabs
        self._seats: OrderedDict[int, Seat] = OrderedDict()
        self._taken: Seat | None = None
        self._idle: IdleWatch | None = None
        page = window.sign_in
        self.signing_in = SigningIn(page, backend.tasks, backend.current, languages, self._enter)
        page.submitted.connect(self._submit)
        page.edited.connect(self.signing_in.forget)
        window.lock_requested.connect(self.lock)
        self.changing = ChangingPassword(window, backend.tasks, languages, self._enter)
        window.messages_requested.connect(self._open_messages)
        window.password_requested.connect(lambda: self.changing.begin(forced=False))
        window.closing.connect(self.close)
        window.banner.retry_requested.connect(backend.changes.hurry)
        backend.connection.changed.connect(self._show_connection)
        backend.changes.news.connect(self._tell)
        backend.line.told.connect(self.signing_in.show_place)

    def start(self, idle: IdleWatch) -> None:
        """Begin to listen, and let in who stayed signed in."""
        self._idle = idle
        idle.idle.connect(self._lock_idle)
        self._window.sign_in.show_user(self._settings.last_user)
        self._backend.changes.start()
        self.signing_in.resume(self._settings.last_user)

    def lock(self) -> None:
        """The desk is anybody's; the person's tabs wait for him as they are."""
        self._leave()
        token = self._backend.current.lock()
        self._backend.tasks.call(lambda: self._sign_out(token), ignore, ignore)

    def close(self) -> None:
        """The window closes."""
        if self._idle:
            self._idle.stop()
            self._idle = None
            self._backend.close()

    def _submit(self, username: str, password: str, stay: bool) -> None:
        self._settings.keep("last_user", username)
        self.signing_in.sign_in(username, password, stay)

    def _enter(self, signed_in: SignedIn) -> None:
        self.changing.signed_in = signed_in
        if signed_in.must_change_password:
            self._window.status.show_person(signed_in.person, signed_in.clinic)
            self.changing.begin(forced=True)
            return
        seat = self._seat(signed_in)
        self._taken = seat
        self._window.sign_in.show_clinic(signed_in.clinic.name)
        self._window.sign_in.show_sentence("")
        self._window.status.show_person(signed_in.person, signed_in.clinic)
        self._window.status.show_messages(seat.notices.messages)
        self._window.show_workspace(seat.workspace)
        if self._idle:
            self._idle.start()
        self._backend.changes.hurry()
        seat.take()
        self._window.show_unread(seat.messages.unread)
        seat.messages.load()

    def _leave(self) -> None:
        if self._taken:
            self._taken.leave()
            self._taken = None
        if self._idle:
            self._idle.stop()
        self._window.status.show_person(None)
        self._window.status.show_messages(None)
        self._window.sign_in.show_user(self._settings.last_user)
        self._window.show_sign_in()

    def _expired(self) -> None:
        self._leave()
        self._backend.current.lock()
        words = QCoreApplication.translate("Desk", "Your sign-in has ended. Sign in to go on.")
        self._window.sign_in.show_sentence(words, Level.WARN)

    def _lock_idle(self) -> None:
        self.lock()
        words = QCoreApplication.translate("Desk", "Locked after {0} minutes without a key.")
        text = words.format(self._settings.idle_minutes)
        self._window.sign_in.show_sentence(text, Level.NOTE)

    def _sign_out(self, token: str) -> None:
        current = self._backend.current
        current.forget()
        if token:
            with current.parting(token):
                self._backend.sender.send(SignOut())

    def _tell(self, news: Iterable[Changed]) -> None:
        for seat in self._seats.values():
            seat.news.publish(news)

    def _show_connection(self) -> None:
        connection = self._backend.connection
        self._window.banner.show_away(connection.away_since)
        self._window.status.show_away(connection.is_away)
        if not connection.is_away:
            self.signing_in.server_is_back()

    def _seat(self, signed_in: SignedIn) -> Seat:
        known = self._seats.pop(signed_in.person.id, None)
        if known and known.workspace.context.permissions != frozenset(signed_in.permissions):
            self._drop(known)
            known = None
        seat = known or self._new_seat(signed_in)
        self._seats[signed_in.person.id] = seat
        if len(self._seats) > MOST_WORKSPACES:
            self._drop(self._seats.popitem(last=False)[1])
        return seat

    def _drop(self, seat: Seat) -> None:
        seat.leave()
        self._window.drop_workspace(seat.workspace)

    def _second_person(self, side: SideBySide) -> SecondPersonPanel:
        panel = SecondPersonPanel(side, self._languages)
        self._backend.line.told.connect(panel.show_place)
        return panel

    def _new_seat(self, signed_in: SignedIn) -> Seat:
        area = WorkArea()
        side = SideBySide(area)
        notices = PersonNotices(area, self._languages)
        door, news = Door(self._expired), Subscriptions()
        context = TabContext(
            tasks=AskingTasks(
                self._backend.tasks,
                QuestionsPanel(side, self._languages),
                door,
                Wishes(),
                self._second_person(side),
            ),
            notices=notices,
            changes=news,
            papers=PaperPanel(side, notices, self._settings),
            person=signed_in.person,
            permissions=frozenset(signed_in.permissions),
            clinic=signed_in.clinic,
            language=self._languages,
            clock=self._backend.clock,
        )
        messages = MessageCentre(side, context)
        messages.unread_changed.connect(lambda count: self._show_unread(messages, count))
        workspace = Workspace(area, side, notices, context, self._tabs)
        return Seat(workspace, notices, messages, door, news)

    def _show_unread(self, messages: MessageCentre, count: int) -> None:
        if self._taken and self._taken.messages is messages:
            self._window.show_unread(count)

    def _open_messages(self) -> None:
        if self._taken:
            self._taken.messages.toggle()
