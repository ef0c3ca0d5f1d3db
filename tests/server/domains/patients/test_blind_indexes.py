"""What the blind indexes tell a thief is what docs/decisions/0018 says, and no more."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from omms_server.core.keys import create_keys, load_vault
from omms_server.core.vault import Vault
from omms_server.domains.patients.search import Identity, written_values

KINDS = (
    "name",
    "initials",
    "pinyin",
    "phone",
    "tail",
    "identity",
    "lookalike",
    "mobile",
    "sign-in",
)
ZHANG = Identity("张晓明", date(1990, 1, 1), "110105199001010019", "13912345678")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    create_keys(tmp_path / "keys")
    return load_vault(tmp_path / "keys")


@pytest.mark.parametrize("text", ["张", "13912345678", "5678", "zxm", "110105199001010019", ""])
def test_one_text_in_two_columns_has_two_values(vault: Vault, text: str) -> None:
    for one, other in combinations(KINDS, 2):
        assert vault.index(one, text) != vault.index(other, text), (one, other)


def test_no_text_with_its_kind_is_another_text_of_another_kind(vault: Vault) -> None:
    """The kind ends before the text begins."""
    assert vault.index("phone", "x") != vault.index("phon", "ex")
    assert not [kind for kind in KINDS if "\0" in kind]


def test_a_patient_is_not_joined_to_booking_codes_or_sign_ins(vault: Vault) -> None:
    written = written_values(vault, ZHANG)
    assert vault.index("phone", ZHANG.phone) in written
    assert vault.index("mobile", ZHANG.phone) not in written
    for name in (ZHANG.name, "zhangxiaoming", "zxm"):
        assert vault.index("sign-in", name) not in written


def test_two_patients_share_the_values_of_what_they_share(vault: Vault) -> None:
    same_tail = Identity("李四", date(1970, 2, 3), "", "13800005678")
    shared = written_values(vault, ZHANG) & written_values(vault, same_tail)
    assert shared == {vault.index("tail", "5678")}
    namesake = Identity("张力", date(1970, 2, 3), "", "13800009999")
    shared = written_values(vault, ZHANG) & written_values(vault, namesake)
    assert vault.index("name", "张") in shared
    assert vault.index("name", "张晓") not in shared


def test_another_clinics_values_are_others(vault: Vault, tmp_path: Path) -> None:
    create_keys(tmp_path / "other")
    other = load_vault(tmp_path / "other")
    assert not written_values(vault, ZHANG) & written_values(other, ZHANG)
