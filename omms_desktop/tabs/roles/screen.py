"""The roles screen: roles left, what one may do right."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.split import Split
from omms_server.contract.staff import RoleView

from .panel import RolePanel
from .words import group_word, grouped, is_own, kind_word, permission_word, role_word, translate


class RolesScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, language: str, *, writes: bool) -> None:
        self._writes = writes
        self.table, self.role = roles_table(language), RoleDetail(language)
        self.count = text_label(role="muted")
        super().__init__(self.count, self.table, self.role)
        self.set_ratio(1, 1)
        self.panel = RolePanel(language)
        self.add_side(self.panel)
        self.again = make_action(self, translate("Roles", "Refresh"), "F5", "refresh")
        self.new = make_action(self, translate("Roles", "New role"), "F3", "plus")
        self.change = make_action(self, translate("Roles", "Change"), "F9")
        self.add_action(self.again)
        self.add_action(self.new)
        self.add_action(self.change, "primary")
        self.table.row_changed.connect(self.show_role)
        self.show_role(None)

    def show_roles(self, roles: tuple[RoleView, ...]) -> None:
        """List them."""
        self.table.show_rows(roles)
        words = translate("Roles", "{0} built in, {1} of the clinic's own")
        own = sum(map(is_own, roles))
        self.count.setText(words.format(len(roles) - own, own))

    def show_role(self, role: RoleView | None) -> None:
        """Show one role, and whether it may be changed."""
        self.role.show_role(role)
        self.new.setVisible(self._writes)
        self.change.setVisible(role is not None and is_own(role) and self._writes)


class RoleDetail(QStackedWidget):
    """What a role may do, by group."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        hint = self.tr("Choose one from the list to read what it may do.")
        self.addWidget(EmptyState(self.tr("No role is chosen"), hint, icon="key"))
        self._name, self._kind = text_label(role="title", wrap=True), text_label(role="muted")
        self._groups = QVBoxLayout()
        self.addWidget(self._page())

    def show_role(self, role: RoleView | None) -> None:
        """Show this one; None says what to do."""
        self.setCurrentIndex(0 if role is None else 1)
        self._clear()
        if role is None:
            return
        self._name.setText(role_word(role, self._language))
        self._kind.setText(f"{kind_word(role)}  ·  {role.role.removeprefix('own:')}")
        for group, permissions in grouped(role.permissions).items():
            section = Section(group_word(group))
            comma = "、" if self._language.startswith("zh") else ", "
            words = comma.join(permission_word(one, self._language) for one in permissions)
            section.body.addWidget(text_label(words, wrap=True))
            self._groups.addWidget(section)
        if not role.permissions:
            words = self.tr("It may do nothing here: for patients, not for people who work here.")
            self._groups.addWidget(text_label(words, "muted", wrap=True))

    def _page(self) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._name)
        column.addWidget(self._kind)
        self._groups.setSpacing(tokens.space_4)
        column.addLayout(self._groups)
        column.addStretch(1)
        return page

    def _clear(self) -> None:
        while (item := self._groups.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()


def roles_table(language: str) -> DataTable[RoleView]:
    """The built-in roles, then the clinic's own."""
    columns = [
        Column[RoleView](
            "name", translate("Roles", "Role"), lambda r: role_word(r, language), role="strong"
        ),
        Column[RoleView]("kind", translate("Roles", "Kind"), kind_word, width=112),
        Column[RoleView](
            "count", translate("Roles", "Permissions"), lambda r: str(len(r.permissions)),
            align="right", width=96, sort=lambda r: len(r.permissions),
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.role, translate("Roles", "Roles"))
    table.view.setObjectName("roles")
    return table
