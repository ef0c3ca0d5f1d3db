"""The form for a role of the clinic's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.editors import CheckEdit, LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_server.contract.permissions import Permission
from omms_server.contract.staff import RoleView

from .words import for_people, group_word, permission_word

_ABREAST = 2


class PermissionsEdit(QWidget):
    """A box for each permission, by group; `value()` is the list of those that are ticked."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.boxes: dict[Permission, CheckEdit] = {}
        tokens = current_tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        for group, permissions in for_people().items():
            section, boxes = Section(group_word(group)), QGridLayout()
            boxes.setSpacing(tokens.space_1)
            for place, permission in enumerate(permissions):
                box = self.boxes[permission] = CheckEdit(permission_word(permission, language))
                box.setObjectName(f"permission.{permission.value}")
                box.setAccessibleName(box.text())
                boxes.addWidget(box, place // _ABREAST, place % _ABREAST)
            for place in range(_ABREAST):
                boxes.setColumnStretch(place, 1)
            section.body.addLayout(boxes)
            column.addWidget(section)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> list[Permission]:
        return [permission for permission, box in self.boxes.items() if box.value()]

    def set_value(self, value: object) -> None:
        given = set(value) if isinstance(value, list | tuple) else set()
        for permission, box in self.boxes.items():
            box.set_value(permission in given)

    def problem(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.value()


class RolePanel(FormPanel):
    """Makes a role, or changes one."""

    submitted = Signal(object, dict)
    """The role that is changed, None for a new one; and what is typed and ticked."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._role: RoleView | None = None
        fields = [
            Field(
                "code",
                self.tr("Code"),
                LineEdit(self.tr("such as ward_clerk"), longest=24),
                required=True,
                hint=self.tr("Small letters, digits and _; it is never changed again."),
            ),
            Field("name", self.tr("Name"), LineEdit(longest=50), required=True),
        ]
        for field in fields:
            field.editor.setObjectName(f"role.{field.key}")
        self.permissions = PermissionsEdit(language)
        ticked = Field("permissions", self.tr("Permissions"), self.permissions, required=True)
        self.form = Form([*fields, ticked])
        self.set_body(self.form)
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(lambda values: self.submitted.emit(self._role, values))

    def begin(self, role: RoleView | None) -> None:
        """Ask about a new role, or about changes of this one."""
        self._role = role
        self.form.show_field("code", role is None)
        self.form.clear()
        if role is None:
            self.set_words(self.tr("New role"), self.tr("Save"))
        else:
            self.set_words(self.tr("Change {0}").format(role.name), self.tr("Save"))
            code = role.role.partition(":")[2]
            values = {"code": code, "name": role.name, "permissions": list(role.permissions)}
            self.form.set_values(values)
        self.form.focus_first()
