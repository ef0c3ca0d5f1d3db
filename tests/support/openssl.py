"""`openssl s_client`: a client that is not ours, as a judge of what a port speaks."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from omms_server.client.connection import ServerAddress
from omms_server.client.tls import TlsFiles

SECONDS = 20.0


@dataclass(frozen=True)
class Spoken:
    """What became of a handshake, as openssl tells it."""

    text: str

    @property
    def agreed(self) -> bool:
        """Whether both sides settled on a cipher."""
        return "Cipher is" in self.text and "Cipher is (NONE)" not in self.text


def s_client(address: ServerAddress, *options: str, files: TlsFiles | None = None) -> Spoken:
    """Shake hands with a port, with the certificate of `files` if given; read until it ends."""
    asked = ["openssl", "s_client", "-connect", f"{address.host}:{address.port}", "-ign_eof"]
    if files is not None:
        asked += _shown(files.authority, files.certificate, files.key)
    done = subprocess.run(
        [*asked, *options], input=b"", capture_output=True, check=False, timeout=SECONDS
    )
    return Spoken((done.stdout + done.stderr).decode(errors="replace"))


def _shown(authority: Path, certificate: Path, key: Path) -> list[str]:
    return ["-CAfile", str(authority), "-cert", str(certificate), "-key", str(key)]
