"""The medication line: one wording of drug, dose and directions for screen, paper and label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["zh", "en"]

_SYMBOLS = {"g": "g", "kg": "kg", "mg": "mg", "ml": "mL", "l": "L", "mmol": "mmol", "cm": "cm"}
_WORDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("μg", "µg", "ug", "mcg", "㎍", "微克"), ("微克", "microgram")),
    **dict.fromkeys(("ng", "毫微克", "纳克"), ("纳克", "nanogram")),
    **dict.fromkeys(("u", "单位"), ("单位", "unit")),
    **dict.fromkeys(("iu", "国际单位"), ("国际单位", "international unit")),
    "万单位": ("万单位", "unit"),
    "片": ("片", "tablet"), "粒": ("粒", "capsule"), "丸": ("丸", "pill"), "袋": ("袋", "sachet"),
    "包": ("包", "packet"), "支": ("支", "piece"), "瓶": ("瓶", "bottle"), "盒": ("盒", "box"),
    "揿": ("揿", "puff"), "喷": ("喷", "spray"), "吸": ("吸", "inhalation"), "滴": ("滴", "drop"),
    "贴": ("贴", "patch"), "枚": ("枚", "piece"), "次": ("次", "time"),
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?<![A-Za-z\d.,])(\d[\d,]*(?:\.\d+)?|\.\d+)\s*([A-Za-zμµ㎍]+|[一-鿿]+)?(?![.\d])"
)


@dataclass(frozen=True)
class Medication:
    """What is to be taken and how; name, route, frequency and timing in the language of the line.

    `dose` is exact, in `dose_unit`; `dose_words` stands instead of it where there is no figure
    ("适量"). `units` and `unit` say the same dose as the patient counts it (2 粒). `days` is None
    for a single dose or as needed. Raises ValueError when there is no dose at all.
    """

    name: str
    form: str
    strength: str
    route: str
    frequency: str
    dose: Decimal | None = None
    dose_unit: str = ""
    dose_words: str = ""
    units: Decimal | None = None
    unit: str = ""
    timing: str = ""
    days: int | None = None

    def __post_init__(self) -> None:
        if self.dose is None and not self.dose_words:
            raise ValueError("a medication line needs a dose")


@dataclass(frozen=True)
class MedicationParts:
    """The line in three parts, so that a screen or paper may set the dose in bold."""

    drug: str
    dose: str
    directions: str


def medication_line(medication: Medication, language: Language = "zh") -> str:
    """Name, form and strength, DOSE, route, frequency, duration. Wrap it; never cut it off."""
    parts = medication_parts(medication, language)
    return _comma(language).join((parts.drug, parts.dose, parts.directions))


def medication_parts(medication: Medication, language: Language = "zh") -> MedicationParts:
    """The line's drug, dose and directions."""
    dose = dose_text(medication, language)
    directions = [medication.route, medication.frequency, medication.timing]
    if medication.days is not None:
        directions.append(_duration(medication.days, language))
    return MedicationParts(
        drug=drug_text(medication, language),
        dose=f"每次 {dose}" if language == "zh" else f"DOSE {dose}",
        directions=_comma(language).join(word for word in directions if word),
    )


def drug_text(medication: Medication, language: Language = "zh") -> str:
    """Generic name, form (unless the name ends with it) and strength."""
    named = medication.form.removesuffix("剂")
    form = "" if named and medication.name.lower().endswith(named.lower()) else medication.form
    strength = strength_text(medication.strength, language)
    return " ".join(word for word in (medication.name, form, strength) if word)


def dose_text(medication: Medication, language: Language = "zh") -> str:
    """One dose: "0.5 g（2 粒）", "50 微克", or its words."""
    if medication.dose is None:
        return medication.dose_words
    text = amount(medication.dose, medication.dose_unit, language)
    if medication.units is None or medication.unit == medication.dose_unit:
        return text
    counted = amount(medication.units, medication.unit, language)
    return f"{text}（{counted}）" if language == "zh" else f"{text} ({counted})"


def number(value: int | Decimal) -> str:
    """A figure as it is safe to read: "0.5" (not ".5"), "5" (not "5.0"), "10,000"; no exponent."""
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError("not a number that can be dosed")
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: int | Decimal, unit: str, language: Language = "zh") -> str:
    """Figure, space, unit: "1,000 mg"; micrograms and units in full words, never a symbol."""
    exact = Decimal(value)
    if language == "en" and unit == "万单位":
        exact *= 10_000
    word = _unit(unit, exact, language)
    return f"{number(exact)} {word}" if word else number(exact)


def strength_text(text: str, language: Language = "zh") -> str:
    """A strength of the drug dictionary, every amount in it set safely: "50μg" -> "50 微克"."""

    def safe(match: re.Match[str]) -> str:
        return amount(Decimal(match[1].replace(",", "")), match[2] or "", language)

    spaced = re.sub(r"(?<=[一-鿿])(?=\d)", " ", _AMOUNT.sub(safe, text))
    spaced = re.sub(r"\s*[:：]\s*", " : ", spaced)
    return re.sub(r"\s*[×xX*]\s*(?=[\d.])", " × ", spaced).strip()


def _unit(unit: str, value: Decimal, language: Language) -> str:
    plain = unit.strip()
    if plain.lower() in _SYMBOLS:
        return _SYMBOLS[plain.lower()]
    words = _WORDS.get(plain.lower())
    if words is None:
        return plain
    if language == "zh":
        return words[0]
    plural = "es" if words[1].endswith("x") else "s"
    return words[1] if value == 1 else words[1] + plural


def _duration(days: int, language: Language) -> str:
    if language == "zh":
        return f"共 {number(days)} 天"
    return f"for {number(days)} day{'' if days == 1 else 's'}"


def _comma(language: Language) -> str:
    return "，" if language == "zh" else ", "
