"""Words to single people about something that wants their eye."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Row, UtcMoment, ascii_text, table_args


class Notice(Row):
    """A word to one person about something that wants his eye."""

    __tablename__ = "notice"
    __table_args__ = table_args(Index("ix_notice_unread", "to_id", "read_at", "id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(ascii_text(40))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    ref_id: Mapped[int | None] = mapped_column(BigInteger)
    from_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    read_at: Mapped[datetime | None] = mapped_column(UtcMoment)
