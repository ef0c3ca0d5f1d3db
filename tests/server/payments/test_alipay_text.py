"""The scanner that cuts the signed part out of an answer, amounts and times."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omms_server.payments.alipay_text import beijing_of, fen_of, members, moment_of, yuan_of

TRICKY = st.text(st.sampled_from('{}[]",:\\/ \nsign阿')) | st.text()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TRICKY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TRICKY, inner, max_size=3),
    max_leaves=12,
)


def written(value: Any, *, ascii_only: bool, escape_slashes: bool, spaced: bool) -> str:
    text = json.dumps(
        value, ensure_ascii=ascii_only, separators=(" , ", " : ") if spaced else (",", ":")
    )
    return text.replace("/", "\\/") if escape_slashes else text


@given(
    st.lists(st.tuples(TRICKY, VALUES), max_size=4, unique_by=lambda pair: pair[0]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_each_member_is_cut_out_exactly_as_it_was_sent(
    pairs: list[tuple[str, Any]], ascii_only: bool, escape_slashes: bool, spaced: bool
) -> None:
    raw = {
        name: written(value, ascii_only=ascii_only, escape_slashes=escape_slashes, spaced=spaced)
        for name, value in pairs
    }
    space = " \r\n" if spaced else ""
    joined = f"{space},{space}".join(
        f"{json.dumps(name)}{space}:{space}{text}" for name, text in raw.items()
    )
    assert members(f"{space}{{{space}{joined}{space}}}{space}") == raw


@given(st.text() | st.text(st.sampled_from('{}[]",:\\ab1 ')))
def test_whatever_comes_is_read_as_json_reads_it_or_refused(text: str) -> None:
    try:
        found = members(text)
    except ValueError:
        return
    said = json.loads(text)
    assert {name: json.loads(raw) for name, raw in found.items()} == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"a":1',
        '{"a":1}x',
        '{"a":1,}',
        '{"a" 1}',
        "{a:1}",
        "{1:1}",
        '{"a":1,"a":2}',
        '{"a":1}{"b":2}',
    ],
)
def test_what_is_no_single_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        members(text)


def test_a_name_inside_a_string_or_deeper_down_is_not_taken() -> None:
    inner = '{"msg":"}\\",\\"sign\\":\\"x\\"","sign":"deep"}'
    assert members(f'{{"a_response":{inner},"sign":"top"}}') == {
        "a_response": inner,
        "sign": '"top"',
    }


@given(st.integers(min_value=0, max_value=10**10))
def test_fen_survive_the_way_through_yuan(fen: int) -> None:
    assert fen_of(yuan_of(fen)) == fen


@pytest.mark.parametrize(
    ("yuan", "fen"), [("0.01", 1), ("12.3", 1230), ("7", 700), ("100000000.00", 10**10)]
)
def test_yuan_are_read_exactly(yuan: str, fen: int) -> None:
    assert fen_of(yuan) == fen


@pytest.mark.parametrize(
    "yuan", ["", "1.", ".5", "1.234", "+1", "-1", "1e2", "1,000", "NaN", None, 1]
)
def test_what_is_no_amount_is_refused(yuan: object) -> None:
    with pytest.raises(ValueError, match="amount"):
        fen_of(yuan)


def test_times_are_beijing_time() -> None:
    moment = datetime(2026, 1, 1, 16, 0, 0, tzinfo=UTC)
    assert beijing_of(moment) == "2026-01-02 00:00:00"
    assert moment_of("2026-01-02 00:00:00") == moment
