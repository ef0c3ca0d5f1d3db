"""Allergies, skin tests, ages, interactions, duplicates and doses: RX-08 to RX-16, ALG-R1, R3."""

import re
from dataclasses import replace
from datetime import date

import pytest

from omms_server.contract.ages import Age
from omms_server.contract.patients import AllergyState
from omms_server.domains.charting.checks import check
from omms_server.domains.charting.prescribing import Draft, Grade, Line, PatientFacts, Rights
from tests.support.prescribing import (
    ADULT,
    allergic_to,
    codes,
    draft,
    drug,
    found,
    line,
    reference,
)

AMOXICILLIN = drug("阿莫西林胶囊")
ALLERGY = ("RX-08", "RX-09", "RX-09-INFO", "ALG-R3")


@pytest.mark.parametrize(
    ("patient", "name", "expected"),
    [
        (allergic_to("AG01"), "阿莫西林胶囊", [("RX-08", "BLOCK")]),
        (allergic_to("AG01"), "头孢呋辛酯片", [("RX-09", "REASON")]),
        (allergic_to("AG01"), "阿奇霉素片", []),
        (allergic_to("AG02"), "阿莫西林胶囊", [("RX-09", "REASON")]),
        (allergic_to("AG04"), "塞来昔布胶囊", [("RX-09-INFO", "INFO")]),
        (allergic_to("AG12"), "对乙酰氨基酚片", [("RX-09-INFO", "INFO")]),
        (allergic_to("AG14"), "复方氨酚烷胺胶囊", [("RX-08", "BLOCK")]),
        (allergic_to("AG54"), "阿莫西林胶囊", []),
        (allergic_to("", "青霉素"), "阿莫西林胶囊", [("ALG-R3", "INFO")]),
        (allergic_to("AG99"), "阿莫西林胶囊", [("ALG-R3", "INFO")]),
    ],
)
def test_rx_08_and_09_the_group_blocks_and_its_neighbours_ask(
    patient: PatientFacts, name: str, expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(line(name), patient=patient), *ALLERGY) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("阿莫西林颗粒", [("RX-08", "BLOCK")]),
        ("注射用青霉素钠", [("RX-08", "BLOCK")]),
        ("头孢克洛胶囊", [("RX-09", "REASON")]),
        ("维生素C片", []),
    ],
)
def test_rx_08_an_allergy_to_a_drug_stands_for_its_group(
    name: str, expected: list[tuple[str, str]]
) -> None:
    patient = allergic_to(
        text="阿莫西林", ingredients=AMOXICILLIN.ingredients, tags=AMOXICILLIN.tags
    )
    assert codes(draft(line(name), patient=patient), *ALLERGY) == expected


def test_rx_08_says_what_when_and_how_bad() -> None:
    (finding,) = found(
        draft(line("阿莫西林胶囊"), patient=allergic_to("AG01", "青霉素类")), "RX-08"
    )
    assert finding.subject == "D0001~AG01"
    assert finding.params == {
        "drug": "阿莫西林胶囊", "allergen": "青霉素类", "severity": "severe", "date": "2025-05-01",
    }  # fmt: skip


def test_alg_r1_not_asked_is_not_none_known() -> None:
    unasked = replace(ADULT, allergy_state=AllergyState.NOT_ASKED)
    assert codes(draft(line("维生素C片"), patient=unasked)) == [("ALG-R1", "INFO")]
    assert codes(draft(line("维生素C片"))) == []


def test_alg_r3_the_free_text_stays_out_of_the_subject() -> None:
    (finding,) = found(draft(line("维生素C片"), patient=allergic_to("", "芒果")), "ALG-R3")
    assert "芒果" not in finding.subject


@pytest.mark.parametrize(
    ("name", "route", "expected"),
    [
        ("阿莫西林胶囊", "PO", [("RX-14", "REASON")]),
        ("破伤风抗毒素注射液", "IM", [("RX-14", "REASON")]),
        ("注射用青霉素钠", "SKIN", []),
        ("注射用头孢曲松钠", "IVGTT", []),
    ],
)
def test_rx_14_a_skin_test_or_its_reason_is_asked_for(
    name: str, route: str, expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(line(name, route=route)), "RX-14") == expected


@pytest.mark.parametrize(
    ("name", "age", "blocked"),
    [
        ("左氧氟沙星片", Age(17, 11, 30), True),
        ("左氧氟沙星片", Age(18), False),
        ("左氧氟沙星滴眼液", Age(5), False),
        ("盐酸多西环素片", Age(7, 11), True),
        ("盐酸多西环素片", Age(8), False),
        ("磷酸可待因片", Age(11, 11), True),
        ("复方磺胺甲噁唑片", Age(0, 1, 29), True),
        ("复方磺胺甲噁唑片", Age(0, 2), False),
        ("左氧氟沙星片", None, False),
    ],
)
def test_rx_16_drugs_are_refused_below_their_age(name: str, age: Age | None, blocked: bool) -> None:
    made = draft(line(name), patient=replace(ADULT, age=age))
    assert codes(made, "RX-16") == ([("RX-16", "BLOCK")] if blocked else [])


def test_rx_16_says_the_limit_and_the_age_in_both_languages() -> None:
    made = draft(line("复方磺胺甲噁唑片"), patient=replace(ADULT, age=Age(0, 1, 3)))
    params = found(made, "RX-16")[0].params
    assert (params["group"], params["value"]) == ("<2个月", "1个月3天")
    assert (params["group_en"], params["value_en"]) == ("< 2 months", "1 month 3 days")


INTERACTIONS = ("RX-10", "RX-11", "RX-11-MODERATE", "RX-11-MINOR")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("辛伐他汀片", "克拉霉素片", [("RX-10", "BLOCK")]),
        ("华法林钠片", "甲硝唑片", [("RX-11", "REASON")]),
        ("华法林钠片", "阿奇霉素片", [("RX-11-MODERATE", "CONFIRM")]),
        ("华法林钠片", "对乙酰氨基酚片", [("RX-11-MINOR", "INFO")]),
        ("阿司匹林肠溶片", "布洛芬缓释胶囊", [("RX-11-MODERATE", "CONFIRM")]),
        ("维生素C片", "叶酸片", []),
        ("阿奇霉素片", "阿奇霉素干混悬剂", []),
    ],
)
def test_rx_10_and_11_interactions_by_severity(
    one: str, other: str, expected: list[tuple[str, str]]
) -> None:
    assert codes(draft(line(one), line(other)), *INTERACTIONS) == expected
    assert codes(draft(line(other), line(one)), *INTERACTIONS) == expected
    assert codes(draft(line(one), earlier=(line(other),)), *INTERACTIONS) == expected


def test_rx_11_the_same_pair_has_one_subject_in_any_order() -> None:
    one, other = line("华法林钠片"), line("甲硝唑片")
    subjects = {f.subject for f in found(draft(one, other), "RX-11")}
    assert subjects == {f.subject for f in found(draft(other, earlier=(one, one)), "RX-11")}
    assert len(subjects) == 1


def test_rx_10_what_was_prescribed_earlier_is_not_judged_again() -> None:
    earlier = (line("辛伐他汀片"), line("克拉霉素片"))
    assert codes(draft(line("维生素C片"), earlier=earlier), *INTERACTIONS) == []


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("阿莫西林胶囊", "阿莫西林颗粒", "amoxicillin"),
        ("对乙酰氨基酚片", "复方氨酚烷胺胶囊", "paracetamol"),
        ("头孢克洛胶囊", "头孢地尼胶囊", "头孢菌素类"),
        ("阿托伐他汀钙片", "辛伐他汀片", "他汀类"),
        ("0.9%氯化钠注射液(100ml)", "0.9%氯化钠注射液(250ml)", None),
        ("维生素C片", "叶酸片", None),
    ],
)
def test_rx_12_the_same_ingredient_or_watched_class_twice(
    one: str, other: str, what: str | None
) -> None:
    expected = [what] if what else []
    now = found(draft(line(one), line(other)), "RX-12")
    before = found(draft(line(one), earlier=(line(other),)), "RX-12")
    assert [finding.params["what"] for finding in now] == expected
    assert [finding.params["what"] for finding in before] == expected


def test_rx_12_the_same_drug_again_is_a_duplicate() -> None:
    assert codes(draft(line("维生素C片"), earlier=(line("维生素C片"),)), "RX-12") == [
        ("RX-12", "REASON")
    ]


@pytest.mark.parametrize(
    ("lines", "over"),
    [
        ((line("对乙酰氨基酚片", "0.5", "QID"),), None),
        ((line("对乙酰氨基酚片", "1", "TID"),), "3 g"),
        (
            (line("对乙酰氨基酚片", "0.5", "QID"), line("复方氨酚烷胺胶囊", "1", "BID")),
            "2.5 g",
        ),
        ((line("辛伐他汀片", "80", "QN"),), "80 mg"),
        ((line("阿昔洛韦片", "0.8", "5ID"),), None),
        ((line("阿昔洛韦片", "1", "5ID"),), "5 g"),
        ((line("阿昔洛韦片", "3", "ONCE"), line("阿昔洛韦片", "2", "ONCE")), "5 g"),
        ((line("阿昔洛韦片", "5", "QW"),), "5 g"),
        ((line("布洛芬混悬液", "500", "QID"),), None),
        ((line("双氯芬酸二乙胺乳胶剂", None, "TID", route="EXT"),), None),
    ],
)
def test_rx_13_the_day_is_added_up_per_ingredient_and_per_drug(
    lines: tuple[Line, ...], over: str | None
) -> None:
    findings = found(draft(*lines), "RX-13")
    assert [finding.params["value"] for finding in findings] == ([over] if over else [])


def test_rx_13_earlier_lines_count_unless_the_same_drug_is_refilled() -> None:
    tablets, cold = line("对乙酰氨基酚片", "0.5", "QID"), line("复方氨酚烷胺胶囊", "1", "BID")
    assert codes(draft(cold, earlier=(tablets,)), "RX-13") == [("RX-13", "REASON")]
    assert codes(draft(tablets, earlier=(tablets,)), "RX-13") == []
    assert codes(draft(line("维生素C片"), earlier=(tablets, cold)), "RX-13") == []


def bad() -> Draft:
    """Nearly everything wrong at once."""
    return draft(
        line("阿莫西林胶囊", "2", "QID", days=10, remark="遵医嘱"),
        line("头孢克肟分散片", days=1),
        line("左氧氟沙星片"),
        line("辛伐他汀片"),
        line("克拉霉素片"),
        line("华法林钠片"),
        line("甲硝唑片"),
        patient=replace(allergic_to("AG01"), age=Age(10)),
        rights=Rights(antibacterial=Grade.UNRESTRICTED),
        diagnoses=(),
    )


def test_all_findings_are_told_at_once_the_gravest_first() -> None:
    findings = check(bad())
    levels = [finding.level for finding in findings]
    assert levels == sorted(levels)
    assert {"RX-17", "RX-01", "RX-08", "RX-10", "RX-16", "RX-18", "RX-02"} <= {
        finding.code for finding in findings
    }
    keys = [(finding.code, finding.subject) for finding in findings]
    assert len(keys) == len(set(keys))
    assert check(bad()) == findings


def test_subjects_are_short_and_codes_fit_their_column() -> None:
    for finding in check(bad()):
        assert 0 < len(finding.subject) <= 120
        assert len(finding.code) <= 20


def test_every_message_has_what_it_needs_to_be_filled() -> None:
    texts = {row.code: row for row in reference().refusal_messages}
    for finding in check(bad()):
        row = texts.get(finding.code)
        if row is None:
            assert finding.code in ("RX-09-INFO", "RX-11-MODERATE", "RX-11-MINOR")
            continue
        wanted = set(re.findall(r"\{(\w+)\}", row.message_zh + row.message_en))
        assert wanted <= finding.params.keys(), finding.code


def test_dates_are_written_the_iso_way() -> None:
    patient = allergic_to("AG01", noted_on=date(2024, 1, 2))
    assert found(draft(line("阿莫西林胶囊"), patient=patient), "RX-08")[0].params["date"] == (
        "2024-01-02"
    )
