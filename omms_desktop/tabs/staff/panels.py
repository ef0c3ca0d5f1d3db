"""The form for a person, and the panel that shows a one-time password."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.choice import Option
from omms_desktop.widgets.editors import CheckEdit, LineEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_server.contract.staff import RightCode, StaffMember

from .posts_edit import PostsEdit
from .words import right_word


class RightsEdit(QWidget):
    """A box for each prescribing right; `value()` is the list of those that are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {code: CheckEdit(right_word(code)) for code in RightCode}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_tokens().space_1)
        for code, box in self.boxes.items():
            box.setObjectName(f"right.{code.value}")
            box.setAccessibleName(right_word(code))
            column.addWidget(box)
        self.setFocusProxy(self.boxes[RightCode.BASIC])

    def value(self) -> list[RightCode]:
        return [code for code, box in self.boxes.items() if box.value()]

    def set_value(self, value: object) -> None:
        given = set(value) if isinstance(value, list | tuple) else set()
        for code, box in self.boxes.items():
            box.set_value(code in given)

    def problem(self) -> str:
        return ""

    def is_empty(self) -> bool:
        return not self.value()


class PersonPanel(FormPanel):
    """Adds a person, or changes one."""

    submitted = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._new = True
        self.posts = PostsEdit()
        self.form = Form(self._fields())
        self.set_body(self.form)
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self.submitted)

    @property
    def is_new(self) -> bool:
        """Whether a person is added."""
        return self._new

    def set_choices(self, roles: Sequence[Option], departments: Sequence[Option]) -> None:
        """What may be chosen for posts."""
        self.posts.set_choices(roles, departments)

    def begin(self, person: StaffMember | None) -> None:
        """Ask about a new person, or about changes of this one."""
        self._new = person is None
        for key in ("staff_no", "username"):
            self.form.show_field(key, self._new)
        self.form.clear()
        if person is None:
            self.set_words(self.tr("New person"), self.tr("Add"))
        else:
            self.set_words(self.tr("Change {0}").format(person.name), self.tr("Save"))
            self.form.set_values(
                {
                    "staff_no": person.staff_no,
                    "username": person.username,
                    "name": person.name,
                    "title": person.title,
                    "posts": [(post.role, post.department_id) for post in person.posts],
                    "rights": [right.code for right in person.rights],
                }
            )
        self.form.focus_first()

    def _fields(self) -> list[Field]:
        fields = [
            Field("staff_no", self.tr("Staff no."), LineEdit(longest=20), required=True),
            Field("username", self.tr("User name"), LineEdit(longest=40), required=True),
            Field("name", self.tr("Name"), LineEdit(longest=50), required=True),
            Field("title", self.tr("Title"), LineEdit(longest=30)),
            Field("posts", self.tr("Posts"), self.posts),
            Field("rights", self.tr("Prescribing rights"), RightsEdit()),
        ]
        for field in fields:
            field.editor.setObjectName(f"person.{field.key}")
        return fields


class PasswordPanel(FormPanel):
    """Shows a one-time password, this once."""

    def __init__(self) -> None:
        super().__init__()
        self._whose = text_label(role="strong", wrap=True)
        self.password = text_label(role="amount")
        self.password.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.password.setAccessibleName(self.tr("One-time password"))
        told = self.tr(
            "It is shown only now. Hand it over in person; it is good for a week and must be "
            "changed at the first sign-in."
        )
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_tokens().space_3)
        for part in (self._whose, self.password, text_label(told, wrap=True)):
            column.addWidget(part)
        column.addStretch(1)
        self.set_words(self.tr("One-time password"), self.tr("Handed over"))
        self.set_body(body)
        self.accepted.connect(self._done)
        self.closed.connect(self.password.clear)

    def show_password(self, person: StaffMember, password: str) -> None:
        """Show it."""
        self._whose.setText(f"{person.name}  {person.username}")
        self.password.setText(password)
        self.password.setFocus()

    def _done(self) -> None:
        self.closed.emit()
