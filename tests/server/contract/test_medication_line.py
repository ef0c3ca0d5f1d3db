"""The medication line."""

from dataclasses import replace
from decimal import Decimal

import pytest

from omms_server.contract.medication_line import (
    Medication,
    amount,
    medication_line,
    medication_parts,
    number,
    strength_text,
)

AMOXICILLIN = Medication(
    name="阿莫西林胶囊",
    form="胶囊剂",
    strength="0.25g",
    route="口服",
    frequency="每8小时1次",
    dose=Decimal("0.50"),
    dose_unit="g",
    units=Decimal(2),
    unit="粒",
    timing="饭后",
    days=7,
)
THYROXINE = Medication(
    name="Levothyroxine Sodium",
    form="tablet",
    strength="50μg",
    route="oral",
    frequency="every morning",
    dose=Decimal("12.50"),
    dose_unit="μg",
    days=1,
)


def test_the_whole_line_in_chinese() -> None:
    assert medication_line(AMOXICILLIN) == (
        "阿莫西林胶囊 0.25 g，每次 0.5 g（2 粒），口服，每8小时1次，饭后，共 7 天"
    )


def test_the_whole_line_in_english() -> None:
    assert medication_line(THYROXINE, "en") == (
        "Levothyroxine Sodium tablet 50 micrograms, DOSE 12.5 micrograms, "
        "oral, every morning, for 1 day"
    )


def test_the_dose_can_be_set_apart() -> None:
    parts = medication_parts(AMOXICILLIN)
    assert (parts.drug, parts.dose, parts.directions) == (
        "阿莫西林胶囊 0.25 g",
        "每次 0.5 g（2 粒）",
        "口服，每8小时1次，饭后，共 7 天",
    )


def test_the_form_is_named_once() -> None:
    powder = replace(AMOXICILLIN, name="注射用青霉素钠", form="粉针剂", strength="80万单位")
    assert medication_parts(powder).drug == "注射用青霉素钠 粉针剂 80 万单位"


def test_as_needed_has_no_duration() -> None:
    assert medication_line(replace(AMOXICILLIN, days=None)).endswith("饭后")


def test_a_dose_may_be_words_but_is_never_absent() -> None:
    cream = replace(AMOXICILLIN, dose=None, dose_words="适量")
    assert medication_parts(cream).dose == "每次 适量"
    with pytest.raises(ValueError, match="dose"):
        replace(AMOXICILLIN, dose=None)


def test_a_long_line_is_whole() -> None:
    name = "复方" + "甲" * 200 + "片"
    assert name in medication_line(replace(AMOXICILLIN, name=name))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.50", "0.5"),
        (".5", "0.5"),
        ("5.0", "5"),
        ("100", "100"),
        ("1E+3", "1,000"),
        ("10000", "10,000"),
        ("1234567.8900", "1,234,567.89"),
        ("0.00005", "0.00005"),
    ],
)
def test_figures_are_safe_to_read(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity", "sNaN"])
def test_no_figure_is_no_dose(value: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(Decimal(value))


@pytest.mark.parametrize("unit", ["μg", "µg", "ug", "mcg", "㎍", "微克", "UG"])
def test_micrograms_are_written_out(unit: str) -> None:
    assert amount(50, unit) == "50 微克"
    assert amount(1, unit, "en") == "1 microgram"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("0.25g", "0.25 g", "0.25 g"),
        (".5mg", "0.5 mg", "0.5 mg"),
        ("5.0mg", "5 mg", "5 mg"),
        ("1500IU", "1,500 国际单位", "1,500 international units"),
        ("2ml:8万单位", "2 mL : 8 万单位", "2 mL : 80,000 units"),
        ("100μg/揿×200揿", "100 微克/揿 × 200 揿", "100 micrograms/揿 × 200 puffs"),
        (
            "160μg/4.5μg×60吸",
            "160 微克/4.5 微克 × 60 吸",
            "160 micrograms/4.5 micrograms × 60 inhalations",
        ),
        (
            "钙600mg：维生素D3 125IU",
            "钙 600 mg : 维生素D3 125 国际单位",
            "钙 600 mg : 维生素D3 125 international units",
        ),
        ("0.9%×500ml", "0.9% × 500 mL", "0.9% × 500 mL"),
        ("复方", "复方", "复方"),
        ("", "", ""),
    ],
)
def test_a_strength_of_the_dictionary_is_set_safely(text: str, zh: str, en: str) -> None:
    assert strength_text(text) == zh
    assert strength_text(text, "en") == en
    assert strength_text(zh) == zh, "setting it twice changes nothing"
