"""Keys are added, learnt by running servers, wrapped anew, and kept in safe places only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.Windows import WinVaultKeyring

from omms_server.core import keys as keys_module
from omms_server.core.keys import (
    KeyWatch,
    StillRotating,
    add_field_key,
    change_master,
    checked_keys,
    create_keys,
    forget_old_master,
    key_facts,
    load_vault,
    opens_keys,
)
from omms_server.core.master_key import KeysUnreadable, SystemStore, read_master
from omms_server.core.vault import Field, SealBroken

NAME = Field("patient", "name")


class Time:
    """Unix seconds that a test moves."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


class FakeWindows(WinVaultKeyring):
    """Windows' store in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class PlainFile(KeyringBackend):
    """A back end as keyrings.alt has them; never asked."""

    priority = 1.0

    def get_password(self, *_: str) -> str | None:
        raise AssertionError

    def set_password(self, *_: str) -> None:
        raise AssertionError


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def time() -> Time:
    return Time()


def test_a_new_key_opens_at_once_and_seals_after_the_grace(keys: Path, time: Time) -> None:
    vault = load_vault(keys, now=time)
    watch = KeyWatch(vault, keys, now=time)
    old = vault.seal(NAME, 7, "张晓明")
    fact = add_field_key(keys, 60, now=time)
    assert (fact.key_id, fact.seals_from) == (2, time.at + 60)
    time.at += 59
    watch.look()
    assert vault.field_keys.ids == {1, 2}
    assert vault.field_keys.current == 1
    time.at += 1
    watch.look()
    assert vault.field_keys.current == 2
    assert vault.seal(NAME, 7, "x")[1:3] == b"\0\2"
    assert vault.open(NAME, 7, old) == "张晓明"


def test_an_instance_that_has_not_looked_yet_learns_from_the_value(keys: Path, time: Time) -> None:
    slow = load_vault(keys, now=time)
    KeyWatch(slow, keys, now=time)
    add_field_key(keys, 0, now=time)
    assert slow.open(NAME, 7, load_vault(keys, now=time).seal(NAME, 7, "x")) == "x"
    with pytest.raises(SealBroken, match="unknown key"):
        slow.open(NAME, 7, b"\1\0\7" + bytes(40))


def test_keys_that_cannot_be_read_again_leave_the_vault_as_it_is(keys: Path, time: Time) -> None:
    vault = load_vault(keys, now=time)
    watch = KeyWatch(vault, keys, now=time)
    sealed = vault.seal(NAME, 7, "x")
    (keys / "keys.json").unlink()
    with pytest.raises(KeysUnreadable):
        watch.look()
    with pytest.raises(SealBroken):
        vault.open(NAME, 7, b"\1\0\2" + bytes(40))
    assert vault.open(NAME, 7, sealed) == "x"


def test_one_rotation_at_a_time(keys: Path, time: Time) -> None:
    add_field_key(keys, 60, now=time)
    with pytest.raises(StillRotating):
        add_field_key(keys, 60, now=time)
    time.at += 60
    assert add_field_key(keys, 60, now=time).key_id == 3
    assert [fact.key_id for fact in key_facts(keys)] == [1, 2, 3]


def test_an_unchanged_file_is_not_opened_again(
    keys: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = KeyWatch(load_vault(keys, now=time), keys, now=time)
    watch.look()
    monkeypatch.setattr(keys_module, "read_master", None)
    watch.look()


def test_a_new_master_key_opens_what_the_old_one_sealed(keys: Path) -> None:
    before, sealed = read_master(keys), load_vault(keys).seal(NAME, 7, "x")
    digest = load_vault(keys).digest("kind", "text")
    master, place = change_master(keys)
    assert place == str(keys / "master.key")
    assert read_master(keys) == master != before
    assert load_vault(keys).open(NAME, 7, sealed) == "x"
    assert load_vault(keys).digest("kind", "text") == digest
    assert not opens_keys(keys, before.key)
    assert (keys / "master.key").stat().st_mode & 0o777 == 0o600
    assert (keys / "keys.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("dies_at", ["keep_master", "forget_old_master"])
def test_a_power_cut_while_the_master_key_changes_costs_nothing(
    keys: Path, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    sealed = load_vault(keys).seal(NAME, 7, "x")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(keys_module, dies_at, cut)
        with pytest.raises(KeyboardInterrupt):
            change_master(keys)
    assert load_vault(keys).open(NAME, 7, sealed) == "x"
    assert forget_old_master(keys) is (dies_at == "forget_old_master")
    change_master(keys)
    assert load_vault(keys).open(NAME, 7, sealed) == "x"
    assert "wrapped_before" not in json.loads((keys / "keys.json").read_text())


def test_under_systemd_the_new_master_key_waits_to_be_handed_in(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir(0o700)
    (keys / "master.key").rename(credentials / "master-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    sealed = load_vault(keys).seal(NAME, 7, "x")
    master, place = change_master(keys)
    assert load_vault(keys).open(NAME, 7, sealed) == "x", "the old one still opens"
    assert not forget_old_master(keys), "it is still in use"
    Path(place).replace(credentials / "master-key")
    assert read_master(keys) == master
    assert forget_old_master(keys)
    assert not forget_old_master(keys)
    assert load_vault(keys).open(NAME, 7, sealed) == "x"


def test_on_windows_the_master_key_is_in_its_store_and_in_no_file(tmp_path: Path) -> None:
    backend = FakeWindows()
    store = SystemStore(backend)
    create_keys(tmp_path, store)
    assert not (tmp_path / "master.key").exists()
    assert read_master(tmp_path, store).source == "windows"
    sealed = load_vault(tmp_path, store).seal(NAME, 7, "x")
    assert change_master(tmp_path, store)[1] == "Windows' credential store"
    assert load_vault(tmp_path, store).open(NAME, 7, sealed) == "x"
    with pytest.raises(KeysUnreadable, match="cannot be read"):
        read_master(tmp_path, SystemStore(FakeWindows()))


def test_sources_are_asked_in_order(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SystemStore(FakeWindows())
    store.write(keys, "AA" * 22)
    assert read_master(keys, store).source == "file"
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "master-key").write_bytes((keys / "master.key").read_bytes())
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert read_master(keys, store).source == "systemd"


def test_another_back_end_is_refused_by_name() -> None:
    with pytest.raises(KeysUnreadable, match="PlainFile"):
        SystemStore(PlainFile())


@pytest.mark.parametrize("name", ["field-1", "field-2", "index", "token"])
@pytest.mark.parametrize("how", ["edited", "swapped", "missing", "no text"])
def test_a_wrapped_key_that_does_not_open_is_named(
    keys: Path, time: Time, name: str, how: str
) -> None:
    add_field_key(keys, 0, now=time)
    assert checked_keys(keys)[1] == []
    stored = json.loads((keys / "keys.json").read_text())
    wrapped = stored["wrapped"]
    other = next(text for one, text in wrapped.items() if one != name)
    wrong = {"edited": "AA" + wrapped[name][2:], "swapped": other, "missing": None, "no text": 7}
    wrapped[name] = wrong[how]
    if how == "missing":
        del wrapped[name]
    (keys / "keys.json").write_text(json.dumps(stored))
    vault, broken = checked_keys(keys)
    assert broken == [name]
    assert vault is not None
    assert vault.field_keys.ids == {1, 2} - {int(name[6:]) if "field" in name else 0}


def test_with_another_master_key_no_key_opens(keys: Path, tmp_path: Path) -> None:
    create_keys(tmp_path / "other")
    (tmp_path / "other" / "master.key").replace(keys / "master.key")
    assert checked_keys(keys) == (None, ["field-1", "index", "token"])
