"""Every table, one file a family. Importing this package knows them all."""

from . import (
    billing,
    catalogue,
    charting,
    notices,
    patient,
    pharmacy,
    scheduling,
    sharing,
    staff,
    system,
    workstation,
)
from .base import Base

__all__ = [
    "Base",
    "billing",
    "catalogue",
    "charting",
    "notices",
    "patient",
    "pharmacy",
    "scheduling",
    "sharing",
    "staff",
    "system",
    "workstation",
]
