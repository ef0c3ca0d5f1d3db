"""Records beyond one's reach: consents, emergencies, and who opened what (DOMAIN ACC-R1 to R5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from omms_server.contract import sharing as said
from omms_server.contract.audit import ReadAudit
from omms_server.contract.charting import Encounter, LoadEncounter, SaveNote
from omms_server.contract.faults import NotFound, Stale
from omms_server.contract.history import LoadHistory
from omms_server.contract.notices import ListNotices, MarkNoticesRead, NoticeKind
from omms_server.contract.patients import (
    ChangePatient,
    FindPatients,
    LoadPatient,
    RecordAllergy,
    Severity,
)
from tests.support.clinic import TODAY, Clinic, patient_fields
from tests.support.visits import NOTE, a_visit, noted

WHY = "患者昏迷，须立即了解过敏史"


@pytest.fixture
def visit(clinic: Clinic) -> Encounter:
    """A visit with Dr Lin of internal medicine; Dr He of paediatrics has no tie to the patient."""
    return noted(clinic, a_visit(clinic))


def consent(
    clinic: Clinic, visit: Encounter, to: str = "he", **changes: object
) -> said.SharingGrant:
    given = {
        "patient_id": visit.banner.patient_id,
        "recipient": said.Recipient(kind=said.RecipientKind.STAFF, id=clinic.staff[to]),
        "purpose": "会诊",
        "signer": "张晓明（本人）",
        "until": TODAY + timedelta(days=7),
    }
    return clinic.amy.send(said.GrantSharing(**{**given, **changes}))


def emergency(clinic: Clinic, visit: Encounter) -> said.Emergency:
    return clinic.colleague("he").send(
        said.OpenInEmergency(
            patient_id=visit.banner.patient_id,
            reason=said.EmergencyReason.UNCONSCIOUS,
            explanation=WHY,
        )
    )


def refused(clinic: Clinic, visit: Encounter) -> None:
    he = clinic.colleague("he")
    for asked in (
        LoadEncounter(encounter_id=visit.id),
        LoadHistory(patient_id=visit.banner.patient_id),
        LoadPatient(patient_id=visit.banner.patient_id),
    ):
        with pytest.raises(said.BeyondReach):
            he.send(asked)


def test_a_record_is_closed_to_a_doctor_without_a_tie(clinic: Clinic, visit: Encounter) -> None:
    """ACC-R1."""
    refused(clinic, visit)
    (entry, *_) = clinic.wu.send(ReadAudit(action="charting.load")).rows
    assert (entry.person, entry.outcome) == ("何大夫", "sharing.beyond_reach")
    assert entry.patient_id == visit.banner.patient_id


def test_a_search_shows_strangers_masked(clinic: Clinic, visit: Encounter) -> None:
    (mine,) = clinic.lin.send(FindPatients(text=visit.banner.name)).rows
    (theirs,) = clinic.colleague("he").send(FindPatients(text=visit.banner.name)).rows
    assert (mine.name, mine.beyond) == ("张晓明", False)
    assert (theirs.name, theirs.phone_tail, theirs.identity_masked) == ("张*明", "", "")
    assert theirs.beyond


def test_a_consent_opens_the_record_to_read(clinic: Clinic, visit: Encounter) -> None:
    """ACC-R4."""
    consent(clinic, visit)
    he = clinic.colleague("he")
    opened = he.send(LoadEncounter(encounter_id=visit.id))
    assert opened.note is not None
    history = he.send(LoadHistory(patient_id=visit.banner.patient_id))
    assert history.standing is said.Standing.CONSENT
    assert [one.encounter_id for one in history.visits] == [visit.id]
    assert [one.code for one in history.visits[0].diagnoses] == ["J00.x00"]
    for asked in (
        RecordAllergy(
            patient_id=visit.banner.patient_id,
            group="AG01",
            allergen="青霉素",
            severity=Severity.MILD,
        ),
        ChangePatient(patient_id=visit.banner.patient_id, version=1, fields=patient_fields()),
    ):
        with pytest.raises(said.BeyondReach):
            he.send(asked)


def test_a_consent_to_a_department_opens_it_to_its_doctors(
    clinic: Clinic, visit: Encounter
) -> None:
    to = said.Recipient(kind=said.RecipientKind.DEPARTMENT, id=clinic.departments["D03"])
    given = consent(clinic, visit, recipient=to)
    assert given.recipient_name == "儿科"
    assert clinic.colleague("he").send(LoadEncounter(encounter_id=visit.id)).id == visit.id


def test_a_consent_to_a_period_covers_its_visits_alone(clinic: Clinic, visit: Encounter) -> None:
    before = said.Days(first=date(2026, 1, 1), last=TODAY - timedelta(days=1))
    consent(clinic, visit, period=before)
    he = clinic.colleague("he")
    with pytest.raises(said.BeyondReach):
        he.send(LoadEncounter(encounter_id=visit.id))
    assert he.send(LoadHistory(patient_id=visit.banner.patient_id)).visits == ()
    consent(clinic, visit, period=said.Days(first=TODAY, last=TODAY))
    assert he.send(LoadEncounter(encounter_id=visit.id)).id == visit.id


def test_a_consent_ends_with_its_last_day(clinic: Clinic, visit: Encounter) -> None:
    consent(clinic, visit, until=TODAY)
    clinic.clock.forward(hours=14)  # 23:00
    assert clinic.colleague("he").send(LoadEncounter(encounter_id=visit.id)).id == visit.id
    clinic.clock.forward(hours=1)
    refused(clinic, visit)


def test_a_consent_that_was_taken_back_opens_nothing_more(clinic: Clinic, visit: Encounter) -> None:
    given = consent(clinic, visit)
    assert clinic.colleague("he").send(LoadEncounter(encounter_id=visit.id)).id == visit.id
    with pytest.raises(Stale):
        clinic.amy.send(said.RevokeSharing(grant_id=given.id, version=7))
    ended = clinic.amy.send(said.RevokeSharing(grant_id=given.id, version=1, reason="患者撤回"))
    assert ended.revoked_by == "艾米"
    refused(clinic, visit)
    with pytest.raises(said.GrantEnded):
        clinic.amy.send(said.RevokeSharing(grant_id=given.id, version=ended.version))
    listed = clinic.amy.send(said.ListSharing(patient_id=visit.banner.patient_id))
    assert [(one.purpose, one.signer, one.revoked_at is None) for one in listed] == [
        ("会诊", "张晓明（本人）", False)
    ]


def test_a_consent_names_a_known_recipient_and_a_day_to_come(
    clinic: Clinic, visit: Encounter
) -> None:
    with pytest.raises(said.UntilPast):
        consent(clinic, visit, until=TODAY - timedelta(days=1))
    unknown = said.Recipient(kind=said.RecipientKind.STAFF, id=7)
    with pytest.raises(NotFound):
        consent(clinic, visit, recipient=unknown)
    with pytest.raises(ValueError, match="period"):
        said.Days(first=TODAY, last=TODAY - timedelta(days=1))


def test_an_emergency_opens_the_record_for_four_hours_to_read(
    clinic: Clinic, visit: Encounter
) -> None:
    """ACC-R3."""
    opened = emergency(clinic, visit)
    assert opened.until - opened.at == timedelta(hours=4)
    he = clinic.colleague("he")
    seen = he.send(LoadEncounter(encounter_id=visit.id))
    with pytest.raises(said.BeyondReach):
        he.send(
            RecordAllergy(
                patient_id=visit.banner.patient_id,
                group="AG01",
                allergen="青霉素",
                severity=Severity.MILD,
            )
        )
    with pytest.raises(Exception, match="not_your_patient"):
        he.send(SaveNote(encounter_id=visit.id, version=seen.version, fields=NOTE))
    clinic.clock.forward(hours=4)
    refused(clinic, visit)


def test_an_emergency_is_refused_where_the_record_is_open_anyway(
    clinic: Clinic, visit: Encounter
) -> None:
    with pytest.raises(said.NotNeeded):
        clinic.lin.send(
            said.OpenInEmergency(
                patient_id=visit.banner.patient_id,
                reason=said.EmergencyReason.OTHER,
                explanation=WHY,
            )
        )
    with pytest.raises(NotFound):
        clinic.colleague("he").send(
            said.OpenInEmergency(patient_id=7, reason=said.EmergencyReason.OTHER, explanation=WHY)
        )


def test_an_emergency_alerts_the_doctor_and_the_privacy_officer(
    clinic: Clinic, visit: Encounter
) -> None:
    opened = emergency(clinic, visit)
    for who in ("lin", "yin"):
        told = clinic.colleague(who).send(ListNotices())
        (notice,) = told.rows
        assert (told.unread, notice.kind, notice.by) == (1, NoticeKind.EMERGENCY_OPENED, "何大夫")
        assert (notice.ref, notice.patient_number) == (opened.id, visit.banner.number)
    for who in ("he", "amy", "wu"):
        assert clinic.colleague(who).send(ListNotices()).rows == ()


def test_a_notice_is_read_by_its_reader_alone(clinic: Clinic, visit: Encounter) -> None:
    emergency(clinic, visit)
    (notice,) = clinic.lin.send(ListNotices()).rows
    clinic.amy.send(MarkNoticesRead(ids=(notice.id,)))
    assert clinic.lin.send(ListNotices()).unread == 1
    clinic.lin.send(MarkNoticesRead(ids=(notice.id,)))
    told = clinic.lin.send(ListNotices())
    assert (told.unread, told.rows[0].read) == (0, True)


def test_every_emergency_is_reviewed_once_and_by_another(clinic: Clinic, visit: Encounter) -> None:
    opened = emergency(clinic, visit)
    yin = clinic.colleague("yin")
    (waiting,) = yin.send(said.ListEmergencies())
    assert (waiting.explanation, waiting.opened_by, waiting.overdue) == (WHY, "何大夫", False)
    asked = said.ReviewEmergency(
        emergency_id=opened.id, version=1, verdict=said.Verdict.NOT_JUSTIFIED
    )
    with pytest.raises(said.RemarkMissing):
        yin.send(asked)
    judged = yin.send(asked.model_copy(update={"remark": "患者当时清醒"}))
    assert (judged.verdict, judged.reviewed_by) == (said.Verdict.NOT_JUSTIFIED, "尹专员")
    with pytest.raises(said.AlreadyReviewed):
        yin.send(asked.model_copy(update={"remark": "再次"}))
    assert yin.send(said.ListEmergencies()) == ()
    assert [one.remark for one in yin.send(said.ListEmergencies(reviewed=True))] == ["患者当时清醒"]
    (notice,) = clinic.colleague("he").send(ListNotices()).rows
    assert notice.kind is NoticeKind.EMERGENCY_REVIEWED


def test_a_review_is_overdue_after_three_working_days(clinic: Clinic, visit: Encounter) -> None:
    emergency(clinic, visit)
    clinic.clock.forward(days=3)
    assert not clinic.colleague("yin").send(said.ListEmergencies())[0].overdue
    clinic.clock.forward(days=1)
    assert clinic.colleague("yin").send(said.ListEmergencies())[0].overdue


def test_the_patient_learns_who_opened_the_record_when_and_why(
    clinic: Clinic, visit: Encounter
) -> None:
    emergency(clinic, visit)
    clinic.colleague("he").send(LoadEncounter(encounter_id=visit.id))
    clinic.lin.send(LoadEncounter(encounter_id=visit.id))
    asked = said.ListOpenings(patient_id=visit.banner.patient_id)
    seen = clinic.amy.send(asked)
    told = [(one.person, one.action, one.standing, one.reason) for one in seen[:3]]
    assert told == [
        ("林大夫", "charting.load", said.Standing.OWN, ""),
        ("何大夫", "charting.load", said.Standing.EMERGENCY, ""),
        ("何大夫", "sharing.open_in_emergency", said.Standing.EMERGENCY, f"unconscious {WHY}"),
    ]
    assert clinic.amy.send(asked)[0].action == "sharing.openings"
    tomorrow = TODAY + timedelta(days=1)
    late = said.ListOpenings(patient_id=visit.banner.patient_id, since=tomorrow)
    assert clinic.amy.send(late) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [("hd", ["何大夫"]), ("何", ["何大夫"]), ("ek", ["儿科"]), ("D03", ["儿科"]), ("艾米", [])],
)
def test_recipients_are_those_who_treat(clinic: Clinic, text: str, found: list[str]) -> None:
    rows = clinic.amy.send(said.FindRecipients(text=text))
    assert [row.name for row in rows] == found
