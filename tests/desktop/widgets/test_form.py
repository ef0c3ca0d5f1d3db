"""The form is filled and sent with Enter alone and loses nothing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.editors import CheckEdit, LineEdit, TextEdit
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.form_row import plain_words
from omms_desktop.widgets.money_edit import MoneyEdit

SEXES = [Option("f", "女", "nv"), Option("m", "男", "nan")]


@pytest.fixture
def form(shown):
    form = Form(
        [
            Field("name", "姓名(&N)", LineEdit(), required=True),
            Field("sex", "&Sex", Choice(SEXES)),
            Field("born", "&Born", DateEdit(), hint="yyyymmdd"),
            Field("paid", "&Paid", MoneyEdit()),
            Field("agreed", "&Agreed", CheckEdit()),
            Field("note", "&Note", TextEdit(), wide=True),
        ],
        columns=2,
    )
    shown(form).focus_first()
    return form


def type_in(qtbot, form, key, text):
    editor = form.editor(key)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_the_whole_form_is_filled_and_sent_with_enter(form, qtbot, type_into):
    type_into(form.editor("name"), "林晓燕")
    type_in(qtbot, form, "name", "")
    assert form.editor("sex").hasFocus()
    type_in(qtbot, form, "sex", "nv")
    type_in(qtbot, form, "born", "19800812")
    type_in(qtbot, form, "paid", "12.5")
    qtbot.keyClick(form.editor("agreed"), Qt.Key.Key_Space)
    qtbot.keyClick(form.editor("agreed"), Qt.Key.Key_Enter)
    qtbot.keyClicks(form.editor("note"), "one")
    qtbot.keyClick(form.editor("note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(form.submitted) as sent:
        type_in(qtbot, form, "note", "two")
    assert sent.args[0] == {
        "name": "林晓燕",
        "sex": "f",
        "born": date(1980, 8, 12),
        "paid": 1250,
        "agreed": True,
        "note": "one\ntwo",
    }


def test_enter_stays_in_a_field_that_is_not_understood(form, qtbot):
    form.editor("born").setFocus()
    type_in(qtbot, form, "born", "1980-13-40")
    assert form.editor("born").hasFocus()
    assert "date" in form._rows["born"].error()
    assert form.editor("born").text() == "1980-13-40"


def test_a_missing_required_field_is_said_beside_it_and_focused(form, qtbot):
    form.editor("paid").setFocus()
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    assert form.editor("name").hasFocus()
    assert form._rows["name"].error()


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(form, qtbot):
    form.set_values({"name": "Li", "paid": 500})
    rest = form.show_errors({"paid": "too little", "elsewhere": "no such field"})
    assert form.editor("paid").hasFocus()
    assert form._rows["paid"].error() == "too little"
    assert form.editor("paid").accessibleDescription() == "too little"
    assert rest == ["no such field"]
    assert form.values()["name"] == "Li"


def test_an_error_goes_when_the_field_is_edited(form, qtbot):
    form.show_errors({"born": "wrong"})
    qtbot.keyClicks(form.editor("born"), "1")
    assert form._rows["born"].error() == ""


def test_clear_empties_everything_and_begins_at_the_first_field(form):
    form.set_values({"name": "Li", "sex": "m", "agreed": True, "note": "x"})
    form.clear()
    empty = {"name": "", "sex": None, "born": None, "paid": None, "agreed": False, "note": ""}
    assert form.values() == empty
    assert form.editor("name").hasFocus()


def test_a_hidden_field_is_passed_over(form, qtbot):
    form.show_field("sex", False)
    type_in(qtbot, form, "name", "Li")
    assert form.editor("born").hasFocus()


def test_every_field_has_its_label_as_its_name(form):
    names = {key: form.editor(key).accessibleName() for key in form.values()}
    assert names["name"] == "姓名"
    assert names["sex"] == "Sex"
    spoken = QAccessible.queryAccessibleInterface(form.editor("born"))
    assert spoken.text(QAccessible.Text.Name) == "Born"
    assert all(names.values())


def test_tab_order_is_paper_order(form, qtbot):
    seen = []
    for _ in range(6):
        seen.append(next(key for key in form.values() if form.editor(key).hasFocus()))
        qtbot.keyClick(form.editor(seen[-1]), Qt.Key.Key_Tab)
    assert seen == list(form.values())


def test_an_editor_without_a_value_is_refused(qtbot):
    from PySide6.QtWidgets import QLabel

    with pytest.raises(TypeError):
        Form([Field("x", "X", QLabel())])


@pytest.mark.parametrize(
    ("label", "words"), [("&Name", "Name"), ("姓名(&N)", "姓名"), ("Name:", "Name"), ("名：", "名")]
)
def test_a_label_without_its_key(label, words):
    assert plain_words(label) == words
