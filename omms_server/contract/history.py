"""A patient's earlier visits."""

from typing import ClassVar

from pydantic import Field

from .charting import Diagnosis, EncounterState
from .messages import Message, Query
from .patients import Banner
from .sharing import Standing
from .types import Id, Moment


class VisitRow(Message):
    """One visit in the list. Open it with `LoadEncounter`."""

    encounter_id: Id
    started_at: Moment
    department: str
    doctor: str
    state: EncounterState
    diagnoses: tuple[Diagnosis, ...]


class History(Message):
    """Whose visits, those that the asker may open, and why he may."""

    banner: Banner
    standing: Standing
    visits: tuple[VisitRow, ...]
    more: bool


class LoadHistory(Query[History]):
    """A patient's visits, the newest first; only those that the asker may open."""

    method: ClassVar[str] = "charting.history"
    patient_id: Id
    limit: int = Field(default=50, ge=1, le=200)
