"""Keeps a refresh token between two starts, in the operating system's keyring or not at all."""

import logging
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

log = logging.getLogger(__name__)

_SECURE = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)


class KeptTokens(Protocol):
    """Where refresh tokens survive a restart. Calls may take a moment: not for the GUI thread."""

    @property
    def works(self) -> bool:
        """Whether anything can be kept here."""

    def find(self, username: str) -> str:
        """The token kept for this username, or ""."""

    def keep(self, username: str, token: str) -> None:
        """Keep it in place of an older one."""

    def drop(self, username: str) -> None:
        """Keep it no longer."""


class NoTokens:
    """Keeps nothing: a person signs in after every start."""

    works = False

    def find(self, username: str) -> str:  # noqa: ARG002 a port's signature
        """Nothing."""
        return ""

    def keep(self, username: str, token: str) -> None:
        """Nowhere."""

    def drop(self, username: str) -> None:
        """Nothing to drop."""


class KeyringTokens:
    """In a keyring the operating system protects, under the service `omms:<server>`."""

    works = True

    def __init__(self, backend: KeyringBackend, server: str) -> None:
        self._backend, self._service = backend, f"omms:{server}"

    def find(self, username: str) -> str:
        """The kept token, or "" when there is none or the keyring stays shut."""
        try:
            return self._backend.get_password(self._service, username) or ""
        except KeyringError:
            log.warning("the keyring could not be read")
            return ""

    def keep(self, username: str, token: str) -> None:
        """Keep the token; a keyring that refuses only costs a sign-in at the next start."""
        try:
            self._backend.set_password(self._service, username, token)
        except KeyringError:
            log.warning("the keyring could not be written")

    def drop(self, username: str) -> None:
        """Delete the token if it is there."""
        try:
            self._backend.delete_password(self._service, username)
        except KeyringError:
            log.info("nothing was kept")


def kept_tokens(server: str) -> KeptTokens:
    """The keyring of this computer when it is a real one; a plain-text file never is."""
    backend = keyring.get_keyring()
    parts = getattr(backend, "backends", None)
    chosen = next((one for one in parts if _is_secure(one)), None) if parts else backend
    if chosen is None or not _is_secure(chosen):
        return NoTokens()
    return KeyringTokens(chosen, server)


def _is_secure(backend: KeyringBackend) -> bool:
    return type(backend).__module__ in _SECURE
