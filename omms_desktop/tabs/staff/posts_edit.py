"""The posts of a person: a role and a department are chosen and added; Delete removes one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.line_list import Line, LineList

PostKey = tuple[str, int | None]


class PostsEdit(QWidget):
    """`value()` is a list of (role, department id or None for the whole clinic)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._posts: list[PostKey] = []
        self._column = QVBoxLayout(self)
        self._roles: dict[str, str] = {}
        self._departments: dict[str, str] = {}
        self.role, self.department = (
            Choice((), self.tr("Role")),
            Choice((), self.tr("Whole clinic")),
        )
        names = {self.role: self.tr("Role"), self.department: self.tr("Department")}
        for editor, name in names.items():
            _name(editor, name)
        self.add = make_action(self, self.tr("Add post"), "Alt+A", "plus")
        self.list = LineList(self.tr("Posts"), self.role)
        self.add.triggered.connect(self._add)
        self.list.removed.connect(self._remove)
        self.setFocusProxy(self.role)
        self._arrange()

    def set_choices(self, roles: Sequence[Option], departments: Sequence[Option]) -> None:
        """What may be chosen; without a department a post is for the whole clinic."""
        self._roles = {option.key: option.title for option in roles}
        self._departments = {option.key: option.title for option in departments}
        self.role.set_options(roles)
        self.department.set_options([Option("", self.tr("Whole clinic")), *departments])
        self._show()

    def value(self) -> list[PostKey]:
        return list(self._posts)

    def set_value(self, value: object) -> None:
        self._posts = list(value) if isinstance(value, list | tuple) else []
        self._show()

    def problem(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self._posts

    def _add(self) -> None:
        role, department = self.role.value(), self.department.value()
        if not role:
            self.role.setFocus()
            return
        post = (role, int(department) if department else None)
        if post not in self._posts:
            self._posts.append(post)
        self.role.set_value(None)
        self.department.set_value(None)
        self._show()
        self.changed.emit()
        self.role.setFocus()

    def _remove(self, key: object) -> None:
        self._posts = [post for post in self._posts if post != key]
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.list.show_lines([Line(post, self._words(post)) for post in self._posts])
        room = self._column.sizeHint().height()
        self.setFixedHeight(room)

    def _words(self, post: PostKey) -> str:
        role, department = post
        where = self._departments.get(str(department)) if department else self.tr("Whole clinic")
        return f"{self._roles.get(role, role)}  ·  {where or department}"

    def _arrange(self) -> None:
        tokens = current_tokens()
        row, foot = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(tokens.space_2)
        row.addWidget(self.role, 1)
        row.addWidget(self.department, 1)
        foot.addWidget(text_label(self.tr("Delete removes a post."), "small"), 1)
        foot.addWidget(ActionButton(self.add))
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addLayout(row)
        column.addLayout(foot)
        column.addWidget(self.list)


def _name(editor: Choice, name: str) -> None:
    """Name a choice for those who do not see it, and let it be as narrow as its place."""
    editor.setAccessibleName(name)
    editor.setMinimumContentsLength(6)
    editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    line = editor.lineEdit()
    if line is not None:
        line.setAccessibleName(name)
