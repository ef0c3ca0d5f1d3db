"""Every code that a rule of the server can raise has a sentence in both languages."""

from __future__ import annotations

import ast
import csv
import re

import pytest

from omms_desktop.assets import asset_path
from omms_desktop.texts.findings import HOUSE, finding_sentence, finding_texts
from tests.architecture.source import files, tree

CODE = re.compile(r"[A-Z]{2,4}-R?\d+(-[A-Z]+)?")
PLACE = re.compile(r"\{(\w+)\}")


def raised() -> list[str]:
    """The codes that stand as texts of their own in the rules; documentation is none."""
    return sorted(
        {
            node.value
            for path in files("omms_server/domains")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CODE.fullmatch(node.value)
        }
    )


def test_the_rules_raise_the_codes_we_know_of() -> None:
    told = {"ALG-R1", "ALG-R3", "RX-09-INFO", "RX-11-MODERATE", "RX-11-MINOR", "REG-R16"}
    assert told | {"FIN-08", "PH-13", "REG-09", "RX-01"} <= set(raised())


@pytest.mark.parametrize("code", raised())
def test_a_code_that_a_rule_raises_has_a_sentence(code: str) -> None:
    chinese, english = finding_texts()[code]
    assert re.search("[一-鿿]", chinese)
    assert re.search("[A-Za-z]{3}", english)
    assert set(PLACE.findall(chinese)) >= set(PLACE.findall(english))


def test_the_house_repeats_nothing_of_the_list_and_keeps_nothing_that_is_gone() -> None:
    assert set(HOUSE) <= set(raised())
    with asset_path("reference_data", "refusal_messages.csv").open(encoding="utf-8") as file:
        assert not {row["code"] for row in csv.DictReader(file)} & set(HOUSE)


@pytest.mark.parametrize("code", HOUSE)
def test_a_sentence_of_the_house_needs_the_same_in_both_languages(code: str) -> None:
    chinese, english = HOUSE[code]
    assert set(PLACE.findall(chinese)) == set(PLACE.findall(english))
    assert english.isascii()


def test_each_language_gets_its_own_effect_and_advice() -> None:
    params = {
        "a": "华法林钠片", "a_en": "Warfarin", "b": "布洛芬片", "b_en": "Ibuprofen",
        "effect": "出血风险增加", "effect_en": "more bleeding",
        "advice": "监测。", "advice_en": "Monitor.",
    }  # fmt: skip
    assert finding_sentence("RX-11-MINOR", params, "zh_CN") == (
        "华法林钠片与布洛芬片存在轻度相互作用：出血风险增加。监测。"
    )
    assert finding_sentence("RX-11-MINOR", params, "en") == (
        "Minor interaction between Warfarin and Ibuprofen: more bleeding. Monitor."
    )
