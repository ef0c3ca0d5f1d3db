"""The resident identity number (DOMAIN 9.4)."""

import csv
from datetime import date
from pathlib import Path

import pytest

from omms_server.contract.identity import (
    IdentityProblem,
    ResidentIdentity,
    check_digit,
    read_identity_number,
)
from omms_server.contract.types import Sex

TODAY = date(2026, 11, 23)
VECTORS = Path(__file__).parents[3] / "resources" / "reference_data" / "id_number_vectors.csv"


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", vectors(), ids=lambda row: row["id_number"])
def test_every_vector_is_read_as_the_table_says(row: dict[str, str]) -> None:
    read = read_identity_number(row["id_number"], TODAY)
    if row["valid"] == "Y":
        assert isinstance(read, ResidentIdentity)
        assert read.birth_date == date.fromisoformat(row["birth_date"])
        assert read.sex is {"M": Sex.MALE, "F": Sex.FEMALE}[row["sex"]]
    else:
        assert isinstance(read, IdentityProblem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("110105194912310021", IdentityProblem.CHECK_DIGIT),
        ("11010519491331002X", IdentityProblem.DATE),
        ("999999200102290016", IdentityProblem.DATE),
        ("999999209901010018", IdentityProblem.FUTURE),
        ("11010549123100", IdentityProblem.LENGTH),
        ("", IdentityProblem.LENGTH),
        ("1101051949123100AX", IdentityProblem.CHARACTERS),
        ("11010549123100X", IdentityProblem.CHARACTERS),
        ("1101051949123100X2", IdentityProblem.CHARACTERS),
        ("110105491331002", IdentityProblem.DATE),
        ("①10105194912310021", IdentityProblem.CHARACTERS),
        ("١10105194912310021", IdentityProblem.CHARACTERS),
    ],
)
def test_each_problem_is_named(text: str, problem: IdentityProblem) -> None:
    assert read_identity_number(text, TODAY) is problem


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002ｘ",
        "\ufeff11010519491231002X\u200b",
        "110105\u300019491231002X",
    ],
)
def test_typed_and_pasted_forms_become_one_number(text: str) -> None:
    read = read_identity_number(text, TODAY)
    assert isinstance(read, ResidentIdentity)
    assert read.number == "11010519491231002X"


def test_an_old_number_of_15_digits_is_upgraded() -> None:
    read = read_identity_number("110105491231002", TODAY)
    assert read == ResidentIdentity("11010519491231002X", date(1949, 12, 31), Sex.FEMALE)


def test_someone_of_150_years_is_accepted_and_of_151_is_not() -> None:
    body = "99999918751123001"
    number = body + check_digit(body)
    assert isinstance(read_identity_number(number, date(2026, 11, 22)), ResidentIdentity)
    assert read_identity_number(number, date(2026, 11, 23)) is IdentityProblem.TOO_OLD


def test_someone_born_today_is_accepted() -> None:
    body = "99999920261123001"
    assert isinstance(read_identity_number(body + check_digit(body), TODAY), ResidentIdentity)


def test_the_repr_tells_nothing_about_the_person() -> None:
    read = read_identity_number("11010519491231002X", TODAY)
    assert "1949" not in repr(read)
    assert "11010" not in str(read)
