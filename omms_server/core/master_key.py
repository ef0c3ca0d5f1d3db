"""Where the master key is kept: a systemd credential, else a 0600 file, else, on a Windows server,
Windows' own credential store. Never anywhere in the database or its backups."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.backends.Windows import WinVaultKeyring

MASTER_BYTES = 32
CREDENTIAL = "master-key"
_SERVICE = "OMMS master key"
_IN_WINDOWS = "Windows' credential store"


class KeysUnreadable(Exception):
    """The key files are missing, damaged or readable by others; the text says what to do."""


@dataclass(frozen=True)
class MasterKey:
    """The key that wraps all others, and where it was found: "systemd", "file" or "windows"."""

    key: bytes
    source: str

    @property
    def fingerprint(self) -> str:
        """A short text to recognise it by."""
        return fingerprint(self.key)


class SystemStore:
    """Windows' credential store; no other back end will do (keyrings.alt keeps plain files)."""

    def __init__(self, backend: KeyringBackend) -> None:
        if not isinstance(backend, WinVaultKeyring):
            kind = type(backend)
            raise KeysUnreadable(
                f"{kind.__module__}.{kind.__name__} is no place for the master key;"
                " only Windows' own credential store or a file of mode 600 is"
            )
        self._backend = backend

    def read(self, folder: Path) -> str | None:
        """The text kept for this installation, None when there is none."""
        kept: str | None = self._backend.get_password(  # type: ignore[no-untyped-call]
            _SERVICE, str(folder.resolve())
        )
        return kept

    def write(self, folder: Path, text: str) -> None:
        """Keep a text for this installation."""
        self._backend.set_password(  # type: ignore[no-untyped-call]
            _SERVICE, str(folder.resolve()), text
        )


def system_store() -> SystemStore | None:
    """The store of this machine, None where files have access rights of their own."""
    if os.name != "nt":
        return None
    return SystemStore(WinVaultKeyring())  # type: ignore[no-untyped-call]


def read_master(folder: Path, store: SystemStore | None = None) -> MasterKey:
    """The master key from the first place that has one, or `KeysUnreadable`."""
    credential = _credential()
    if credential is not None:
        # systemd guards its folder; the file's group bits are ACLs
        return MasterKey(_decoded(credential.read_bytes(), folder), "systemd")
    path = folder / "master.key"
    store = store or system_store()
    if store is not None and not path.exists():
        kept = store.read(folder)
        if kept is not None:
            return MasterKey(_decoded(kept.encode(), folder), "windows")
    return MasterKey(_decoded(read_secret(path), folder), "file")


def place_of_master(folder: Path, store: SystemStore | None = None) -> str | None:
    """Where a master key lies, readable or not; None when there is none."""
    credential = _credential()
    if credential is not None:
        return f"the credential {credential.name}"
    if (folder / "master.key").exists():
        return str(folder / "master.key")
    store = store or system_store()
    if store is not None and store.read(folder) is not None:
        return _IN_WINDOWS
    return None


def keep_master(folder: Path, master: bytes, store: SystemStore | None = None) -> str:
    """Keep a new master key where this machine keeps it, in place of an older one; tells where.
    A systemd credential cannot be written from here: the key then lies in `master.key.new`."""
    text = base64.b64encode(master)
    store = store or system_store()
    if _credential() is not None:
        write_secret(folder / "master.key.new", text)
        return str(folder / "master.key.new")
    if store is not None and not (folder / "master.key").exists():
        store.write(folder, text.decode())
        return _IN_WINDOWS
    write_secret(folder / "master.key", text)
    return str(folder / "master.key")


def fingerprint(data: bytes) -> str:
    """A short text to recognise keys by, hex in groups of four."""
    text = hashlib.sha256(b"omms key fingerprint\0" + data).hexdigest()[:16]
    return " ".join(text[place : place + 4] for place in range(0, 16, 4))


def write_secret(path: Path, data: bytes) -> None:
    """Put a file of mode 600 in place at once: whoever reads sees the old or the new content."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_secret(path: Path) -> bytes:
    """The content of a secret file that nobody else can read."""
    try:
        mode = path.stat().st_mode
        data = path.read_bytes()
    except OSError as error:
        raise KeysUnreadable(
            f"{path} cannot be read; run `omms-server init` or restore it"
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise KeysUnreadable(f"{path} is open to others; run: chmod 600 {path}")
    return data


def _credential() -> Path | None:
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(credentials) / CREDENTIAL if credentials else None
    return credential if credential and credential.exists() else None


def _decoded(text: bytes, folder: Path) -> bytes:
    try:
        master = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeysUnreadable(f"the keys in {folder} are damaged; restore them") from error
    if len(master) != MASTER_BYTES:
        raise KeysUnreadable(f"the keys in {folder} are damaged; restore them")
    return master
