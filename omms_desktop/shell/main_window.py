"""The one window: banner, page, status line. It arranges, and tells which key was pressed."""

from PySide6.QtCore import QEvent, QMargins, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.theme.icons import set_icon
from omms_desktop.widgets.actions import make_action

from .around import Around
from .connection_banner import ConnectionBanner
from .display import Display, DisplayButton
from .new_password import NewPasswordPage
from .sign_in import SignInPage
from .status_bar import StatusBar
from .workspace import Workspace


class MainWindow(QMainWindow):
    """Sign-in page and workspaces stand in one stack; one is seen."""

    lock_requested = Signal()
    password_requested = Signal()
    messages_requested = Signal()
    closing = Signal()

    def __init__(self, sign_in: SignInPage, status: StatusBar, display: Display) -> None:
        super().__init__()
        # Closed means gone: what is only hidden would still be told of each change of language.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sign_in, self.status = sign_in, status
        self.banner = ConnectionBanner()
        self._pages = QStackedWidget()
        self.new_password = NewPasswordPage()
        self._pages.addWidget(sign_in)
        self._pages.addWidget(self.new_password)
        self._arrange()
        self._make_actions()
        self._language.triggered.connect(display.switch_language)
        status.add_button(DisplayButton(display))
        self._say()
        self.show_sign_in()

    def _make_actions(self) -> None:
        self._help = make_action(self, "", "F1")
        self._lock = make_action(self, "", "F12")
        self._messages = make_action(self, "", "F11")
        self._password = make_action(self, "", "")
        self._language = make_action(self, "", "Ctrl+L")
        self._help.triggered.connect(self._show_keys)
        self._lock.triggered.connect(self.lock_requested)
        self._messages.triggered.connect(self.messages_requested)
        self._password.triggered.connect(self.password_requested)
        self._unread = 0
        self._messages_button = self._button(self._messages, "bell")
        self._help_button = self._button(self._help, "help")
        self._password_button = self._button(self._password, "key")
        self._lock_button = self._button(self._lock, "lock")

    @property
    def workspace(self) -> Workspace | None:
        """The workspace that is seen."""
        page = self._pages.currentWidget()
        return page if isinstance(page, Workspace) else None

    def show_sign_in(self) -> None:
        """Show the sign-in page; workspaces stay as they are behind it."""
        self._pages.setCurrentWidget(self.sign_in)
        self._allow(False)
        self.sign_in.focus_first()

    def show_workspace(self, workspace: Workspace) -> None:
        """Show a person's workspace."""
        if self._pages.indexOf(workspace) < 0:
            self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        self._allow(True)
        workspace.focus_work()

    def show_new_password(self, *, forced: bool) -> None:
        """Show the page that changes the password; `forced` leaves no way round but locking."""
        self._pages.setCurrentWidget(self.new_password)
        self._allow(False)
        self._lock.setEnabled(True)
        self._lock_button.setVisible(True)
        self.new_password.begin(forced=forced)

    def show_unread(self, count: int) -> None:
        """Show on the bell how many messages are unread."""
        self._unread = count
        button = self._messages_button
        set_icon(button, "bell", "warn" if count else "muted")
        text_beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        only_icon = Qt.ToolButtonStyle.ToolButtonIconOnly
        button.setToolButtonStyle(text_beside if count else only_icon)
        button.setText(str(count))
        self._say()

    def drop_workspace(self, workspace: Workspace) -> None:
        """Let a workspace go."""
        self._pages.removeWidget(workspace)
        workspace.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _arrange(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        gap = current_tokens().space_1
        column.addWidget(Around(self.banner, QMargins(gap, gap, gap, gap)))
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)

    def _allow(self, inside: bool) -> None:
        for action, button in self._inside():
            action.setEnabled(inside)
            button.setVisible(inside)

    def _inside(self) -> tuple[tuple[QAction, QToolButton], ...]:
        """What works only while somebody is signed in."""
        return (
            (self._messages, self._messages_button),
            (self._help, self._help_button),
            (self._password, self._password_button),
            (self._lock, self._lock_button),
        )

    def _show_keys(self) -> None:
        workspace = self.workspace
        if workspace:
            actions = (self._help, self._messages, self._lock, self._language)
            workspace.show_keys([(a.shortcut().toString(), a.text()) for a in actions])

    def _button(self, action: QAction, icon: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "quiet")
        set_icon(button, icon, "muted")
        button.clicked.connect(action.trigger)
        self.status.add_button(button)
        return button

    def _say(self) -> None:
        self.setWindowTitle(self.tr("OMMS clinic"))
        self._help.setText(self.tr("Keys of this screen"))
        self._lock.setText(self.tr("Lock or change user"))
        self._language.setText(self.tr("中文 / English"))
        self._password.setText(self.tr("Change password"))
        unread = self.tr("Messages, {0} unread").format(self._unread)
        self._messages.setText(unread if self._unread else self.tr("Messages"))
        for action, button in self._inside():
            button.setToolTip(f"{action.text()}  {action.shortcut().toString()}".strip())
            button.setAccessibleName(action.text())
