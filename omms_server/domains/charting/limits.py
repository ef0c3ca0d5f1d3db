"""Checks of days and amounts: the usual days, long-term and controlled limits (DOMAIN RX-R3 to
RX-R7).
"""

from __future__ import annotations

from collections.abc import Iterator

from omms_server.core.reference_rows import PrescriptionLimitRow

from .prescribing import Draft, Finding, Kind, Level, Line, Setting, SpecialClass, kind_by_content

_LONGEST = "CHRONIC_EXT"
_CONTROLLED = (SpecialClass.NARCOTIC, SpecialClass.PSYCHOTROPIC_1)
_MAJORITY_YEARS = 18
_ADHD = "F90"


def too_many_days(draft: Draft) -> Iterator[Finding]:
    """RX-02: beyond the usual days a reason is needed; beyond the longest long-term prescription
    it is refused.
    """
    longest = _longest(draft)
    usual = draft.rules.usual_days.get(draft.kind)
    if draft.setting is Setting.INPATIENT:
        return
    for line in draft.lines:
        if kind_by_content(line.drug) in (Kind.NARCOTIC, Kind.TOXIC):
            continue
        if line.days > longest:
            yield _days(line, longest, Level.BLOCK)
        elif usual is not None and line.days > usual:
            yield _days(line, usual, Level.REASON)


def controlled_limit(draft: Draft) -> Iterator[Finding]:
    """RX-03: narcotic, class I and toxic drugs by form and setting (RX-R5 to RX-R7); no reason
    extends them.
    """
    for line in draft.lines:
        row = _controlled_row(draft, line)
        if row is None or _value(line, row) <= row.limit_value:
            continue
        params: dict[str, str | int] = {
            "drug": line.drug.name,
            "class": line.drug.special_class.value,
            "form": row.dosage_form_group,
            "limit": f"{row.limit_value} {row.limit_kind}",
            "value": f"{_value(line, row)} {row.limit_kind}",
        }
        yield Finding("RX-03", Level.BLOCK, line.drug.code, params)


def _days(line: Line, limit: int, level: Level) -> Finding:
    params: dict[str, str | int] = {"drug": line.drug.name, "days": line.days, "limit": limit}
    return Finding("RX-02", level, line.drug.code, params)


def _longest(draft: Draft) -> int:
    return max(
        row.limit_value for row in draft.rules.quantity_limits if row.subject_code == _LONGEST
    )


def _controlled_row(draft: Draft, line: Line) -> PrescriptionLimitRow | None:
    """The first limit that fits; ingredients (pethidine) go before classes."""
    form = _form_group(line.drug.form)
    for setting, subject in _subjects(draft, line):
        for row in draft.rules.quantity_limits:
            fits = row.setting == setting and row.subject_code == subject
            if fits and row.dosage_form_group in (form, "任意"):
                return row
    return None


def _subjects(draft: Draft, line: Line) -> Iterator[tuple[str, str]]:
    for ingredient in sorted(line.drug.ingredients):
        yield "ANY", f"ING:{ingredient}"
    if line.drug.special_class is SpecialClass.TOXIC:
        yield "ANY", "TOXIC"
    if line.drug.special_class not in _CONTROLLED:
        return
    if draft.setting is Setting.INPATIENT:
        yield "IP", "NARC_PSY1"
        return
    if draft.patient.pain_registered:
        yield "OP_CANCER", "NARC_PSY1_PAIN"
    if _child_adhd(draft, line):
        yield "OP", "PSY1_MPH_ADHD"
    yield "OP", line.drug.special_class.value


def _child_adhd(draft: Draft, line: Line) -> bool:
    child = draft.patient.age is not None and draft.patient.age.years < _MAJORITY_YEARS
    diagnosed = any(code.startswith(_ADHD) for code in draft.diagnoses)
    return child and diagnosed and "methylphenidate" in line.drug.ingredients


def _form_group(form: str) -> str:
    if "注射" in form or "粉针" in form:
        return "注射剂"
    return "控缓释制剂" if "缓释" in form or "控释" in form else "其他剂型"


def _value(line: Line, row: PrescriptionLimitRow) -> int:
    if row.limit_kind == "DAYS":
        return line.days
    return line.units if line.doses is None else line.doses
