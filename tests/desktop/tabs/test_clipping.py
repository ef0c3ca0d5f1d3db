"""No table, filter or field cuts its text off: both languages, two text sizes, an old screen."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton

from omms_desktop.tabs import TABS
from omms_desktop.tabs.registration.identity_edit import IdentityEdit
from omms_desktop.texts.translator import Languages
from omms_desktop.theme.fonts import load_fonts
from omms_desktop.theme.style import apply_theme
from omms_desktop.theme.tokens import load_tokens
from omms_desktop.widgets.choice import Choice
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.segments import Segments
from omms_server.contract.scheduling import BookAppointment
from omms_server.contract.sharing import EmergencyReason, OpenInEmergency
from tests.desktop.tabs.test_rebuilding import PEOPLE
from tests.support import visits
from tests.support.clinic import MORNING, open_clinic
from tests.support.desk_clinic import desk_of
from tests.support.workstations import a_workstation, give_authority

ROOM = (1270, 696)
"""What is left of 1366x768 beside the rail and above the status line."""
LONGEST = 12
"""Characters up to which a free column shows a text whole."""


@pytest.fixture(params=["1.0", "1.3"])
def size(request, qapp):
    fonts = load_fonts()
    apply_theme(qapp, load_tokens("light", float(request.param)), fonts)
    yield request.param
    apply_theme(qapp, load_tokens(), fonts)


@pytest.fixture(params=["zh_CN", "en"])
def language(request, qapp):
    languages = Languages(qapp)
    languages.use(request.param)
    yield request.param
    languages.use("en")


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.db'}")
    opened.a_batch("D0041", 500, expires_on=visits.FAR)
    visit = visits.a_visit(opened, name="李秀英")
    visits.prescribed(opened, visit)
    opened.colleague("he").send(
        OpenInEmergency(
            patient_id=visit.banner.patient_id, reason=EmergencyReason.LIFE, explanation="心脏骤停"
        )
    )
    give_authority(opened)
    a_workstation(opened, "ward-2", last_seen=True)
    _, slots = opened.a_session(start=MORNING + timedelta(hours=5))
    waiting = opened.a_patient(name="欧阳淑珍")
    opened.amy.send(BookAppointment(patient_id=waiting.id, slot_id=slots[0]))
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def page(request, size, language, clinic, shown):
    person = clinic.colleague(PEOPLE[request.param.key])
    return shown(request.param.make(desk_of(clinic, person, language)), *ROOM)


ours = [tab for tab in TABS if tab.key in PEOPLE and tab.key != "records"]  # that one begins empty
every_tab = pytest.mark.parametrize("page", ours, indirect=True, ids=lambda tab: tab.key)


@every_tab
def test_nothing_is_cut_off_and_nothing_needs_more_than_the_screen(page):
    QApplication.processEvents()
    tables = [table for table in page.findChildren(DataTable) if table.isVisible()]
    assert any(table.rows() for table in tables)
    assert [cut for table in tables for cut in cuts(table)] == []
    segments = [one for one in page.findChildren(Segments) if one.isVisible()]
    assert [cut for one in segments for cut in bold_cuts(one)] == []
    lists = [table for table in tables if table._widths._claims]
    moved = [table for table in lists if table.view.horizontalScrollBar().maximum()]
    assert [table.view.accessibleName() for table in moved] == []
    assert page.minimumSizeHint().width() <= ROOM[0]


def cuts(table):
    """Each text of a table that has less room than it needs."""
    view = table.view
    for place, column in enumerate(table.model.columns):
        if view.isColumnHidden(place):
            continue
        room = view.columnWidth(place)
        head = view.horizontalHeader().fontMetrics().horizontalAdvance(column.title)
        if room < head + 2 * 8:
            yield column.title
        for row in range(len(table.rows())):
            index = table.model.index(row, place)
            text = table.model.data(index)
            if room < needed(view, index) and (column.width or len(text) <= LONGEST):
                yield f"{column.title}: {text}"


def needed(view, index):
    """What a cell needs: its text in its font, and its icon."""
    font = view.model().data(index, Qt.ItemDataRole.FontRole)
    metrics = QFontMetrics(bold(view.font())) if font else view.fontMetrics()
    icon = view.model().data(index, Qt.ItemDataRole.DecorationRole)
    return metrics.horizontalAdvance(index.data()) + (view.iconSize().width() if icon else 0) + 8


def bold(font):
    font = QFont(font)
    font.setBold(True)
    return font


def bold_cuts(segments):
    for button in segments.findChildren(QPushButton):
        need = QFontMetrics(bold(button.font())).horizontalAdvance(button.text()) + 8
        if button.width() < need:
            yield button.text()


@pytest.mark.parametrize("page", TABS[1:2], indirect=True, ids=["charting"])
def test_the_choices_of_a_line_show_what_is_chosen(page):
    editor = page.findChild(Choice, "line.frequency").parent()
    while not hasattr(editor, "show_hand"):
        editor = editor.parent()
    for name in ("line.route", "line.frequency", "line.timing"):
        choice = page.findChild(Choice, name)
        titles = [choice.itemText(place) for place in range(choice.count())]
        assert titles
        room = choice.minimumWidth() - 24  # the arrow
        longest = choice.fontMetrics().ascent() * 11
        over = [t for t in titles if min(choice.fontMetrics().horizontalAdvance(t), longest) > room]
        assert over == []


def test_what_was_read_of_an_identity_number_stands_within_its_field(shown, size):
    field = shown(IdentityEdit(lambda _: ""), 200, 40)
    field.setText("11010519491231002X")
    field.show_read("1949-12-31  女  76岁")
    QApplication.sendEvent(field, QEvent(QEvent.Type.LayoutRequest))
    assert field.minimumSizeHint().width() <= 200
    label = field._read
    typed = field.fontMetrics().horizontalAdvance(field.text())
    assert not label.isVisible() or label.x() > typed
    field.resize(600, 40)
    assert label.isVisible()
    assert label.geometry().right() < field.width()
