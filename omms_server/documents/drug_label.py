"""The drug label: what a patient reads at home (DOMAIN RX-R18), 60 x 40 mm, one a drug."""

from __future__ import annotations

from dataclasses import dataclass, replace

from omms_server.contract.medication_line import drug_text, medication_parts, number

from .marks import reprint_mark
from .page import Sheet, Style
from .values import DrugLabels, LabelledDrug, Reprint
from .wrapping import by_phrase

_MARGIN = 2.0
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)


@dataclass(frozen=True)
class _Block:
    text: str
    style: Style


def render(
    labels: DrugLabels,
    *,
    copy: int = 0,
    reprint: Reprint | None = None,
    size: tuple[float, float] = (60.0, 40.0),
) -> bytes:
    """One page a drug, `size` in millimetres. Text that is too long is set smaller, down to 80 %,
    then goes on on a further label marked 续: a warning is never cut off.

    Faults: GlyphMissing.
    """
    return _Labels(labels, reprint_mark(labels.clinic, copy, reprint), size).render()


class _Labels:
    def __init__(self, labels: DrugLabels, mark: str, size: tuple[float, float]) -> None:
        self._labels, self._mark = labels, mark
        self._sheet = Sheet("药品标签", *size)
        self._inner, self._height = size[0] - 2 * _MARGIN, size[1]
        self._body_ends = size[1] - 8.4
        one_line = self._sheet.text_width(self._who("（续）"), _WHO) <= self._inner
        self._who_style = _WHO if one_line else replace(_WHO, size=7)

    def render(self) -> bytes:
        for at, drug in enumerate(self._labels.drugs):
            if at:
                self._sheet.next_page()
            self._label(drug)
        return self._sheet.finish()

    def _label(self, drug: LabelledDrug) -> None:
        blocks = self._fitted(_blocks(drug))
        y = self._frame("")
        for block in blocks:
            for line in self._lines(block):
                if y + block.style.line_height > self._body_ends:
                    self._sheet.next_page()
                    y = self._frame("（续）")
                self._sheet.text(_MARGIN, y, line, block.style)
                y += block.style.line_height

    def _fitted(self, blocks: list[_Block]) -> list[_Block]:
        """The largest setting that fits one label, else the smallest."""
        scaled = blocks
        for scale in _SCALES:
            scaled = [_Block(b.text, replace(b.style, size=b.style.size * scale)) for b in blocks]
            needed = sum(len(self._lines(b)) * b.style.line_height for b in scaled)
            if needed <= self._body_ends - self._top():
                break
        return scaled

    def _lines(self, block: _Block) -> list[str]:
        """A block in lines that end at commas where they can: 每8小时1次 is read in one piece."""
        text = by_phrase(
            block.text, self._inner, lambda part: self._sheet.text_width(part, block.style)
        )
        return self._sheet.lines(text, self._inner, block.style)

    def _top(self) -> float:
        return 1.2 + self._sheet.height_of(self._who(""), self._inner, self._who_style) + 1.0

    def _who(self, more: str) -> str:
        patient = self._labels.patient
        return f"{patient.name}  {patient.sex}  {patient.age}  {patient.number}{more}"

    def _frame(self, more: str) -> float:
        """Patient above, origin below; answers where the text begins."""
        sheet, labels = self._sheet, self._labels
        y = sheet.paragraph(_MARGIN, 1.2, self._inner, self._who(more), self._who_style) + 0.4
        sheet.line((_MARGIN, y), (_MARGIN + self._inner, y), 0.25)
        foot = self._body_ends + 0.6
        sheet.line((_MARGIN, foot), (_MARGIN + self._inner, foot), 0.15)
        who = f"{labels.clinic.day(labels.dispensed_at)}  药师 {labels.pharmacist}"
        below = f"{labels.clinic.name}  {labels.clinic.phone}"
        for at, text in enumerate((" · ".join(p for p in (who, self._mark) if p), below)):
            self._small(foot + 0.4 + at * 3.1, text)
        return y + 0.6

    def _small(self, y: float, text: str) -> None:
        """One line of the foot, as small as it must be to stay one line."""
        natural = self._sheet.text_width(text, Style(6.2))
        size = min(6.2, 6.2 * self._inner / natural) if natural else 6.2
        self._sheet.text(_MARGIN, y, text, Style(size, leading=1.4))


_WHO = Style(8.5, True, leading=1.3)


def _blocks(drug: LabelledDrug) -> list[_Block]:
    parts = medication_parts(drug.medication)
    lots = "；".join(f"批号 {lot}  有效期至 {expiry}" for lot, expiry in drug.lots)
    name = f"{drug_text(drug.medication)}  × {number(drug.quantity)} {drug.unit}"
    blocks = [
        _Block(name, Style(8.5, True, leading=1.3)),
        _Block(f"{parts.dose}，{parts.directions}", Style(10, True, leading=1.3)),
        _Block(drug.warnings and f"注意：{drug.warnings}", Style(7, leading=1.3)),
        _Block(drug.storage and f"贮藏：{drug.storage}", Style(7, leading=1.3)),
        _Block(lots, Style(7, leading=1.3)),
    ]
    return [block for block in blocks if block.text]
