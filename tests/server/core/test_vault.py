"""Sealed fields open only where they belong, and keys are read only from safe files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from omms_server.core.keys import create_keys, load_vault
from omms_server.core.master_key import KeysUnreadable, write_secret
from omms_server.core.vault import Field, SealBroken, Vault

NAME = Field("patient", "name")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    create_keys(folder)
    return folder


@pytest.fixture(scope="module")
def vault(keys: Path) -> Vault:
    return load_vault(keys)


@pytest.mark.parametrize("text", ["", "张晓明", "a" * 10_000, "𠮷野家 \0\n"])
def test_what_is_sealed_opens_again(vault: Vault, text: str) -> None:
    sealed = vault.seal(NAME, 7, text)
    assert vault.open(NAME, 7, sealed) == text
    assert text.encode() not in sealed or not text


def test_bytes_are_sealed_as_they_are(vault: Vault) -> None:
    data = bytes(range(256))
    assert vault.open_bytes(NAME, "key", vault.seal_bytes(NAME, "key", data)) == data


def test_the_same_text_never_looks_the_same(vault: Vault) -> None:
    assert vault.seal(NAME, 7, "张晓明") != vault.seal(NAME, 7, "张晓明")


@pytest.mark.parametrize(
    ("field", "row"), [(NAME, 8), (Field("patient", "phone"), 7), (Field("staff", "name"), 7)]
)
def test_a_value_moved_elsewhere_does_not_open(vault: Vault, field: Field, row: int) -> None:
    with pytest.raises(SealBroken, match=f"{field.table}.{field.column} of row {row}"):
        vault.open(field, row, vault.seal(NAME, 7, "张晓明"))


@pytest.mark.parametrize("place", [0, 1, 2, 3, 14, 15, 20, -1])
def test_a_changed_byte_is_noticed(vault: Vault, place: int) -> None:
    sealed = bytearray(vault.seal(NAME, 7, "张晓明"))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        vault.open(NAME, 7, bytes(sealed))


@pytest.mark.parametrize("length", [0, 2, 3, 8, 15, 25])
def test_a_value_that_was_cut_off_is_noticed(vault: Vault, length: int) -> None:
    with pytest.raises(SealBroken):
        vault.open(NAME, 7, vault.seal(NAME, 7, "张晓明")[:length])


def test_an_unknown_key_is_named_as_such() -> None:
    old = Vault(1, {1: bytes(32)}, bytes(32), bytes(32))
    new = Vault(2, {2: bytes(32)}, bytes(32), bytes(32))
    with pytest.raises(SealBroken, match="unknown key"):
        new.open(NAME, 7, old.seal(NAME, 7, "x"))


def test_values_under_an_older_key_still_open() -> None:
    old = Vault(1, {1: bytes(32)}, bytes(32), bytes(32))
    both = Vault(2, {1: bytes(32), 2: b"2" * 32}, bytes(32), bytes(32))
    assert both.open(NAME, 7, old.seal(NAME, 7, "x")) == "x"
    assert both.seal(NAME, 7, "x")[1:3] == b"\0\2"


def test_blind_indexes_depend_on_kind_text_and_key(vault: Vault, tmp_path: Path) -> None:
    create_keys(tmp_path / "other")
    other = load_vault(tmp_path / "other")
    value = vault.index("name", "张")
    assert value == vault.index("name", "张")
    assert len(value) == 16
    others = {vault.index("name", "李"), vault.index("phone", "张"), other.index("name", "张")}
    assert value not in others


def test_keys_are_never_replaced(keys: Path) -> None:
    before = (keys / "master.key").read_bytes()
    with pytest.raises(FileExistsError):
        create_keys(keys)
    assert (keys / "master.key").read_bytes() == before


@pytest.mark.parametrize("name", ["master.key", "keys.json"])
def test_a_key_file_open_to_others_is_refused_with_the_cure(tmp_path: Path, name: str) -> None:
    create_keys(tmp_path / "keys")
    path = tmp_path / "keys" / name
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeysUnreadable, match="chmod 600"):
        load_vault(tmp_path / "keys")


def test_missing_keys_are_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(KeysUnreadable, match="omms-server init"):
        load_vault(tmp_path)


def test_a_foreign_master_key_opens_nothing(tmp_path: Path) -> None:
    for name in ("mine", "other"):
        create_keys(tmp_path / name)
    (tmp_path / "mine" / "master.key").write_bytes((tmp_path / "other" / "master.key").read_bytes())
    with pytest.raises(KeysUnreadable, match="does not belong"):
        load_vault(tmp_path / "mine")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("master.key", b"not base64!"),
        ("master.key", b"c2hvcnQ="),
        ("keys.json", b"{"),
        ("keys.json", b"[]"),
        ("keys.json", b'{"fields": {}}'),
        ("keys.json", b'{"fields": {}, "wrapped": {"field-1": "?"}}'),
        ("keys.json", b'{"fields": {}, "wrapped": {}}'),
        ("keys.json", b'{"fields": {"1": {"made": 0}}, "wrapped": {}}'),
        ("keys.json", b'{"fields": {"1": {"made": 0, "seals_from": 0}}, "wrapped": {}}'),
    ],
)
def test_damaged_keys_are_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    create_keys(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KeysUnreadable, match="damaged"):
        load_vault(tmp_path)


def test_a_field_key_that_is_not_there_is_damage(tmp_path: Path) -> None:
    create_keys(tmp_path)
    stored = json.loads((tmp_path / "keys.json").read_text())
    fields = {**stored["fields"], "9": {"made": 0, "seals_from": 0}}
    write_secret(tmp_path / "keys.json", json.dumps({**stored, "fields": fields}).encode())
    with pytest.raises(KeysUnreadable, match="damaged"):
        load_vault(tmp_path)


def test_systemd_hands_in_the_master_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file shows group bits, which are the mask of an access list for the service's user."""
    create_keys(tmp_path / "keys")
    sealed = load_vault(tmp_path / "keys").seal(NAME, 7, "张晓明")
    credentials = tmp_path / "credentials"
    credentials.mkdir(0o700)
    (tmp_path / "keys" / "master.key").rename(credentials / "master-key")
    (credentials / "master-key").chmod(0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert load_vault(tmp_path / "keys").open(NAME, 7, sealed) == "张晓明"


def test_without_that_credential_the_file_counts(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert load_vault(keys)
