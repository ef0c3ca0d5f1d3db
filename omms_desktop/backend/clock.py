"""The workstation's clock. It never stamps records: the server's time does (DOMAIN GEN-R5)."""

from datetime import UTC, datetime


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(UTC)
