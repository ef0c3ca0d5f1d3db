"""What wants this person's eye: a panel of notices, and how many are unread."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.notice_words import notice_level, notice_sentence
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.line_list import Line, LineList
from omms_desktop.widgets.scroll import FocusScroll
from omms_server.contract.events import Changed, Topic
from omms_server.contract.notices import ListNotices, MarkNoticesRead, Notice, Notices

from .side import SideBySide


class MessageCentre(QFrame):
    """F11 opens and shuts it. What was shown here counts as read."""

    unread_changed = Signal(int)

    def __init__(self, side: SideBySide, context: TabContext) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._side, self._context = side, context
        self._time = ClinicTime(context.clinic.zone)
        self.unread = 0
        self._rows: tuple[Notice, ...] = ()
        self._title, self._nothing = text_label(role="heading"), text_label(role="muted", wrap=True)
        self.list = LineList("")
        self._close = make_action(self, "", "Esc")
        self._close.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._close.triggered.connect(side.close_panel)
        self._button = ActionButton(self._close)
        self._arrange()
        self._say()
        side.add(self)
        self._news = context.changes.subscribe((Topic.NOTICES,), self._changed)

    def load(self) -> None:
        """Ask what there is."""
        self._context.tasks.run(ListNotices(), self._show, self._context.notices.show_fault)

    def toggle(self) -> None:
        """Open the panel, or shut it."""
        if self._side.panel is self:
            self._side.close_panel()
        elif self._side.panel is None:
            self._side.open(self)
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._read()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _show(self, notices: Notices) -> None:
        self._rows, self.unread = notices.rows, notices.unread
        self._say()
        self.unread_changed.emit(self.unread)
        if self._side.panel is self:
            self._read()

    def _read(self) -> None:
        unread = tuple(one.id for one in self._rows if not one.read)
        if unread:
            asked = MarkNoticesRead(ids=unread)
            self._context.tasks.run(asked, lambda _: self.load(), self._failed)

    def _failed(self, fault: object) -> None:
        """They stay unread and are marked the next time."""

    def _changed(self, _news: tuple[Changed, ...]) -> None:
        self.load()

    def _say(self) -> None:
        self._title.setText(self.tr("Messages"))
        self.setAccessibleName(self.tr("Messages"))
        self.list.setAccessibleName(self.tr("Messages"))
        self._nothing.setText(self.tr("Nothing wants your eye."))
        self._nothing.setVisible(not self._rows)
        self._close.setText(self.tr("Close"))
        self.list.show_lines(
            [Line(one.id, self._words(one), notice_level(one)) for one in self._rows]
        )

    def _words(self, one: Notice) -> str:
        return f"{self._time.moment(one.at)}\n{notice_sentence(one)}"

    def _arrange(self) -> None:
        tokens = current_tokens()
        foot = QHBoxLayout()
        foot.addWidget(self._button)
        foot.addStretch(1)
        body = QFrame()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._nothing)
        inside.addWidget(self.list)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addWidget(FocusScroll(body), 1)
        column.addLayout(foot)
