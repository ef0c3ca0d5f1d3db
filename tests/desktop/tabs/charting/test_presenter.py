"""What becomes of the note and the diagnoses: nothing typed is lost, versions go in order."""

import pytest

from omms_desktop.tabs.charting.presenter import VisitPresenter
from omms_server.contract.charting import (
    EncounterState,
    Incomplete,
    LoadEncounter,
    SaveNote,
    SetDiagnoses,
    SignEncounter,
)
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Stale, Unreachable
from tests.desktop.tabs.charting.records import AT, COLD, a_drug, a_note, an_encounter
from tests.support.fakes import FakeView, HeldTasks, asking

TYPED = {
    "chief_complaint": "发热2天", "present_illness": "", "past_history": "",
    "examination": "", "plan": "",
}  # fmt: skip


@pytest.fixture
def tasks():
    return HeldTasks()


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def visit(view, tasks):
    made = VisitPresenter(view, tasks, view)
    made.open(an_encounter())
    return made


def test_typed_text_stays_with_its_visit_while_another_is_open(visit, view):
    visit.note_edited(TYPED)
    visit.open(an_encounter(2))
    assert view.seen["visit"].note["chief_complaint"] == ""
    visit.open(an_encounter())
    assert view.seen["visit"].note == TYPED


def test_a_refresh_brings_a_note_only_where_nothing_was_typed(visit, view, tasks):
    visit.reload()
    tasks.last.answer(an_encounter(note=a_note(plan="休息"), version=2))
    assert view.seen["note"]["plan"] == "休息"
    visit.note_edited(TYPED)
    visit.reload()
    tasks.last.answer(an_encounter(note=a_note(2, plan="住院"), version=3))
    assert visit.current.note == TYPED
    assert visit.current.is_behind


def test_a_note_that_the_server_could_not_take_stays(visit, view, tasks):
    visit.note_edited(TYPED)
    visit.save_note()
    tasks.last.fail(Unreachable(reason="connecting"))
    assert visit.current.note == TYPED
    assert visit.current.is_changed


def test_what_is_typed_while_the_note_is_saved_stays(visit, view, tasks):
    visit.note_edited(TYPED)
    visit.save_note()
    visit.note_edited({**TYPED, "plan": "多饮水"})
    tasks.last.answer(an_encounter(note=a_note(**TYPED), version=2))
    assert visit.current.note["plan"] == "多饮水"
    assert visit.current.is_changed
    assert not visit.current.is_behind


def test_a_stale_note_is_told_and_the_visit_loaded_anew(visit, view, tasks):
    visit.note_edited(TYPED)
    visit.save_note()
    tasks.last.fail(Stale(mine=1, current=2))
    assert isinstance(view.faults[-1], Stale)
    assert isinstance(tasks.last.request, LoadEncounter)
    tasks.last.answer(an_encounter(note=a_note(plan="住院"), version=2))
    visit.save_note()
    assert tasks.of(SaveNote)[-1].request.version == 2
    assert visit.current.note == TYPED


def test_commands_wait_for_the_version_that_the_one_before_makes(visit, tasks):
    visit.note_edited(TYPED)
    visit.save_note()
    visit.add_diagnosis("J06.900")
    assert len(tasks.sent) == 1
    tasks.last.answer(an_encounter(note=a_note(**TYPED), version=2))
    assert tasks.last.request == SetDiagnoses(
        encounter_id=1, version=2, diagnoses=[{"code": "J06.900"}]
    )


def test_diagnoses_are_added_once_made_main_suspected_and_removed(visit, tasks):
    flu = COLD.model_copy(update={"code": "J11.101", "name": "流感"})
    visit.taken(an_encounter(diagnoses=(COLD, flu)))

    def codes():
        return [(one.code, one.suspected) for one in tasks.last.request.diagnoses]

    def settle():
        tasks.last.answer(an_encounter(diagnoses=(COLD, flu)))

    visit.add_diagnosis("J06.900")
    assert codes() == [("J06.900", False), ("J11.101", False)]
    settle()
    visit.make_main("J11.101")
    assert codes() == [("J11.101", False), ("J06.900", False)]
    settle()
    visit.toggle_suspected("J06.900")
    assert codes() == [("J06.900", True), ("J11.101", False)]
    settle()
    visit.remove_diagnosis("J06.900")
    assert codes() == [("J11.101", False)]


def test_finishing_saves_the_note_before_it_signs(visit, view, tasks):
    visit.note_edited(TYPED)
    visit.finish()
    assert isinstance(tasks.last.request, SaveNote)
    tasks.last.answer(an_encounter(note=a_note(**TYPED), version=2))
    assert tasks.last.request == SignEncounter(encounter_id=1, version=2)
    tasks.last.fail(Incomplete(fields=["examination", "allergies"]))
    assert view.seen["missing"] == ("examination", "allergies")


def test_a_visit_with_unsigned_lines_is_not_finished(visit, view, tasks):
    visit.current.hand.drug = a_drug()
    visit.finish()
    assert not tasks.sent
    assert view.calls[-1][0] == "show_unsigned_lines"


def test_a_signed_note_is_changed_only_with_a_reason(visit, view, tasks):
    visit.taken(an_encounter(state=EncounterState.SIGNED, note=a_note(), version=3))
    visit.note_edited(TYPED)
    visit.save_note()
    assert not tasks.sent
    assert view.calls[-1][0] == "ask_reason"
    visit.note_edited({**TYPED, "reason": "补充体征"})
    visit.save_note()
    assert tasks.last.request.reason == "补充体征"


def test_a_part_that_is_too_long_is_shown_beside_it_before_it_is_sent(visit, view, tasks):
    visit.note_edited({**TYPED, "plan": "长" * 8001})
    visit.save_note()
    assert not tasks.sent
    assert "plan" in view.beside[-1]


def test_only_news_of_this_patient_load_the_visit_again(visit, tasks):
    visit.heard([Changed(topic=Topic.PATIENTS, ref=999)])
    visit.heard([Changed(topic=Topic.PRESCRIPTIONS, ref=None)])
    assert not tasks.sent
    visit.heard([Changed(topic=Topic.PATIENTS, ref=51)])
    assert isinstance(tasks.last.request, LoadEncounter)


def test_a_reload_asked_for_before_the_visit_was_signed_does_not_open_it_again(view, tasks):
    visit = VisitPresenter(view, asking(tasks), view)
    visit.open(an_encounter(note=a_note(plan="休息")))
    visit.heard((Changed(topic=Topic.PATIENTS, ref=51),))
    visit.finish()
    overtaken, signing = tasks.of(LoadEncounter)[0], tasks.of(SignEncounter)[0]
    signed = an_encounter(
        version=2, note=a_note(plan="休息"), state=EncounterState.SIGNED, signed_at=AT
    )
    signing.answer(signed)
    overtaken.answer(an_encounter(note=a_note(plan="休息")))
    assert view.seen["record"].is_signed
    tasks.last.answer(signed)
    assert view.seen["record"].is_signed
    assert len(tasks.of(LoadEncounter)) == 2


def test_news_during_a_reload_cause_exactly_one_more(visit, tasks):
    for _ in range(3):
        visit.heard((Changed(topic=Topic.PATIENTS, ref=51),))
    assert len(tasks.of(LoadEncounter)) == 1
    tasks.last.answer(an_encounter())
    assert len(tasks.of(LoadEncounter)) == 2
    tasks.last.answer(an_encounter())
    assert len(tasks.of(LoadEncounter)) == 2
