"""What an enrolment code carries, and that slips of the fingers are found before it is sent."""

import hashlib

import pytest

from omms_server.contract.enrolment_code import ALPHABET, Mistyped, make_code, read_code

CERTIFICATE = b"the authority's certificate"
CODE = make_code(CERTIFICATE, "0123456789")


def test_a_code_is_seven_groups_of_four_without_look_alikes() -> None:
    groups = str(CODE).split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_it_carries_80_bits_of_the_authority_and_50_of_secret() -> None:
    bits = "".join(f"{ALPHABET.index(letter):05b}" for letter in CODE.authority)
    wanted = "".join(f"{byte:08b}" for byte in hashlib.sha256(CERTIFICATE).digest())[:80]
    assert bits == wanted
    assert len(CODE.secret) * 5 >= 50
    assert CODE.means(CERTIFICATE)
    assert not CODE.means(b"another authority's")


@pytest.mark.parametrize(
    "spell",
    [
        str,
        lambda code: str(code).lower(),
        lambda code: str(code).replace("-", ""),
        lambda code: " " + str(code).replace("-", " ") + "\n",
        lambda code: str(code).replace("0", "O").replace("1", "l"),
    ],
)
def test_it_is_read_however_it_is_typed(spell) -> None:  # type: ignore[no-untyped-def]
    assert read_code(spell(CODE)) == CODE


def test_nearly_every_slip_is_found() -> None:
    text = str(CODE).replace("-", "")
    slips = [
        text[:at] + letter + text[at + 1 :]
        for at in range(len(text))
        for letter in ALPHABET
        if letter != text[at]
    ]
    missed = 0
    for slip in slips:
        try:
            read_code(slip)
        except Mistyped:
            continue
        missed += 1
    assert missed <= len(slips) // 200


@pytest.mark.parametrize("typed", ["", "-", "1234", "é" * 28, str(CODE)[:-1], str(CODE) + "0"])
def test_what_is_no_code_is_mistyped(typed: str) -> None:
    with pytest.raises(Mistyped):
        read_code(typed)


@pytest.mark.parametrize("secret", ["", "012345678", "ILOUILOUIL"])
def test_a_secret_has_ten_characters_of_the_alphabet(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        make_code(CERTIFICATE, secret)
