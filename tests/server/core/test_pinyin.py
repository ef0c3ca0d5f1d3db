"""Search spellings of names and terms (DOMAIN GEN-R9)."""

import csv
import re
from pathlib import Path

import pytest

from omms_server.core.pinyin import (
    MOST_COMBINATIONS,
    Spellings,
    name_spellings,
    term_spellings,
)

DATA = Path(__file__).parents[3] / "resources" / "reference_data"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("单文静", "shanwenjing"),
        ("解晓东", "xiexiaodong"),
        ("仇英", "qiuying"),
        ("区小明", "ouxiaoming"),
        ("查良镛", "zhaliangyong"),
        ("曾国藩", "zengguofan"),
        ("任盈盈", "renyingying"),
        ("盖聂", "genie"),
        ("尉迟恭", "yuchigong"),
        ("万俟雪", "moqixue"),
        ("长孙无忌", "zhangsunwuji"),
        ("单于明", "chanyuming"),
        ("朴正", "piaozheng"),
        ("翟天", "zhaitian"),
        ("缪斯", "miaosi"),
        ("宁静", "ningjing"),
        ("覃明", "qinming"),
        ("洗明", "xianming"),
        ("冼星海", "xianxinghai"),
        ("吕布", "lvbu"),
        ("欧阳修", "ouyangxiu"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, full: str) -> None:
    assert name_spellings(name).full[0] == full


def test_the_ordinary_reading_of_a_surname_is_found_too() -> None:
    spelt = name_spellings("单文静")
    assert spelt.full == ("shanwenjing", "danwenjing")
    assert spelt.initials == ("swj", "dwj")


def test_the_same_character_in_a_given_name_is_no_surname() -> None:
    assert name_spellings("王万").full[0] == "wangwan"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("𠮷田", Spellings(("tian",), ("t",))),
        ("𠀀", Spellings()),
        ("", Spellings()),
        ("···", Spellings()),
        ("O'Neil José", Spellings(("oneiljose",), ("oneiljose",))),
        ("Ｌi４", Spellings(("li4",), ("li4",))),
    ],
)
def test_rare_characters_are_left_out_and_latin_ones_stay(name: str, expected: Spellings) -> None:
    assert name_spellings(name) == expected


def test_a_middle_dot_is_ignored_and_makes_the_first_character_no_surname() -> None:
    assert name_spellings("区买提·吐尔逊").full[0].startswith("qumai")
    assert "mmttex" in name_spellings("买买提·吐尔逊").initials
    assert name_spellings("买买提•吐尔逊") == name_spellings("买买提·吐尔逊")


def test_heteronyms_are_bounded() -> None:
    spelt = name_spellings("曾乐重行长朝解")
    assert 1 < len(spelt.full) <= MOST_COMBINATIONS
    assert len(set(spelt.full)) == len(spelt.full)


@pytest.mark.parametrize(
    ("term", "full", "initials"),
    [
        ("重组人胰岛素", "chongzurenyidaosu", "czryds"),
        ("长春西汀注射液", "changchunxitingzhusheye", "ccxtzsy"),
        ("维生素D3滴剂", "weishengsud3diji", "wssd3dj"),
        ("α-干扰素", "ganraosu", "grs"),
        ("0.9%氯化钠注射液(100ml)", "09lvhuanazhusheye100ml", "09lhnzsy100ml"),
        ("CT", "ct", "ct"),
    ],
)
def test_a_term_is_read_by_word_in_lower_case(term: str, full: str, initials: str) -> None:
    spelt = term_spellings(term)
    assert spelt.full[0] == full
    assert spelt.initials[0] == initials


@pytest.mark.parametrize("file", ["drugs.csv", "lab_items.csv", "charge_items.csv"])
def test_the_initials_the_catalogues_print_are_found_by_prefix(file: str) -> None:
    """The catalogues leave out what stands in brackets; a spelling keeps it."""
    column = "generic_name_zh" if file == "drugs.csv" else "name_zh"
    with (DATA / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    missed = []
    for row in rows:
        printed = row["pinyin_initials"].lower()
        without = re.sub(r"\(.*?\)", "", row[column])
        spelt = (*term_spellings(row[column]).initials, *term_spellings(without).initials)
        if not any(each.startswith(printed) for each in spelt):
            missed.append((row[column], printed, spelt[:2]))
    assert missed == []
