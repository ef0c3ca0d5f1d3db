"""One person's working area: the rail, the tabs he has opened, and what stands beside them."""

from PySide6.QtCore import QEvent, QMargins, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.tabs import TabSpec
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.empty_state import EmptyState

from .around import Around
from .key_overview import KeyOverview, keys_of
from .navigation import Navigation, tab_title
from .notices import PersonNotices
from .side import SideBySide


class WorkArea(QWidget):
    """Where tabs stand: a notice above them, one tab at a time below it."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)

    def put_above(self, notice: QWidget) -> None:
        """Put the notice bar over the tabs."""
        tokens = current_tokens()
        margins = QMargins(tokens.space_3, tokens.space_2, tokens.space_3, 0)
        self._column.insertWidget(0, Around(notice, margins))


class Workspace(QWidget):
    """Makes a tab when it is first opened and keeps it, with all that is typed in it."""

    def __init__(
        self,
        area: WorkArea,
        side: SideBySide,
        notices: PersonNotices,
        context: TabContext,
        specs: tuple[TabSpec, ...],
    ) -> None:
        super().__init__()
        self.context = context
        self._area, self._side, self._notices = area, side, notices
        self._specs = {one.key: one for one in specs if context.may(one.permission)}
        self._tabs: dict[str, QWidget] = {}
        self._open = ""
        self._navigation = Navigation(list(self._specs.values()))
        self._navigation.chosen.connect(self.open_tab)
        self._overview = KeyOverview(side)
        self._nothing = EmptyState("", icon="lock")
        area.put_above(notices.bar)
        area.stack.addWidget(self._nothing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addWidget(side, 1)
        self._navigation.setVisible(bool(self._specs))
        self._say()
        for key in list(self._specs)[:1]:
            self.open_tab(key)

    @property
    def tab(self) -> QWidget | None:
        """The tab that is open."""
        return self._tabs.get(self._open)

    def open_tab(self, key: str) -> None:
        """Show a tab, making it when it is new; the cursor goes where work begins there."""
        if self._side.panel or key == self._open:
            self._navigation.show_chosen(self._open)
            return
        if key not in self._tabs:
            self._tabs[key] = self._specs[key].make(self.context)
            self._area.stack.addWidget(self._tabs[key])
        self._open = key
        self._area.stack.setCurrentWidget(self._tabs[key])
        self._navigation.show_chosen(key)
        self.focus_work()

    def focus_work(self) -> None:
        """Put the cursor into the open tab: where it was, or where work begins."""
        tab = self.tab
        if tab is None or self._side.panel:
            return
        kept = tab.focusWidget()
        begin = getattr(tab, "focus_first", None)
        if kept is not None and kept.isEnabled():
            kept.setFocus(Qt.FocusReason.OtherFocusReason)
        elif callable(begin):
            begin()
        else:
            tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, everywhere: list[tuple[str, str]]) -> None:
        """Show the keys of the open tab, of the rail and of the whole program; again: hide them."""
        if self._side.panel is self._overview:
            self._side.close_panel()
            return
        if self._side.panel:
            return
        groups = [(self.tr("Screens"), self._navigation.keys()), (self.tr("Always"), everywhere)]
        if self.tab:
            title = tab_title(self._specs[self._open])
            groups.insert(0, (title, keys_of(self.tab)))
        self._overview.show_keys(groups)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._nothing.show_words(
            self.tr("No screen is open to you"),
            self.tr("Your posts give no right to any screen. Ask the administrator."),
        )
