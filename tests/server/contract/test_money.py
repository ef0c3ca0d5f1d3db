"""Money as text and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omms_server.contract.money import (
    capitals,
    line_amount,
    parse_yuan,
    price_text,
    yuan,
)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (99, "0.99"),
        (123450, "1,234.50"),
        (-123450, "-1,234.50"),
        (10**10, "100,000,000.00"),
    ],
)
def test_yuan_has_two_places_and_separated_thousands(fen: int, text: str) -> None:
    assert yuan(fen) == text


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (10, "壹角整"),
        (15, "壹角伍分"),
        (100, "壹元整"),
        (1000, "壹拾元整"),
        (1005, "壹拾元零伍分"),
        (1010, "壹拾元壹角整"),
        (10010, "壹佰元壹角整"),
        (32504, "叁佰贰拾伍元零肆分"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (600714, "陆仟零柒元壹角肆分"),
        (1000000, "壹万元整"),
        (1000100, "壹万零壹元整"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (10070000, "壹拾万零柒佰元整"),
        (100000100, "壹佰万零壹元整"),
        (10**10, "壹亿元整"),
        (10**10 + 100, "壹亿零壹元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (123456789012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
        (10**13, "壹仟亿元整"),
        (-1005, "负壹拾元零伍分"),
    ],
)
def test_capitals_read_as_on_a_receipt(fen: int, text: str) -> None:
    assert capitals(fen) == text


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.5", 1250),
        ("12.50", 1250),
        (" ¥1,234.50 ", 123450),
        ("￥１２．０５", 1205),
        ("1，234", 123400),
        ("-3.20", -320),
        ("100000000000.00", 10**13),
    ],
)
def test_a_plain_amount_is_understood(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", ".", "1.", ".5", "1.005", "1e3", "1E3", "NaN", "inf", "--1", "+1", "1,23",
        "1,2345", "12,34.00", "1 2", "0x10", "1²", "½", "٣", "一百", "1.2.3",
        "100000000000.01", "9" * 5000, "12元",
    ],
)  # fmt: skip
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_yuan(typed)


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_what_is_shown_can_be_typed_back(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen


@pytest.mark.parametrize(
    ("price", "quantity", "fen"),
    [
        ("0.125", 1, 13),
        ("0.005", 1, 1),
        ("0.0049", 1, 0),
        ("0.0033", 100, 33),
        ("0.3350", 1, 34),
        ("12.3456", 7, 8642),
        ("19.99", 3, 5997),
        ("0.0001", 10**9, 10_000_000),
        ("99999999.9999", 1000, 9_999_999_999_990),
        ("0.125", -1, -13),
    ],
)
def test_a_line_is_rounded_once_half_up(price: str, quantity: int, fen: int) -> None:
    assert line_amount(Decimal(price), quantity) == fen


@given(
    st.decimals(min_value=0, max_value=10**8, places=4), st.integers(min_value=0, max_value=10**6)
)
def test_a_reversal_is_exactly_the_negative(price: Decimal, quantity: int) -> None:
    assert line_amount(price, -quantity) == -line_amount(price, quantity)


def test_a_float_is_no_price() -> None:
    with pytest.raises(TypeError):
        line_amount(0.1, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ("0", "0.00"),
        ("12.5", "12.50"),
        ("0.1230", "0.123"),
        ("0.0625", "0.0625"),
        ("1234.5000", "1,234.50"),
    ],
)
def test_a_unit_price_shows_two_to_four_places(price: str, text: str) -> None:
    assert price_text(Decimal(price)) == text
