"""Renews this machine's certificate by itself, weeks before it ends."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from omms_server.contract.faults import Fault
from omms_server.contract.workstations import RENEWED_WITHIN_DAYS, Certificate, RenewCertificate

from .certificates import request_for, write_whole
from .client import Client
from .connection import ServerAddress
from .tls import TlsFiles

EVERY_SECONDS = 6 * 3600.0

log = logging.getLogger("omms.client")


class CertificateRenewal:
    """Looks at the certificate at once and every six hours, in a thread of its own. What goes wrong
    is logged and tried again the next time: there are weeks."""

    def __init__(
        self,
        address: ServerAddress,
        files: TlsFiles,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._address, self._files, self._now = address, files, now
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="certificate", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a call that is under way is not waited for."""
        self._ended.set()

    @property
    def alive(self) -> bool:
        """Whether it still looks, or is about to end."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._look()
            self._ended.wait(EVERY_SECONDS)

    def _look(self) -> None:
        try:
            with closing(Client(self._address, self._files)) as client:
                if renew_if_due(client.send, self._files, self._now()):
                    log.info("the certificate was renewed")
        except (Fault, OSError, ValueError) as error:
            log.warning("the certificate could not be looked after: %s", type(error).__name__)


def renew_if_due(
    send: Callable[[RenewCertificate], Certificate], files: TlsFiles, now: datetime
) -> bool:
    """Have the certificate followed by another one for the same key, if it ends within 60 days.

    The key stays, so that one file alone changes and a power cut leaves a pair that fits. Faults of
    `RenewCertificate`; OSError when a file cannot be read or written, ValueError when one is unfit
    or the answer is for another key: then the present certificate stays.
    """
    present = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    if present.not_valid_after_utc - now > timedelta(days=RENEWED_WITHIN_DAYS):
        return False
    key = serialization.load_pem_private_key(files.key.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("the key of this machine is of another kind than EC")
    pem = send(RenewCertificate(csr=request_for(key))).certificate.encode()
    if x509.load_pem_x509_certificate(pem).public_key() != key.public_key():
        raise ValueError("the certificate is for another key")
    write_whole(files.certificate, pem, 0o644)
    return True
