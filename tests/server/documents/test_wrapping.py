"""Line breaking, measured in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omms_server.documents.wrapping import wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("一二三四五六", 4, ["一二三四", "五六"]),
        ("一二三四，五六", 4, ["一二三", "四，五六"]),
        ("（一二）三四", 4, ["（一二）", "三四"]),
        ("每次服用 0.5 g 口服", 7, ["每次服用", "0.5 g 口", "服"]),
        ("每次服用 25 微克口服", 7, ["每次服用", "25 微克口服"]),
        ("three blind mice", 6, ["three", "blind", "mice"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一\n二", 4, ["一", "二"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width, len) == lines


@given(st.text(alphabet="一二，。（）ab1.5 微克mg", max_size=60), st.integers(1, 12))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)
