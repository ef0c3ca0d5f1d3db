"""What a machine that is not enrolled yet and the server say to each other, a line of JSON each.

The only talk without a client's certificate. First the machine asks for the clinic authority's
certificate, and compares it with the code that was typed; only then, over a connection that this
authority vouches for, does it say the code's secret.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .enrolment_code import SECRET_CHARACTERS
from .messages import Message
from .workstations import CertificateRequest

LONGEST_LINE = 16_384
"""Bytes, in both directions."""


class EnrolmentAsked(Message):
    """With both empty: for the authority's certificate. `UnfitCertificateRequest`."""

    secret: Annotated[str, StringConstraints(pattern=rf"^([0-9A-Z]{{{SECRET_CHARACTERS}}})?$")] = ""
    csr: CertificateRequest = ""


class EnrolmentAnswered(Message):
    """The authority's certificate and, to a code that is good, the machine's, as PEM; or the code
    of the fault for which there is none."""

    fault: str = ""
    authority: str = ""
    certificate: str = ""
    name: str = ""
    kind: str = Field(default="")
