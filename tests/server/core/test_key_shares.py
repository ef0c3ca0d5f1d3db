"""The master key goes into three sheets and comes back from any two that belong together."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from omms_server.cli import main
from omms_server.core.key_shares import (
    SharesRefused,
    combined,
    export_shares,
    restore_master,
    sheet,
    split,
)
from omms_server.core.keys import change_master, create_keys, load_vault
from omms_server.core.master_key import KeysUnreadable, read_master
from omms_server.core.vault import Field

NAME = Field("patient", "name")
MASTER = bytes(range(32))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def sheets(keys: Path, tmp_path: Path) -> list[Path]:
    return export_shares(keys, tmp_path / "shares")


def typed(folder: Path, *words: str) -> list[Path]:
    """Files as somebody types them from sheets."""
    paths = [folder / f"typed-{place}.txt" for place in range(len(words))]
    for path, text in zip(paths, words, strict=True):
        path.touch(0o600)
        path.write_text(text)
    return paths


@pytest.mark.parametrize("pair", list(itertools.permutations(range(3), 2)))
def test_any_two_sheets_restore_the_master_key(
    keys: Path, sheets: list[Path], pair: tuple[int, int]
) -> None:
    before, sealed = read_master(keys), load_vault(keys).seal(NAME, 7, "张晓明")
    (keys / "master.key").unlink()
    place = restore_master(keys, [sheets[at] for at in pair])
    assert place == str(keys / "master.key")
    assert (keys / "master.key").stat().st_mode & 0o777 == 0o600
    assert read_master(keys) == before
    assert load_vault(keys).open(NAME, 7, sealed) == "张晓明"


def test_a_sheet_says_what_it_is_for_and_how_to_restore(keys: Path, sheets: list[Path]) -> None:
    for number, path in enumerate(sheets, start=1):
        text = path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600
        assert f"Share {number} of 3" in text
        assert f"主密钥分片 {number}/3" in text
        assert read_master(keys).fingerprint in text
        assert "keys restore" in text


def test_an_existing_file_is_never_overwritten(keys: Path, sheets: list[Path]) -> None:
    before = sheets[2].read_bytes()
    sheets[0].unlink()
    with pytest.raises(FileExistsError, match="2-of-3"):
        export_shares(keys, sheets[0].parent)
    assert sheets[2].read_bytes() == before
    assert not sheets[0].exists(), "nothing is written when one is there"


def test_one_share_fits_every_master_key_equally_and_is_refused(
    keys: Path, sheets: list[Path]
) -> None:
    """Its words are random: two exports of one key differ in every share, and no part of the key
    stands on a sheet."""
    with pytest.raises(SharesRefused, match="2 share files are needed"):
        combined(sheets[:1])
    with pytest.raises(SharesRefused, match="the same share"):
        combined([sheets[0], sheets[0]])
    key = read_master(keys).key
    for path in sheets:
        assert not [part for part in range(28) if key[part : part + 4] in path.read_bytes()]
        assert key.hex() not in path.read_text()
    one, other = split(MASTER), split(MASTER)
    assert all(
        mine.split()[4:] != theirs.split()[4:] for mine, theirs in zip(one, other, strict=True)
    )


def test_three_shares_are_one_too_many(sheets: list[Path]) -> None:
    with pytest.raises(SharesRefused, match="no fewer and no more"):
        combined(sheets)


def test_shares_of_two_sets_are_refused(keys: Path, sheets: list[Path], tmp_path: Path) -> None:
    later = export_shares(keys, tmp_path / "later")
    with pytest.raises(SharesRefused, match="different sets"):
        combined([sheets[0], later[1]])


def test_sets_that_bear_one_number_by_chance_are_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shamir_mnemonic.shamir._random_identifier", lambda: 7)
    with pytest.raises(SharesRefused, match="do not fit together"):
        combined(typed(tmp_path, split(MASTER)[0], split(MASTER[::-1])[1]))


def test_typed_words_will_do(tmp_path: Path) -> None:
    one, _, other = split(MASTER)
    assert combined(typed(tmp_path, one.upper(), "\n".join(other.split()))) == MASTER
    numbered = sheet(3, other, "").partition("BEGIN WORDS -----")[2].partition("-----")[0]
    assert combined(typed(tmp_path, one, numbered)) == MASTER


@pytest.mark.parametrize("kind", ["missing", "misspelt", "swapped", "no share", "empty"])
def test_a_slip_of_the_hand_is_told_by_its_file(tmp_path: Path, kind: str) -> None:
    one, other, _ = split(MASTER)
    words = one.split()
    wrong = {
        "missing": words[:-1],
        "misspelt": [*words[:-1], "omms"],
        "swapped": [*words[:8], words[9], words[8], *words[10:]] if words[8] != words[9] else [],
        "no share": ["patient", "name"],
        "empty": [],
    }[kind]
    files = typed(tmp_path, other, " ".join(wrong))
    with pytest.raises(SharesRefused, match=r"typed-1\.txt holds no whole share"):
        combined(files)


def test_a_share_that_others_can_read_is_refused(sheets: list[Path]) -> None:
    sheets[0].chmod(0o644)
    with pytest.raises(KeysUnreadable, match="chmod 600"):
        combined(sheets[:2])


def test_a_master_key_that_is_there_is_left(keys: Path, sheets: list[Path]) -> None:
    before = (keys / "master.key").read_bytes()
    with pytest.raises(SharesRefused, match=r"master key already, in .*master\.key"):
        restore_master(keys, sheets[:2])
    assert (keys / "master.key").read_bytes() == before


def test_a_credential_counts_as_a_master_key(
    keys: Path, sheets: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "credentials").mkdir()
    (keys / "master.key").rename(tmp_path / "credentials" / "master-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    with pytest.raises(SharesRefused, match="the credential master-key"):
        restore_master(keys, sheets[:2])


def test_shares_of_a_replaced_master_key_restore_nothing(keys: Path, sheets: list[Path]) -> None:
    old = read_master(keys).fingerprint
    change_master(keys)
    (keys / "master.key").unlink()
    with pytest.raises(SharesRefused, match=rf"{old} does not open .*keys\.json"):
        restore_master(keys, sheets[:2])
    assert not (keys / "master.key").exists()


def test_the_command_line_exports_and_restores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, shares = tmp_path / "data", tmp_path / "shares"
    assert main(["--data", str(data), "init"]) == 0
    keys = ["--data", str(data), "keys"]
    assert main([*keys, "export", "--shares", str(shares)]) == 0
    assert main([*keys, "export", "--shares", str(shares)]) == 1
    assert "left as it is" in capsys.readouterr().err
    files = [str(path) for path in sorted(shares.iterdir())]
    assert main([*keys, "restore", *files[:2]]) == 1
    assert "a master key already" in capsys.readouterr().err
    (data / "keys" / "master.key").unlink()
    assert main([*keys, "restore", *files[:1]]) == 1
    assert "2 share files are needed" in capsys.readouterr().err
    assert main([*keys, "restore", *files[1:]]) == 0
    assert "lies in" in capsys.readouterr().out
    assert main([*keys, "status"]) == 0
