"""The lists of a record: visits, consents, openings."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from omms_desktop.clinic.actions import action_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.rows_model import Column
from omms_server.contract.history import VisitRow
from omms_server.contract.sharing import RecordOpening, SharingGrant

from .words import consent_state, posts, standing_level, standing_word, visit_state

translate = QCoreApplication.translate


def visits_table(time: ClinicTime) -> DataTable[VisitRow]:
    """The newest visit first."""
    columns = [
        Column[VisitRow](
            "at", translate("Records", "Time"), lambda r: time.moment(r.started_at), width=140,
            sort=lambda r: r.started_at,
        ),
        Column[VisitRow](
            "department", translate("Records", "Department"), lambda r: r.department, width=96
        ),
        Column[VisitRow](
            "doctor", translate("Records", "Doctor"), lambda r: r.doctor, role="strong", width=80
        ),
        Column[VisitRow]("diagnoses", translate("Records", "Diagnoses"), _diagnoses),
        Column[VisitRow](
            "state", translate("Records", "Record"), lambda r: visit_state(r.state)[0], width=96,
            level=lambda r: visit_state(r.state)[1],
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.encounter_id, translate("Records", "Visits"))
    table.view.setObjectName("visits")
    table.set_empty(
        translate("Records", "No visit yet"),
        translate("Records", "Visits that you may open appear here"),
    )
    return table


def consents_table(time: ClinicTime, now: Callable[[], datetime]) -> DataTable[SharingGrant]:
    """The newest consent first."""
    columns = [
        Column[SharingGrant](
            "to", translate("Records", "To whom"), lambda r: r.recipient_name, role="strong",
            width=120,
        ),
        Column[SharingGrant]("purpose", translate("Records", "Purpose"), lambda r: r.purpose),
        Column[SharingGrant](
            "signer", translate("Records", "Signed by"), lambda r: r.signer, width=120
        ),
        Column[SharingGrant](
            "until", translate("Records", "Until"), lambda r: time.moment(r.until), width=140,
            sort=lambda r: r.until,
        ),
        Column[SharingGrant](
            "state", translate("Records", "State"), lambda r: consent_state(r, now())[0], width=104,
            level=lambda r: consent_state(r, now())[1],
        ),
        Column[SharingGrant](
            "by", translate("Records", "Recorded by"), lambda r: r.recorded_by, role="muted",
            width=96,
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Records", "Consents"))
    table.view.setObjectName("consents")
    table.set_empty(
        translate("Records", "No consent"),
        translate("Records", "F3 records one that the patient signed"),
    )
    return table


def openings_table(time: ClinicTime, language: str) -> DataTable[RecordOpening]:
    """Who did what with the record, the newest first."""
    columns = [
        Column[RecordOpening](
            "at", translate("Records", "Time"), lambda r: time.moment(r.at), width=140,
            sort=lambda r: r.at,
        ),
        Column[RecordOpening](
            "person", translate("Records", "Person"), lambda r: r.person, role="strong", width=80
        ),
        Column[RecordOpening](
            "post", translate("Records", "Post"), lambda r: posts(r.post, language), role="muted",
            width=96,
        ),
        Column[RecordOpening](
            "action", translate("Records", "What"), lambda r: action_word(r.action, language),
            width=168,
        ),
        Column[RecordOpening](
            "ground", translate("Records", "Ground"), lambda r: standing_word(r.standing),
            width=112, level=lambda r: standing_level(r.standing) if r.standing else "",
        ),
        Column[RecordOpening]("reason", translate("Records", "Reason"), lambda r: r.reason),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: (row.at, row.person, row.action), _openings())
    table.view.setObjectName("openings")
    table.set_empty(translate("Records", "Nobody has opened this record"))
    return table


def _openings() -> str:
    return translate("Records", "Who opened it")


def _diagnoses(row: VisitRow) -> str:
    return "；".join(one.name + ("?" if one.suspected else "") for one in row.diagnoses)
