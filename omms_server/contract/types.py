"""Bounded field types: one definition for the form and for the server."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from .messages import Message

T = TypeVar("T")

Id = Annotated[int, Field(ge=1, lt=2**63)]
Money = Annotated[int, Field(ge=-(10**13), le=10**13)]
"""Whole fen."""
Price = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=4)]
"""Yuan with four places (ARCHITECTURE, what always holds 7)."""
Count = Annotated[int, Field(ge=0, le=10**9)]
"""A number of the smallest dispensing unit."""
Version = Annotated[int, Field(ge=1)]
Moment = AwareDatetime


def _no_controls(text: str) -> str:
    if any(
        unicodedata.category(character) in ("Cc", "Cs", "Co")
        for character in text.replace("\n", "")
    ):
        raise ValueError("control characters are not allowed")
    return text


def _half_width(text: object) -> object:
    return unicodedata.normalize("NFKC", text).strip() if isinstance(text, str) else text


def _phone(text: object) -> object:
    if not isinstance(text, str):
        return text
    return re.sub(r"^(\+86|0086)", "", re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)))


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_no_controls)]
Text = Annotated[str, StringConstraints(max_length=8000), AfterValidator(_no_controls)]
Reason = Annotated[
    str, StringConstraints(min_length=2, max_length=500), AfterValidator(_no_controls)
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=50), AfterValidator(_no_controls)]
"""Any Unicode a name may hold, rare characters beyond the BMP and the middle dot included; at most
50 characters."""
Phone = Annotated[
    str,
    BeforeValidator(_phone),
    StringConstraints(pattern=r"^(1[3-9]\d{9}|0\d{2,3}\d{7,8}(-\d{1,6})?)$"),
]
"""Mobile or landline (DOMAIN 9.4); +86 and separators are stripped."""
Mobile = Annotated[str, BeforeValidator(_phone), StringConstraints(pattern=r"^1[3-9]\d{9}$")]
Code = Annotated[str, BeforeValidator(_half_width), StringConstraints(min_length=1, max_length=40)]
SearchText = Annotated[str, BeforeValidator(_half_width), StringConstraints(max_length=60)]


class Sex(StrEnum):
    """GB/T 2261.1 (DOMAIN 0.2)."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"


class Paging(Message):
    """Which part of a list is wanted. Pages count from 1."""

    page: int = Field(default=1, ge=1, le=10_000)
    size: int = Field(default=50, ge=1, le=100)


class Period(Message):
    """A range of time: from inclusive, until exclusive."""

    since: Moment
    until: Moment


class Page(Message, Generic[T]):
    """One page of a list."""

    rows: tuple[T, ...]
    total: int


__all__ = [
    "Code",
    "Count",
    "Id",
    "Line",
    "Mobile",
    "Moment",
    "Money",
    "Name",
    "Page",
    "Paging",
    "Period",
    "Phone",
    "Price",
    "Reason",
    "SearchText",
    "Sex",
    "Text",
    "Version",
    "date",
    "datetime",
]
