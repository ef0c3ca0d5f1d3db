"""What makes a password weak (DOMAIN SEC-09)."""

from __future__ import annotations

import pytest

from omms_server.domains.staff.common_words import COMMON
from omms_server.domains.staff.password_rules import Owner, weaknesses

OWNER = Owner("haitao88", "S0042", ("吴海涛", "wuhaitao"))


@pytest.mark.parametrize(
    "password",
    [
        "correct horse 9",
        "Vk7-mangrove",
        "三只小猪 went 2 town",
        "tR4ctor beams",
        "P4ssw0rd-Tulpenfeld",  # a common word is no harm beside others
        "Xq9$Xq9$kkWv",
    ],
)
def test_a_good_password_has_no_weakness(password: str) -> None:
    assert weaknesses(password, OWNER, 10) == []


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Vk7-mangr", ["too_short"]),
        ("vk7mangrove", ["few_classes"]),
        ("VKMANGROVE", ["few_classes"]),
        ("猪猪猪吃草草喝水水1", ["few_classes"]),
        ("Haitao88-mangrove", ["has_name"]),
        ("wuHaiTao-mangrove7", ["has_name"]),
        ("s0042-Mangrove", ["has_name"]),
        ("吴海涛-Mangrove7", ["has_name"]),
        ("Mangrove+13912345678", ["has_number"]),
        ("Mangrove-010-55550123", ["has_number"]),
        ("Mangrove-19870512", ["has_number"]),
        ("Mangrove-1987-05-12", ["has_number"]),
        ("Password123!", ["common"]),
        ("P@ssw0rd2026", ["common"]),
        ("Qwertyuiop123", ["common"]),
        ("1qaz@WSX3edc", ["common"]),
        ("Admin@2026!!", ["common"]),
        ("Aa11111111", ["common"]),
        ("Abc123456789", ["common"]),
        ("Woaini-5201314", ["common"]),
        ("Hospital@2026", ["common"]),
        ("I love 医院 2026", ["common"]),
        ("abc", ["too_short", "few_classes", "common"]),
    ],
)
def test_each_weakness_is_told(password: str, expected: list[str]) -> None:
    assert weaknesses(password, OWNER, 10) == expected


def test_a_short_name_forbids_nothing() -> None:
    """A user name of two letters stands in half of all passwords."""
    owner = Owner("wu", "1", ("吴", "wu"))
    assert weaknesses("Wunderbar-7 1", owner, 10) == []


def test_the_length_is_the_house_s() -> None:
    assert weaknesses("Vk7-mangrove", OWNER, 13) == ["too_short"]


def test_common_words_are_tried_longest_first() -> None:
    assert [len(word) for word in COMMON] == sorted((len(word) for word in COMMON), reverse=True)
    assert all(word == word.lower() for word in COMMON)
