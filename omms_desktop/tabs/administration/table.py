"""The list of entries: what finds one stands in it, all else stands beside it."""

from omms_desktop.clinic.actions import action_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.rows_model import Column
from omms_server.contract.audit import AuditRow

from .words import on_words, outcome, post_words, sealed, translate

SHOWN = ("at", "person", "action", "outcome", "subject")
"""What an old screen has room for; the head's menu shows the others."""


def trail_table(time: ClinicTime, language: str) -> DataTable[AuditRow]:
    """Who did what, newest first."""
    heads = _heads()
    columns = [
        Column[AuditRow](
            "at", heads["at"], lambda r: time.moment(r.at), width=136, sort=lambda r: r.at
        ),
        Column[AuditRow]("person", heads["person"], lambda r: r.person, role="strong", width=80),
        Column[AuditRow](
            "action", heads["action"], lambda r: action_word(r.action, language), width=144
        ),
        Column[AuditRow](
            "outcome", heads["outcome"], lambda r: outcome(r)[0], width=96,
            level=lambda r: outcome(r)[1],
        ),
        Column[AuditRow]("subject", heads["subject"], lambda r: on_words(r, language)),
        Column[AuditRow]("patient", heads["patient"], lambda r: r.patient_number, width=88),
        Column[AuditRow]("reason", heads["reason"], lambda r: r.reason, width=128),
        Column[AuditRow](
            "post", heads["post"], lambda r: post_words(r.post, language), role="muted", width=80
        ),
        Column[AuditRow](
            "workstation", heads["workstation"], lambda r: r.workstation, role="muted", width=88
        ),
        Column[AuditRow](
            "sealed", heads["sealed"], lambda r: sealed(r)[0], width=96,
            level=lambda r: sealed(r)[1],
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Trail", "Trail"), many=True)
    table.view.setObjectName("trail")
    table.set_visible_columns(SHOWN)
    return table


def _heads() -> dict[str, str]:
    return {
        "at": translate("Trail", "Time"),
        "person": translate("Trail", "Person"),
        "post": translate("Trail", "Post"),
        "workstation": translate("Trail", "Workstation"),
        "action": translate("Trail", "Action"),
        "patient": translate("Trail", "Patient no."),
        "subject": translate("Trail", "Subject"),
        "outcome": translate("Trail", "Outcome"),
        "reason": translate("Trail", "Reason"),
        "sealed": translate("Trail", "Seal"),
    }
