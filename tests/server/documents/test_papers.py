"""What holds for every paper."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from omms_server.contract.documents import GlyphMissing
from omms_server.contract.masking import mask_name
from omms_server.documents import drug_label, prescription, queue_slip, receipt
from omms_server.documents.values import Reprint

from . import samples
from .conftest import Reader

Paper = Callable[[str, int], bytes]


def _slip(name: str, copy: int = 0) -> bytes:
    return queue_slip.render(samples.queue_slip(name), copy=copy, reprint=_reprint(copy))


def _roll(name: str, copy: int = 0) -> bytes:
    return receipt.render(samples.receipt(name), copy=copy, reprint=_reprint(copy))


def _a5(name: str, copy: int = 0) -> bytes:
    return receipt.render(samples.receipt(name), copy=copy, reprint=_reprint(copy), size="A5")


def _prescription(name: str, copy: int = 0) -> bytes:
    value = samples.prescription(patient=replace(samples.PATIENT, name=name))
    return prescription.render(value, copy=copy, reprint=_reprint(copy))


def _labels(name: str, copy: int = 0) -> bytes:
    value = samples.labels(replace(samples.PATIENT, name=name))
    return drug_label.render(value, copy=copy, reprint=_reprint(copy))


def _reprint(copy: int) -> Reprint | None:
    return samples.REPRINT if copy else None


PAPERS = [_slip, _roll, _a5, _prescription, _labels]
FULL_NAME_PAPERS = [_roll, _a5, _prescription, _labels]
every_paper = pytest.mark.parametrize("paper", PAPERS)


@every_paper
def test_all_fonts_are_embedded(paper: Paper, fonts_in: Callable[[bytes], list[list[str]]]) -> None:
    rows = fonts_in(paper("欧阳小明", 0))
    assert rows
    assert all("NotoSans" in row[0] and row[3:6] == ["yes", "yes", "yes"] for row in rows)


@every_paper
def test_the_same_paper_is_the_same_bytes(paper: Paper) -> None:
    assert paper("欧阳小明", 1) == paper("欧阳小明", 1)
    assert paper("欧阳小明", 1) != paper("欧阳小明", 2)


def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import sys, hashlib;"
        "from tests.server.documents import test_papers as t;"
        "sys.stdout.write(hashlib.sha256(t._prescription('欧阳小明')).hexdigest())"
    )
    seeded = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=seeded
    )
    assert other.stdout == hashlib.sha256(_prescription("欧阳小明")).hexdigest()


def test_papers_made_at_the_same_time_do_not_mix() -> None:
    names = [f"赵钱孙{chr(0x5000 + at)}" for at in range(24)]
    alone = [_prescription(name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(_prescription, names)) == alone


@every_paper
def test_a_reprint_says_so_with_time_and_person(paper: Paper, text_of: Reader) -> None:
    text = text_of(paper("欧阳小明", 2))
    assert "补打2" in text
    assert "2026-11-2309:40" in text
    assert "工号1003" in text
    assert "补打" not in text_of(paper("欧阳小明", 0))


@pytest.mark.parametrize("paper", FULL_NAME_PAPERS)
@pytest.mark.parametrize("name", ["王㛃䶮·阿依", "买买提·吐尔逊江" * 6 + "古丽", "龘" * 50])
def test_a_rare_or_long_name_comes_back_whole(paper: Paper, name: str, text_of: Reader) -> None:
    assert name in _rejoined(text_of(paper(name, 0)), name)


@pytest.mark.parametrize("paper", FULL_NAME_PAPERS)
@pytest.mark.usefixtures("rare_face")
def test_a_name_beyond_the_main_font_comes_back_whole(paper: Paper, text_of: Reader) -> None:
    assert samples.RARE_NAME in text_of(paper(samples.RARE_NAME, 0))


@every_paper
@pytest.mark.usefixtures("rare_face")
def test_nothing_leaves_the_page(
    paper: Paper, boxes_of: Callable[[bytes], list[tuple[float, ...]]]
) -> None:
    for name in ("欧阳小明", samples.RARE_NAME * 10, "Wolfeschlegelsteinhausenbergerdorff" * 2):
        for x0, y0, x1, y1, width, height in boxes_of(paper(name, 1)):
            assert x0 >= 3
            assert x1 <= width - 3
            assert y0 >= 0
            assert y1 <= height


@pytest.mark.parametrize("paper", FULL_NAME_PAPERS)
def test_a_character_without_glyph_is_refused(paper: Paper) -> None:
    with pytest.raises(GlyphMissing) as refused:
        paper("王\U0003134a\U0003134a\ue000", 0)
    assert refused.value.params == {"characters": "\U0003134a\ue000"}


def test_the_slip_masks_the_name(text_of: Reader) -> None:
    text = text_of(_slip("欧阳小明"))
    assert "小明" not in text
    assert mask_name("欧阳小明") in text
    assert "A012" in text


def _rejoined(text: str, name: str) -> str:
    """The page's text; a wrapped name may have its neighbour's label between its lines."""
    if name in text:
        return text
    kept = set(name)
    return "".join(c for c in text if c in kept)
