"""Masks of DOMAIN 9.3."""

import pytest

from omms_server.contract.masking import mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", ""),
        ("张", "*"),
        ("张三", "张*"),
        ("张小明", "张*明"),
        ("欧阳修", "欧阳*"),
        ("欧阳娜娜", "欧阳**"),
        ("歐陽娜娜", "歐陽**"),
        ("司马", "司*"),
        ("陈李小明", "陈**明"),
        ("阿依古丽", "阿**丽"),
        ("𠮷野", "𠮷*"),
        ("王㛃䶮", "王*䶮"),
        ("葛\U000e0100明", "葛\U000e0100*"),
        ("买买提·吐尔逊", "买****逊"),
        ("阿" * 50, "阿****阿"),
        ("  张小明 ", "张*明"),
    ],
)
def test_a_name_keeps_surname_and_last_character(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "strict", "shown"),
    [
        ("11010519491231002X", False, "110105********002X"),
        ("11010519491231002X", True, "1****************X"),
        ("110105491231002", False, "110105*****1002"),
        ("E12345678", False, "E*******8"),
        ("AB", False, "**"),
        ("", False, ""),
    ],
)
def test_an_identity_number_hides_the_birth_date(number: str, strict: bool, shown: str) -> None:
    assert mask_id_number(number, strict=strict) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+86 138 1234 5678", "138****5678"),
        ("010-12345678", "010-******78"),
        ("02112345678", "021-******78"),
        ("0571-1234567", "0571-******67"),
        ("0571-12345678-801", "0571-******78"),
        ("95588", "***88"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_phone_number_is_shortened(number: str, shown: str) -> None:
    assert mask_phone(number) == shown
