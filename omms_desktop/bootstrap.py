"""Builds the workstation: settings, backend, look, window, desk. The only file that knows all."""

from PySide6.QtWidgets import QApplication

from omms_server.client.client import Client
from omms_server.client.renewing import CertificateRenewal
from omms_server.contract.signing_in import RenewSignIn, SignedIn

from .backend.changes import ChangesThread
from .backend.clock import ServerClock
from .backend.connection import Connection
from .backend.in_line import InLine
from .backend.kept_tokens import KeptTokens, kept_tokens
from .backend.sending import OffGuiThread
from .backend.signed_in import CurrentSignIn
from .backend.tasks import ThreadedTasks
from .settings import Server, Settings
from .shell.desk import Backend, Desk
from .shell.display import Display
from .shell.idle import IdleWatch
from .shell.main_window import MainWindow
from .shell.sign_in import SignInPage
from .shell.status_bar import StatusBar
from .tabs import TABS, TabSpec
from .texts.translator import Languages
from .theme.fonts import load_fonts

SMALLEST = (1024, 640)
USUAL = (1366, 768)


def build(
    application: QApplication, settings: Settings, tabs: tuple[TabSpec, ...] = TABS
) -> tuple[MainWindow, Desk]:
    """Build everything but show nothing; `NotSetUp` when the server cannot be known."""
    server = settings.server()
    kept = kept_tokens(settings.server_address)
    return assemble(application, settings, make_backend(server, kept), tabs, keeps=kept.works)


def keep_enrolled(settings: Settings) -> CertificateRenewal:
    """Have this machine's certificate renewed while it is at work; `NotSetUp` without one."""
    server = settings.server()
    renewal = CertificateRenewal(server.address, server.tls)
    renewal.start()
    return renewal


def dress(application: QApplication, settings: Settings) -> Display:
    """Put on the language, colours and text size of this desk."""
    display = Display(application, settings, Languages(application), load_fonts())
    display.apply()
    return display


def make_backend(server: Server, kept: KeptTokens) -> Backend:
    """The way to this server. Nothing is connected yet."""
    clock = ServerClock()
    renewing = Client(server.address, server.tls)
    line = InLine()

    def renew(request: RenewSignIn) -> SignedIn:
        return renewing.send(request)

    current = CurrentSignIn(renew, kept, clock.follow)
    connection = Connection(clock)
    sender = OffGuiThread(Client(server.address, server.tls, tokens=current, told=line.hear))
    listening = OffGuiThread(Client(server.address, server.tls, tokens=current))
    return Backend(
        sender=sender,
        tasks=ThreadedTasks(sender, current, connection),
        changes=ChangesThread(listening, connection),
        connection=connection,
        current=current,
        clock=clock,
        line=line,
    )


def assemble(
    application: QApplication,
    settings: Settings,
    backend: Backend,
    tabs: tuple[TabSpec, ...],
    *,
    keeps: bool,
) -> tuple[MainWindow, Desk]:
    """The window around a backend; `keeps`: whether a keyring can keep people signed in."""
    display = dress(application, settings)
    languages = display.languages
    page = SignInPage(settings.server_address, keeps)
    status = StatusBar(settings.server_address, languages)
    window = MainWindow(page, status, display)
    window.setMinimumSize(*SMALLEST)
    window.resize(*USUAL)
    desk = Desk(window, backend, settings, languages, tabs)
    desk.start(IdleWatch(application, settings.idle_minutes))
    return window, desk
