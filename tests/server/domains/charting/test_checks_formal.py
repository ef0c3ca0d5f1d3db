"""Form, rights, kinds, days and stock: RX-01 to RX-07, RX-17, RX-18, RX-21, RX-22."""

from dataclasses import replace

import pytest

from omms_server.contract.ages import Age
from omms_server.domains.charting.prescribing import (
    Grade,
    Kind,
    Rights,
    Setting,
    SpecialClass,
    Stock,
    kind_of,
    rights_of,
)
from tests.support.prescribing import ADULT, codes, draft, drug, found, line

HERBS = replace(drug("维生素C片"), code="H1", herbal=True)
ARSENIC = replace(drug("维生素C片"), code="T1", special_class=SpecialClass.TOXIC)
PLAIN = ("维生素C片", "蒙脱石散", "盐酸西替利嗪片", "阿昔洛韦片", "叶酸片", "碳酸钙D3片")


def test_a_plain_prescription_finds_nothing() -> None:
    assert codes(draft(line("维生素C片", "100", "TID"))) == []


def test_rx_17_without_a_diagnosis_nothing_is_prescribed() -> None:
    assert codes(draft(line("维生素C片"), diagnoses=())) == [("RX-17", "BLOCK")]


@pytest.mark.parametrize(
    ("drugs", "expected"),
    [(PLAIN[:5], []), (PLAIN, [("RX-01", "BLOCK")]), ((*PLAIN[:5], PLAIN[0]), [])],
)
def test_rx_01_at_most_five_different_drugs(
    drugs: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(*(line(each) for each in drugs)), "RX-01") == expected


def test_rx_01_solvents_count_unless_the_house_says_otherwise() -> None:
    made = draft(*(line(each) for each in PLAIN[:5]), line("0.9%氯化钠注射液(100ml)"))
    assert codes(made, "RX-01") == [("RX-01", "BLOCK")]
    lenient = replace(made, rules=replace(made.rules, count_solvents=False))
    assert codes(lenient, "RX-01") == []


def test_rx_01_herbal_pieces_may_be_many() -> None:
    pieces = [line(replace(HERBS, code=f"H{n}")) for n in range(12)]
    assert codes(draft(*pieces), "RX-01") == []


@pytest.mark.parametrize(
    ("setting", "name", "days", "expected"),
    [
        (Setting.OUTPATIENT, "维生素C片", 7, []),
        (Setting.OUTPATIENT, "维生素C片", 8, [("RX-02", "REASON")]),
        (Setting.OUTPATIENT, "维生素C片", 84, [("RX-02", "REASON")]),
        (Setting.OUTPATIENT, "维生素C片", 85, [("RX-02", "BLOCK")]),
        (Setting.EMERGENCY, "维生素C片", 3, []),
        (Setting.EMERGENCY, "维生素C片", 4, [("RX-02", "REASON")]),
        (Setting.OUTPATIENT, "地西泮片", 7, []),
        (Setting.OUTPATIENT, "地西泮片", 8, [("RX-02", "REASON")]),
        (Setting.INPATIENT, "维生素C片", 30, []),
    ],
)
def test_rx_02_more_than_the_usual_days_need_a_reason(
    setting: Setting, name: str, days: int, expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(line(name, days=days), setting=setting), "RX-02", "RX-03") == expected


BLOCKED = [("RX-03", "BLOCK")]


@pytest.mark.parametrize(
    ("name", "often", "days", "expected"),
    [
        ("盐酸吗啡注射液", "ONCE", 1, []),
        ("盐酸吗啡注射液", "BID", 1, BLOCKED),
        ("硫酸吗啡缓释片", "Q12H", 7, []),
        ("硫酸吗啡缓释片", "Q12H", 8, BLOCKED),
        ("磷酸可待因片", "TID", 3, []),
        ("磷酸可待因片", "TID", 4, BLOCKED),
        ("咪达唑仑注射液", "ONCE", 1, []),
        ("咪达唑仑注射液", "QD", 2, BLOCKED),
        ("盐酸哌替啶注射液", "ONCE", 1, []),
        ("盐酸哌替啶注射液", "BID", 1, BLOCKED),
        ("盐酸哌甲酯缓释片", "QAM", 7, []),
        ("盐酸哌甲酯缓释片", "QAM", 15, BLOCKED),
    ],
)
def test_rx_r5_controlled_drugs_are_limited_by_form(
    name: str, often: str, days: int, expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(line(name, often=often, days=days)), "RX-02", "RX-03") == expected


@pytest.mark.parametrize(
    ("name", "often", "days", "expected"),
    [
        ("盐酸吗啡注射液", "QD", 3, []),
        ("盐酸吗啡注射液", "QD", 4, BLOCKED),
        ("硫酸吗啡缓释片", "Q12H", 15, []),
        ("硫酸吗啡缓释片", "Q12H", 16, BLOCKED),
        ("磷酸可待因片", "TID", 7, []),
        ("磷酸可待因片", "TID", 8, BLOCKED),
        ("盐酸哌替啶注射液", "QD", 3, BLOCKED),
    ],
)
def test_rx_r6_registered_pain_patients_have_longer_limits(
    name: str, often: str, days: int, expected: list[tuple[str, str]]
) -> None:
    patient = replace(ADULT, pain_registered=True)
    made = draft(line(name, often=often, days=days), patient=patient)
    assert codes(made, "RX-03") == expected


def test_rx_r5_methylphenidate_for_a_child_with_adhd_may_last_15_days() -> None:
    child = replace(ADULT, age=Age(9))
    long = line("盐酸哌甲酯缓释片", often="QAM", days=15)
    assert codes(draft(long, patient=child, diagnoses=("F90.000",)), "RX-03") == []
    assert codes(draft(long, patient=child), "RX-03") == BLOCKED
    longer = replace(long, days=16)
    assert codes(draft(longer, patient=child, diagnoses=("F90.000",)), "RX-03") == BLOCKED


def test_rx_r7_inpatients_get_controlled_drugs_day_by_day() -> None:
    day = line("硫酸吗啡缓释片", often="Q12H", days=1)
    assert codes(draft(day, setting=Setting.INPATIENT), "RX-03") == []
    assert codes(draft(replace(day, days=2), setting=Setting.INPATIENT), "RX-03") == BLOCKED


@pytest.mark.parametrize(("days", "expected"), [(2, []), (3, BLOCKED)])
def test_toxic_drugs_last_at_most_two_days(days: int, expected: list[tuple[str, str]]) -> None:
    assert codes(draft(line(ARSENIC, days=days)), "RX-02", "RX-03") == expected


@pytest.mark.parametrize(
    ("what", "rights", "right"),
    [
        ("盐酸吗啡注射液", Rights(), "narcotic"),
        ("咪达唑仑注射液", Rights(), "narcotic"),
        ("地西泮片", Rights(), None),
        (ARSENIC, Rights(), "toxic"),
        (HERBS, Rights(), "herbal"),
        ("维生素C片", Rights(general=False), "general"),
        ("盐酸吗啡注射液", Rights(narcotic=True), None),
    ],
)
def test_rx_05_the_right_for_the_class_is_needed(
    what: str, rights: Rights, right: str | None
) -> None:
    findings = found(draft(line(what), rights=rights), "RX-05")
    assert [finding.params["right"] for finding in findings] == ([right] if right else [])


def test_rx_06_special_grade_is_never_used_in_outpatients() -> None:
    special = line("注射用美罗培南", days=1, often="Q8H", route="IVGTT")
    senior = Rights(antibacterial=Grade.SPECIAL)
    assert codes(draft(special, rights=senior), "RX-06", "RX-07") == [("RX-06", "BLOCK")]
    ward = draft(special, rights=senior, setting=Setting.INPATIENT)
    assert codes(ward, "RX-06", "RX-07") == []


@pytest.mark.parametrize(
    ("grade", "days", "expected"),
    [
        (Grade.RESTRICTED, 5, []),
        (Grade.UNRESTRICTED, 1, [("RX-07", "REASON")]),
        (Grade.UNRESTRICTED, 2, [("RX-07", "BLOCK")]),
        (Grade.NONE, 1, [("RX-07", "BLOCK")]),
    ],
)
def test_rx_07_one_grade_above_the_right_for_one_day_with_a_reason(
    grade: Grade, days: int, expected: list[tuple[str, str]]
) -> None:
    made = draft(line("头孢克肟分散片", days=days), rights=Rights(antibacterial=grade))
    assert codes(made, "RX-07") == expected


def test_rights_are_read_from_their_stored_codes() -> None:
    assert rights_of(["general"]) == Rights()
    assert rights_of([]) == Rights(general=False, antibacterial=Grade.NONE)
    assert rights_of(["general", "narcotic", "antibacterial_restricted"]) == Rights(
        narcotic=True, antibacterial=Grade.RESTRICTED
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("地西泮片", "维生素C片"), [("RX-21", "BLOCK")]),
        ((HERBS, "维生素C片"), [("RX-21", "BLOCK")]),
        ((ARSENIC, "盐酸吗啡注射液"), [("RX-21", "BLOCK")]),
        (("盐酸吗啡注射液", "咪达唑仑注射液"), []),
        (("地西泮片", "艾司唑仑片"), []),
    ],
)
def test_rx_21_drugs_of_different_kinds_are_not_mixed(
    names: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(*(line(each) for each in names)), "RX-21") == expected


@pytest.mark.parametrize(
    ("names", "age", "emergency", "kind"),
    [
        (("维生素C片",), Age(40), False, Kind.GENERAL),
        (("维生素C片",), Age(40), True, Kind.EMERGENCY),
        (("维生素C片",), Age(13, 11, 30), False, Kind.PEDIATRIC),
        (("维生素C片",), Age(14), False, Kind.GENERAL),
        (("维生素C片",), Age(5), True, Kind.EMERGENCY),
        (("维生素C片",), None, False, Kind.GENERAL),
        (("地西泮片",), Age(5), True, Kind.PSYCHOTROPIC_2),
        (("咪达唑仑注射液",), Age(40), False, Kind.NARCOTIC),
        (("地西泮片", "盐酸吗啡注射液"), Age(40), False, Kind.NARCOTIC),
        ((ARSENIC,), Age(40), False, Kind.TOXIC),
        ((HERBS,), Age(40), False, Kind.HERBAL),
        ((), Age(40), False, Kind.GENERAL),
    ],
)
def test_the_kind_follows_from_content_and_visit(
    names: tuple[str, ...], age: Age | None, emergency: bool, kind: Kind
) -> None:
    assert kind_of([line(each) for each in names], age, emergency=emergency) is kind


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("", []),
        ("外用于患处", []),
        ("外用", [("RX-18", "BLOCK")]),
        (" 外用。", [("RX-18", "BLOCK")]),
        ("遵医嘱", [("RX-18", "BLOCK")]),
        ("请遵 医嘱服用", [("RX-18", "BLOCK")]),
        ("自用", [("RX-18", "BLOCK")]),
    ],
)
def test_rx_18_vague_words_are_no_usage(remark: str, expected: list[tuple[str, str]]) -> None:
    assert codes(draft(line("炉甘石洗剂", route="EXT", remark=remark)), "RX-18") == expected


def test_rx_22_the_stock_must_suffice_for_all_lines_of_a_drug() -> None:
    stocked = line("维生素C片", units=10, stock=Stock("门诊药房", 15))
    assert codes(draft(stocked), "RX-22") == []
    (finding,) = found(draft(stocked, stocked), "RX-22")
    assert finding.params == {
        "drug": "维生素C片", "pharmacy": "门诊药房", "stock": 15, "need": 20, "unit": "片",
    }  # fmt: skip
