"""Money as text and back: whole fen in, what a person reads and types out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

MAX_FEN = 10**13

_TYPED = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－￥", "0123456789.,-¥")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")


def yuan(fen: int) -> str:
    """Whole fen as yuan with two places and thousands separated: 123450 -> "1,234.50"."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def price_text(price: Decimal) -> str:
    """A unit price in yuan with two to four places: 0.1235 -> "0.1235", 12.5 -> "12.50"."""
    whole, _, places = f"{price:,.4f}".partition(".")
    return f"{whole}.{places[:2]}{places[2:].rstrip('0')}"


def parse_yuan(text: str) -> int:
    """What a person typed as yuan, in whole fen; full-width digits and a leading ¥ are understood.

    Raises ValueError for anything that is not a plain amount: more than two places, an exponent,
    NaN, misplaced separators, more than 10**13 fen. Nothing is rounded silently.
    """
    typed = text.strip().translate(_FULL_WIDTH).removeprefix("¥").strip()
    match = _TYPED.fullmatch(typed) if len(typed) <= 24 else None
    if match is None:
        raise ValueError("not an amount in yuan")
    sign, whole, places = match.groups()
    fen = int(whole.replace(",", "")) * 100 + int((places or "").ljust(2, "0"))
    if fen > MAX_FEN:
        raise ValueError("the amount is too large")
    return -fen if sign else fen


def line_amount(price: Decimal, quantity: int | Decimal) -> int:
    """Price in yuan times quantity in whole fen, rounded once, half up (DOMAIN FIN-R1).

    A reversing line (negative quantity) is exactly the negative of the original.
    """
    if isinstance(price, float) or isinstance(quantity, float):
        raise TypeError("a price or quantity is never a float")
    with localcontext() as context:
        context.prec = 60
        return int((price * quantity * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def capitals(fen: int) -> str:
    """The amount in Chinese capitals as on receipts and cheques: 10010 -> "壹佰元壹角整".

    整 follows unless fen are named; 零 stands for a gap between figures. Up to 10**13 fen.
    """
    whole, rest = divmod(abs(fen), 100)
    jiao, odd = divmod(rest, 10)
    text = f"{_integer(whole)}元" if whole else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    if odd:
        text += f"{'零' if whole and not jiao else ''}{_DIGITS[odd]}分"
    else:
        text = f"{text or '零元'}整"
    return f"负{text}" if fen < 0 else text


def _integer(number: int) -> str:
    """A positive integer in capitals, by sections of four figures."""
    text, gap = "", False
    for power in range(len(_SECTIONS) - 1, -1, -1):
        section = number // 10_000**power % 10_000
        if section == 0:
            gap = bool(text)
            continue
        if text and (gap or section < 1000):
            text += "零"
        text += _section(section) + _SECTIONS[power]
        gap = False
    return text


def _section(number: int) -> str:
    """1 to 9,999 in capitals; a gap inside is one 零."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += f"{'零' if gap else ''}{_DIGITS[digit]}{_PLACES[place]}"
        gap = False
    return text
