"""A whole workstation around a server that a test plays."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from omms_desktop.backend.changes import ChangesThread
from omms_desktop.backend.connection import Connection
from omms_desktop.backend.in_line import InLine
from omms_desktop.backend.kept_tokens import NoTokens
from omms_desktop.backend.sending import OffGuiThread
from omms_desktop.backend.signed_in import CurrentSignIn
from omms_desktop.backend.tasks import ThreadedTasks
from omms_desktop.bootstrap import assemble
from omms_desktop.settings import Settings
from omms_desktop.shell.desk import Backend
from omms_desktop.tabs import TabSpec
from omms_desktop.widgets.actions import make_action
from omms_server.contract.events import EventsAfter
from omms_server.contract.faults import Fault, Unreachable
from omms_server.contract.notices import ListNotices, Notices
from omms_server.contract.permissions import Permission
from omms_server.contract.signing_in import SignIn, SignOut, WrongCredentials
from tests.support.fakes import FixedClock, person, signed_in

PEOPLE = {"amy": person(1, "Amy"), "bo": person(2, "Bo")}


class Server:
    """Answers sign-ins by itself and other requests from `answers`: class -> answer or fault."""

    def __init__(self):
        self.answers, self.sent, self.away = {ListNotices: Notices(rows=(), unread=0)}, [], False
        self.permissions, self.must_change = tuple(Permission), False
        self.closed = threading.Event()
        self.seconds = []

    def send(self, request, *, consents=(), second=None, **_how):
        if isinstance(request, EventsAfter):
            self.closed.wait(30)
            raise Unreachable(reason="closed")
        self.sent.append((request, tuple(consents)))
        if self.away:
            raise Unreachable(reason="connecting")
        self.seconds.append(second)
        answer = self._answer(request, consents)
        if isinstance(answer, Fault):
            raise answer
        return answer

    def of(self, kind):
        return [request for request, _ in self.sent if isinstance(request, kind)]

    def close(self):
        self.closed.set()

    def _answer(self, request, consents):
        if isinstance(request, SignIn):
            if request.password != "right":
                return WrongCredentials(left=4)
            given = signed_in(PEOPLE[request.username], self.permissions)
            return given.model_copy(update={"must_change_password": self.must_change})
        if isinstance(request, SignOut):
            return None
        answer = self.answers[type(request)]
        return answer(consents) if callable(answer) else answer


class Page(QWidget):
    """A tab with one field and one key."""

    def __init__(self, context):
        super().__init__()
        self.context, self.field, self.pressed = context, QLineEdit(), 0
        QVBoxLayout(self).addWidget(self.field)
        make_action(self, "Charge", "F9").triggered.connect(self._press)

    def focus_first(self):
        self.field.setFocus()

    def _press(self):
        self.pressed += 1


class Workstation:
    """Window and desk, with hands on the keyboard."""

    def __init__(self, qtbot, window, desk, **parts):
        self.qtbot, self.window, self.desk = qtbot, window, desk
        self.server, self.backend = parts["server"], parts["backend"]
        self.settings, self.pages = parts["settings"], parts["pages"]

    @property
    def page(self):
        return self.window.workspace.tab

    def type(self, text):
        self.qtbot.keyClicks(self.window.focusWidget(), text)

    def press(self, key, modifier=None):
        target = self.window.focusWidget() or self.window
        self.qtbot.keyClick(target, key, *([modifier] if modifier else []))

    def sign_in(self, username="amy"):
        page = self.window.sign_in
        page.show_user(username)
        page.submitted.emit(username, "right", False)
        self.qtbot.waitUntil(lambda: self.window.workspace is not None)
        return self.window.workspace


@pytest.fixture
def settings(tmp_path):
    store = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    return Settings(store, {"language": "en", "papers": str(tmp_path / "papers")})


@pytest.fixture
def workstation(qtbot, qapp, settings):
    server, pages = Server(), []
    connection = Connection(FixedClock())
    current = CurrentSignIn(lambda _: signed_in(), NoTokens())
    sender = OffGuiThread(server)
    backend = Backend(
        sender=sender,
        tasks=ThreadedTasks(sender, current, connection),
        changes=ChangesThread(sender, connection),
        connection=connection,
        current=current,
        clock=FixedClock(),
        line=InLine(),
    )

    def make(context):
        pages.append(Page(context))
        return pages[-1]

    tabs = (
        TabSpec("register", "Registration", "user-plus", Permission.PATIENTS_WRITE, make),
        TabSpec("stock", "Pharmacy", "pill", Permission.STOCK_READ, make),
        TabSpec("trail", "Audit", "shield", Permission.AUDIT_READ, make),
    )
    window, desk = assemble(qapp, settings, backend, tabs, keeps=False)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    parts = {"server": server, "backend": backend, "settings": settings, "pages": pages}
    yield Workstation(qtbot, window, desk, **parts)
    languages = desk._languages
    if shiboken6.isValid(window):
        window.close()
    languages.use("en")
    qapp.processEvents()
