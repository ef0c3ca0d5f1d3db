"""The prescription on A5 portrait: 前记, 正文, 后记 (DOMAIN 3.2)."""

from __future__ import annotations

from omms_server.contract.medication_line import drug_text, medication_parts, number
from omms_server.contract.money import yuan

from .marks import contact, reprint_mark
from .page import FAINT, GREY, Colour, Sheet, Style, fields
from .values import Prescription, PrescriptionKind, PrescriptionLine, Reprint

_WIDTH, _HEIGHT, _MARGIN = 148.0, 210.0, 12.0
_INNER = _WIDTH - 2 * _MARGIN
_RIGHT_EDGE = _WIDTH - _MARGIN
_INDENT = 11.0
_BODY_ENDS = _HEIGHT - 47.0
_QUANTITY_WIDTH = 22.0
_DRUG, _SIG = Style(10, True), Style(9.5)
_MARK: dict[PrescriptionKind, tuple[str, Colour | None]] = {
    PrescriptionKind.GENERAL: ("", None),
    PrescriptionKind.EMERGENCY: ("急诊", (1.0, 0.973, 0.863)),
    PrescriptionKind.CHILD: ("儿科", (0.902, 0.957, 0.902)),
    PrescriptionKind.NARCOTIC: ("麻、精一", (0.992, 0.902, 0.902)),
    PrescriptionKind.PSYCHOTROPIC_2: ("精二", None),
    PrescriptionKind.TOXIC: ("毒", None),
    PrescriptionKind.HERBAL: ("中药饮片", None),
}


def render(value: Prescription, *, copy: int = 0, reprint: Reprint | None = None) -> bytes:
    """The prescription as PDF; what does not fit goes on on a second page with the same heading.

    Faults: GlyphMissing.
    """
    return _Paper(value, reprint_mark(value.clinic, copy, reprint)).render()


class _Paper:
    def __init__(self, value: Prescription, mark: str) -> None:
        self._value, self._mark = value, mark
        tint = None if value.coloured_stock else _MARK[value.kind][1]
        self._sheet = Sheet(f"处方 {value.number}", _WIDTH, _HEIGHT, tint)
        self._y = 0.0

    def render(self) -> bytes:
        self._front()
        for at, line in enumerate(self._value.lines, start=1):
            self._drug(at, line)
        self._close_body()
        return self._sheet.finish(self._back)

    def _front(self) -> None:
        sheet, value = self._sheet, self._value
        y = sheet.paragraph(_MARGIN + 24, 9, _INNER - 48, value.clinic.name, _title(13))
        y = sheet.paragraph(_MARGIN, y, _INNER, "处方笺", _title(15))
        self._corner()
        if self._mark:
            y = sheet.paragraph(_MARGIN, y, _INNER, self._mark, _title(9))
        y = fields(sheet, _MARGIN, y + 1.5, self._numbers()) + 1
        sheet.line((_MARGIN, y), (_RIGHT_EDGE, y), 0.3)
        y += 1.5
        for row in self._patient_rows():
            y = fields(sheet, _MARGIN, y, row) + 0.5
        sheet.line((_MARGIN, y + 1), (_RIGHT_EDGE, y + 1), 0.3)
        sheet.text(_MARGIN, y + 2.5, "Rp", Style(15, True))
        self._y = y + 11

    def _corner(self) -> None:
        mark = _MARK[self._value.kind][0]
        if mark:
            width = self._sheet.text_width(mark, Style(11, True)) + 6
            self._sheet.box((_RIGHT_EDGE - width, 10), (width, 8), 0.4)
            self._sheet.text(_RIGHT_EDGE - width / 2, 11.3, mark, _title(11))

    def _numbers(self) -> list[tuple[str, str, float]]:
        value = self._value
        return [
            ("处方号", value.number, 44),
            ("费别", value.payer, 40),
            ("日期", value.clinic.day(value.written_at), 40),
        ]

    def _patient_rows(self) -> list[list[tuple[str, str, float]]]:
        value, patient = self._value, self._value.patient
        rows: list[list[tuple[str, str, float]]] = [
            [("姓名", patient.name, 60), ("性别", patient.sex, 24), ("年龄", patient.age, 40)],
            [
                ("病历号", patient.number, 60),
                *([("体重", patient.weight, 24)] if patient.weight else []),
                ("科室/床号", value.department, 40 if patient.weight else 64),
            ],
            [("临床诊断", value.diagnosis, _INNER)],
        ]
        if patient.allergies:
            rows.append([("过敏史", patient.allergies, _INNER)])
        if value.kind is PrescriptionKind.NARCOTIC:
            rows.append([("患者身份证明编号", patient.identity_number, _INNER)])
            rows.append(
                [
                    ("代办人", patient.collector, 44),
                    ("代办人身份证明编号", patient.collector_identity_number, 80),
                ]
            )
        return rows

    def _drug(self, at: int, line: PrescriptionLine) -> None:
        drug, sig = drug_text(line.medication), self._sig_lines(line)
        width = _INNER - _INDENT - _QUANTITY_WIDTH
        height = self._sheet.height_of(drug, width, _DRUG) + len(sig) * _SIG.line_height
        if self._y + height > _BODY_ENDS:
            self._turn()
        sheet, top = self._sheet, self._y
        sheet.text(_MARGIN + _INDENT - 2, top, f"{at}.", Style(10, align="right"))
        y = sheet.paragraph(_MARGIN + _INDENT, top, width, drug, _DRUG)
        quantity = f"× {number(line.quantity)} {line.unit}"
        sheet.text(_RIGHT_EDGE, top, quantity, Style(10, True, "right"))
        for text in sig:
            sheet.text(_MARGIN + _INDENT, y, text, _SIG)
            y += _SIG.line_height
        if line.group is not None:
            self._bracket(at, line.group, top, y)
        self._y = y + 2

    def _sig_lines(self, line: PrescriptionLine) -> list[str]:
        parts = medication_parts(line.medication)
        told = f"Sig.  {parts.dose}，{parts.directions}"
        text = "；".join(part for part in (told, line.remark) if part)
        return self._sheet.lines(text, _INNER - _INDENT, _SIG)

    def _bracket(self, at: int, group: int, top: float, bottom: float) -> None:
        """The left bracket of an infusion group, drawn line by line so that it may cross a page."""
        lines, x = self._value.lines, _MARGIN + 1
        first = at == 1 or lines[at - 2].group != group
        last = at == len(lines) or lines[at].group != group
        start, end = top + 0.8, bottom - 0.8 if last else bottom + 2.8
        self._sheet.line((x, start), (x, end), 0.3)
        for edge, here in ((start, first), (end, last)):
            if here:
                self._sheet.line((x, edge), (x + 1.5, edge), 0.3)

    def _turn(self) -> None:
        self._sheet.text(_WIDTH / 2, self._y, "（接下页）", Style(9, align="center", colour=GREY))
        self._sheet.next_page()
        self._front()

    def _close_body(self) -> None:
        """以下空白, and a slash over what is left, so that no drug can be added by hand."""
        y = self._y + 0.5
        self._sheet.text(_WIDTH / 2, y, "— 以下空白 —", Style(9, align="center", colour=GREY))
        if _BODY_ENDS - y > 14:
            left, right = _MARGIN + _INDENT, _RIGHT_EDGE - 4
            self._sheet.line((right, y + 7), (left, _BODY_ENDS + 2), 0.25, colour=FAINT)

    def _back(self, page: int, of: int) -> None:
        sheet, value, y = self._sheet, self._value, _BODY_ENDS + 6
        sheet.line((_MARGIN, y), (_RIGHT_EDGE, y), 0.3)
        amount = "" if value.amount is None else f"¥ {yuan(value.amount)}"
        if page < of:
            amount = "见末页"
        self._sign_here(_MARGIN, y + 2, ("医师", value.doctor, _INNER / 2))
        fields(sheet, _MARGIN + _INNER / 2, y + 2, [("药品金额", amount, _INNER / 2)])
        signed = value.signatures
        places = (
            ("审核", signed.reviewer),
            ("调配", signed.preparer),
            ("核对", signed.checker),
            ("发药", signed.dispenser),
        )
        width = _INNER / 4
        for at, (label, name) in enumerate(places):
            self._sign_here(_MARGIN + at * width, y + 10.5, (label, name, width))
        self._foot(page, of)

    def _sign_here(self, x: float, y: float, place: tuple[str, str, float]) -> None:
        """A place to sign: label, the name if it is known, and a line for the hand."""
        fields(self._sheet, x, y, [place])
        self._sheet.line((x + 7, y + 5.2), (x + place[2] - 4, y + 5.2), 0.15, colour=FAINT)

    def _foot(self, page: int, of: int) -> None:
        sheet, value, y = self._sheet, self._value, _HEIGHT - 17.0
        validity = "本处方当日有效"
        if value.valid_until is not None:
            validity = f"本处方有效期至 {value.clinic.day(value.valid_until)}"
        sheet.text(_MARGIN, y, validity, Style(9, True))
        small = Style(7.5, colour=GREY)
        sheet.text(_MARGIN, y + 5, contact(value.clinic), small)
        end = Style(7.5, align="right", colour=GREY)
        sheet.text(_RIGHT_EDGE, y + 5, f"第 {page}/{of} 页", end)


def _title(size: float) -> Style:
    return Style(size, True, "center")
