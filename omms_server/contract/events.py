"""News for live screens: what kind of data changed, never the data itself."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from .messages import Message, Query
from .types import Id


class Topic(StrEnum):
    """A kind of data that open screens show."""

    PATIENTS = "patients"
    APPOINTMENTS = "appointments"
    QUEUE = "queue"
    ENCOUNTERS = "encounters"
    PRESCRIPTIONS = "prescriptions"
    BILLS = "bills"
    STOCK = "stock"
    AUDIT = "audit"
    SHARING = "sharing"
    NOTICES = "notices"
    STAFF = "staff"
    SECURITY = "security"
    WORKSTATIONS = "workstations"


class Changed(Message):
    """Something of this kind changed; `ref` names the record where one record changed."""

    topic: Topic
    ref: Id | None


class Events(Message):
    """What happened since the cursor. `missed` tells that the cursor was too old: reload
    everything."""

    cursor: str
    changed: tuple[Changed, ...]
    missed: bool


class EventsAfter(Query[Events]):
    """Wait for news after `cursor` (empty: from now on). Answers at once when there are some, else
    within 20 s."""

    method: ClassVar[str] = "events.after"
    cursor: str = Field(default="", max_length=40, pattern=r"^\d*$")
