"""The people tab on a real application."""

import pytest
from PySide6.QtWidgets import QApplication

from omms_desktop.tabs.staff.page import StaffPage
from omms_server.contract.signing_in import SignIn
from omms_server.contract.staff import RightCode
from tests.desktop.tabs.keyboard import nameless, words
from tests.support.clinic import a_peer, open_clinic
from tests.support.desk_clinic import desk_of


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def page(clinic, shown):
    return shown(StaffPage(desk_of(clinic, clinic.wu)), 1270, 708)


def choose(page, name):
    table = page._screen.table
    (row,) = [row for row in table.rows() if row.name == name]
    table.select_key(row.id)


def test_people_are_listed_and_one_is_shown_with_posts_rights_and_sign_ins(clinic, page):
    assert {"林大夫", "艾米", "吴管理"} <= {row.name for row in page._screen.table.rows()}
    clinic.lin  # noqa: B018 signs her in
    choose(page, "林大夫")
    seen = words(page)
    assert "内科 doctor" in seen
    assert any("Restricted antibacterials" in text for text in seen)
    assert any(text.startswith("desk-lin") for text in seen)


def test_a_person_is_added_and_signs_in_with_the_password_shown_once(clinic, page):
    screen = page._screen
    screen.new.trigger()
    form = screen.form.form
    form.set_values({"staff_no": "N900", "username": "zhou", "name": "周新", "title": "护师"})
    posts = screen.form.posts
    posts.role.set_value("nurse")
    posts.department.set_value(str(clinic.departments["D01"]))
    posts.add.trigger()
    screen.form.go.trigger()
    assert screen.side() is screen.password
    password = screen.password.password.text()
    signed_in = clinic.call(a_peer("desk-new"), "", SignIn(username="zhou", password=password))
    assert signed_in.must_change_password
    assert [(post.role, post.department) for post in signed_in.person.posts] == [("nurse", "内科")]
    screen.password.go.trigger()
    assert screen.password.password.text() == ""
    assert "周新" in [row.name for row in screen.table.rows()]


def test_a_number_that_is_taken_is_told_and_what_was_typed_stays(page):
    screen = page._screen
    screen.new.trigger()
    form = screen.form.form
    form.set_values({"staff_no": "S000", "username": "zhou", "name": "周新"})
    screen.form.go.trigger()
    assert [fault.code for fault in page._context.notices.faults] == ["staff.number_taken"]
    assert screen.side() is screen.form
    assert form.values()["name"] == "周新"


def test_rights_are_given_and_posts_taken(clinic, page):
    choose(page, "何大夫")
    screen = page._screen
    screen.change.trigger()
    rights = screen.form.form.editor("rights")
    rights.boxes[RightCode.TCM].set_value(True)
    screen.form.posts.set_value([])
    screen.form.go.trigger()
    person = page._presenter.person
    assert {right.code for right in person.rights} == {RightCode.BASIC, RightCode.TCM}
    assert person.posts == ()
    assert screen.side() is not screen.form


def test_disabling_asks_first_and_ends_the_sign_ins(clinic, page):
    choose(page, "艾米")
    screen = page._screen
    screen.disable.trigger()
    assert not page._presenter.person.disabled
    screen.sure.go.trigger()
    assert page._presenter.person.disabled

    assert screen.enable.isVisible()
    screen.enable.trigger()
    assert not page._presenter.person.disabled


def test_signing_out_everywhere_asks_first(clinic, page):
    clinic.amy  # noqa: B018 signs her in
    choose(page, "艾米")
    page._screen.end.trigger()
    page._screen.sure.go.trigger()
    assert "Not signed in" in words(page)


def test_the_search_narrows_the_list(page):
    page._presenter.search("ldf")
    assert [row.name for row in page._screen.table.rows()] == ["林大夫"]


def test_another_language_keeps_the_person(page):
    choose(page, "林大夫")
    page.renew()
    QApplication.processEvents()
    assert page._presenter.person.name == "林大夫"
    assert "林大夫" in words(page)


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []
    page._screen.new.trigger()
    assert nameless(page) == []
