"""The trail as a signed table: changes are found, and no cell is a formula."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from omms_server.core.trail_csv import check_csv, harmless, signed_csv

KEY = Ed25519PrivateKey.generate()
TEXT = signed_csv(("时间", "原因"), [("2026-11-23", "家中有事"), ("2026-11-24", '=1+"x"')], KEY)


def test_an_untouched_table_is_as_it_was_made() -> None:
    assert check_csv(TEXT, KEY.public_key()) == []
    assert "'=1+" in TEXT


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("家中", "单位"),
        TEXT.replace("2026-11-24", "2026-11-25"),
        "\n".join([TEXT.splitlines()[0], *TEXT.splitlines()[2:]]) + "\n",
        TEXT.rpartition("# OMMS")[0],
        "",
    ],
)
def test_a_changed_table_is_found(changed: str) -> None:
    assert check_csv(changed, KEY.public_key())


def test_another_key_is_told() -> None:
    other = Ed25519PrivateKey.generate().public_key()
    assert "the export was signed with another key than the clinic's" in check_csv(TEXT, other)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    assert harmless(f"{start}cmd") == f"'{start}cmd"
    assert harmless(f"a{start}") == f"a{start}"
