"""The workstation's clock: the server's time, as far as it is known (DOMAIN GEN-R5).

It chooses what a screen shows, such as today's list. It never stamps records.
"""

from datetime import UTC, datetime, timedelta


class ServerClock:
    """The computer's clock, corrected at each sign-in and renewal."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def follow(self, server_time: datetime) -> None:
        """This is the server's time now."""
        self._ahead = server_time - datetime.now(UTC)

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(UTC) + self._ahead
