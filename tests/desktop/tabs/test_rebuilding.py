"""What a screen leaves behind when it is built anew: nothing that Python would destroy later."""

import gc

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from omms_desktop.tabs import TABS
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.found_list import FoundList
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of

PEOPLE = {
    "registration": "amy", "charting": "lin", "cashier": "bo", "pharmacy": "chen",
    "records": "lin", "reviews": "yin", "administration": "wu", "staff": "wu", "roles": "wu",
    "workstations": "wu", "sign_ins": "wu",
}  # fmt: skip


@pytest.fixture
def page(request, tmp_path, shown):
    """A tab with its person at a real application."""
    clinic = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.db'}")
    person = clinic.colleague(PEOPLE.get(request.param.key, "wu"))
    return shown(request.param.make(desk_of(clinic, person)), 1270, 708)


@pytest.fixture
def garbage():
    """Collect, and return the living Qt objects that only Python still knew."""

    def left():
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
            alive = [
                repr(one)
                for one in gc.garbage
                if isinstance(one, QObject) and shiboken6.isValid(one)
            ]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
        return alive

    gc.collect()
    gc.disable()
    yield left
    gc.enable()


def renew(page):
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    for _ in range(3):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


every_tab = pytest.mark.parametrize("page", TABS, indirect=True, ids=lambda tab: tab.key)


@every_tab
def test_a_screen_built_anew_leaves_no_living_widget_to_pythons_collector(page, garbage):
    renew(page)
    renew(page)
    assert garbage() == []


@every_tab
def test_a_screen_built_anew_leaves_as_many_objects_as_before(page):
    renew(page)
    before = len(page.window().findChildren(QObject))
    for finder in page.findChildren(Finder):
        if finder.isVisible():
            finder._open()  # its list floats in the window now
    renew(page)
    floating = [one for one in page.window().findChildren(FoundList) if one.parent() is page]
    assert floating == []
    assert len(page.window().findChildren(QObject)) == before
