"""Chinese sentences are set as Chinese is: their punctuation is full width."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.architecture.source import ROOT, files, listed, place, tree

HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"
BESIDE = rf"(?:{HAN}|[，。；：、？！（）“”《》])"
NARROW = re.compile(rf"{BESIDE}\s*[,:;?!()]|[,:;?!()]\s*{BESIDE}")
ANY_NARROW = re.compile(r"(?<![A-Za-z0-9])[,:;?!()]|[,:;?!()](?![A-Za-z0-9])")
"""In a sentence: nothing but what stands between figures or Latin letters, as in 08:50."""
NO_SENTENCE = re.compile(r"\(&[A-Za-z]\)|&\w+;|<[^>]*>")
"""A key in a label, as Qt writes it, and the marks of HTML."""

OF_PROGRAMS = {
    "omms_desktop/widgets/date_edit.py": "a pattern that reads dates",
    "omms_server/core/pinyin_readings.py": "a table, one reading after another",
}
"""Files with Chinese in what only the program reads, each with its reason."""

SENTENCES = {
    "refusal_messages.csv": ("message_zh",),
    "drug_interactions.csv": ("effect_zh", "advice_zh"),
}
"""The reference data that people read as sentences. Names stay as their catalogues write them."""


def is_chinese(text: str) -> bool:
    return re.search(HAN, text) is not None


def is_narrow(text: str, *, sentence: bool) -> bool:
    """Whether a mark of a Chinese text is one of the Latin set."""
    plain = NO_SENTENCE.sub("", text)
    return is_chinese(plain) and (ANY_NARROW if sentence else NARROW).search(plain) is not None


def spoken(path: Path) -> Iterator[tuple[str, int]]:
    """The texts of a module; documentation is none."""
    told = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value, node.lineno


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("按F4叫下一位,在患者上按回车接诊。", True),
        ("过敏:{0}", True),
        ("查找患者 (F2)", True),
        ("{0},{1}号", True),
        ("确认退号?", True),
        ("候诊，08:50 报到（{0}）", False),
        ("用户名(&U)", False),
        ("Enter: next field", False),
    ],
)  # fmt: skip
def test_the_rule_knows_a_latin_mark_in_a_chinese_sentence(text: str, narrow: bool) -> None:
    assert is_narrow(text, sentence=True) is narrow


def test_the_workstation_s_translations_have_full_width_marks() -> None:
    found = [
        f"{file.name}: {text}"
        for file in sorted((ROOT / "resources" / "i18n").glob("omms_zh_*.ts"))
        for node in ElementTree.parse(file).getroot().iter("translation")  # noqa: S314 our own
        if is_narrow(text := "".join(node.itertext()), sentence=True)
    ]
    assert not found, listed(found)


def test_the_sentences_for_faults_have_full_width_marks() -> None:
    found = [
        f"{place(path, line)} {text}"
        for path in files("omms_desktop/texts")
        for text, line in spoken(path)
        if is_narrow(text, sentence=True)
    ]
    assert not found, listed(found)


def test_chinese_in_the_source_has_full_width_marks() -> None:
    found = [
        f"{place(path, line)} {text}"
        for path in files("omms_server", "omms_desktop")
        if place(path) not in OF_PROGRAMS
        for text, line in spoken(path)
        if is_narrow(text, sentence=False)
    ]
    assert not found, listed(found)


def test_the_pages_have_full_width_marks() -> None:
    found = [
        f"{place(path, number)} {line.strip()}"
        for path in sorted((ROOT / "omms_server" / "web" / "templates").glob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if is_narrow(line, sentence=False)
    ]
    assert not found, listed(found)


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_the_sentences_of_the_reference_data_have_full_width_marks(name: str) -> None:
    with (ROOT / "resources" / "reference_data" / name).open(encoding="utf-8") as table:
        texts = [row[column] for row in csv.DictReader(table) for column in SENTENCES[name]]
    assert texts
    found = [text for text in texts if is_narrow(text, sentence=False)]
    assert not found, listed(found)
