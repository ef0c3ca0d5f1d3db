"""What the SIMULATED gateways shall do wrong, and when."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Times = Annotated[int, Field(ge=0, le=1000)]


class Switches(BaseModel):
    """Counts run down: `system_errors=2` spoils the next two calls. All off by default."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    system_errors: Times = 0
    """Calls answered with SYSTEM_ERROR that had no effect."""
    errors_after_effect: Times = 0
    """Calls answered with SYSTEM_ERROR that took effect."""
    held_answers: Times = 0
    """Calls that take effect and are answered only after `hold_s`."""
    hold_s: float = Field(default=1.0, ge=0, le=60)
    forged_answers: Times = 0
    """Answers signed with a key that is not the gateway's."""
    slow_refunds: Times = 0
    """Refunds that stay under way until `POST /sandbox/settle-refunds`."""
    lost_callbacks: Times = 0
    """Callbacks that are never sent."""
    duplicate_callbacks: int = Field(default=0, ge=0, le=10)
    """How often each accepted callback is sent again."""
    callback_delay_s: float = Field(default=0.0, ge=0, le=600)
    wrong_amount_fen: int = Field(default=0, ge=-(10**9), le=10**9)
    """Added to the amount every callback tells."""

    def take(self, name: str) -> bool:
        """Whether the switch `name` is on for this call; counts it down."""
        left: int = getattr(self, name)
        if left:
            setattr(self, name, left - 1)
        return left > 0
