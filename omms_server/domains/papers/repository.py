"""The archive of printed papers."""

import hashlib
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from omms_server.core.ids import new_id
from omms_server.core.vault import Field, Vault
from omms_server.models.system import ArchivedPaper

PDF = Field("archived_paper", "pdf")


class Archive:
    """Every paper as it was printed; the PDF is sealed: it names people."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    def copies(self, kind: str, subject_id: int) -> int:
        """How often this paper was printed."""
        statement = select(func.count()).where(
            ArchivedPaper.kind == kind, ArchivedPaper.subject_id == subject_id
        )
        return self._session.scalar(statement) or 0

    def keep(  # noqa: PLR0913 an archived paper has this many parts
        self,
        kind: str,
        subject_id: int,
        copy_no: int,
        number: str,
        pdf: bytes,
        *,
        at: datetime,
        by_id: int,
    ) -> bool:
        """Archive a paper; False when another desk printed this very copy at the same moment."""
        row_id = new_id()
        row = {
            "id": row_id,
            "kind": kind,
            "subject_id": subject_id,
            "copy_no": copy_no,
            "number": number,
            "sha256": hashlib.sha256(pdf).digest(),
            "pdf": self._vault.seal_bytes(PDF, row_id, pdf),
            "at": at,
            "by_id": by_id,
        }
        try:
            self._session.execute(insert(ArchivedPaper), row)
        except IntegrityError:
            return False
        return True
