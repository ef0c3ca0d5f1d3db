"""The server's settings: `omms.toml` in the data folder, overridden by OMMS_* environment
variables."""

import tomllib
from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class NotReady(Exception):
    """The server cannot start; the text says what to do."""


class ClinicSettings(BaseModel):
    """How the clinic names itself on papers and screens."""

    name: str = "示范门诊部"
    address: str = ""
    phone: str = ""
    zone: str = "Asia/Shanghai"


class BookingSettings(BaseModel):
    """Booking rules that differ between houses (DOMAIN 1.1, 11)."""

    window_days: int = Field(default=7, ge=1, le=60)
    release: time = time(7, 0)
    morning_closes: time = time(11, 0)
    afternoon_closes: time = time(16, 0)
    check_in_opens_minutes: int = Field(default=60, ge=0, le=600)
    grace_minutes: int = Field(default=30, ge=0, le=240)
    code_minutes: int = Field(default=10, ge=1, le=60)
    code_tries: int = Field(default=5, ge=1, le=10)
    code_pause_seconds: int = Field(default=60, ge=0, le=3600)


class AccountSettings(BaseModel):
    """How accounts are kept (DOMAIN 9.2)."""

    password_length: int = Field(default=10, ge=8, le=40)
    password_history: int = Field(default=5, ge=1, le=10)
    password_days: int = Field(default=90, ge=1, le=3650)
    first_password_days: int = Field(default=7, ge=1, le=30)
    idle_days: int = Field(default=90, ge=7, le=3650)


class AuditSettings(BaseModel):
    """How long the trail is kept, and where its checkpoints are copied."""

    days: int = Field(default=180, ge=180, le=36500)
    copy_to: Path | None = None
    """A folder on another machine; checkpoints only prove something where nobody changes them."""


class PharmacySettings(BaseModel):
    """When the pharmacist reviews (DOMAIN RX-R11; docs/decisions/0008-review-and-charging.md)."""

    review: Literal["before_charging", "at_dispensing"] = "before_charging"
    validity_days: int = Field(default=1, ge=1, le=3)


class ServerSettings(BaseSettings):
    """Everything the server needs to know before it starts."""

    model_config = SettingsConfigDict(env_prefix="OMMS_", env_nested_delimiter="__", extra="forbid")

    data: Path
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=18861, ge=0, le=65535)
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=18862, ge=0, le=65535)
    enrolment_port: int | None = Field(default=None, ge=0, le=65535)
    """Where new machines enrol; the second after `port` unless told otherwise."""
    workers: int = Field(default=8, ge=1, le=64)
    development: bool = False
    """Shows one-time codes in the log and on the booking page, and uses the payment sandbox."""
    demo_opens_at: time | None = None
    """The demonstration's clock: outside 08:00 to 16:30 the clinic's day starts at this time."""
    rate_per_account: int = Field(default=300, ge=1)
    """Calls a second that one account may make."""
    sign_ins_waiting: int = Field(default=2000, ge=1)
    """Sign-ins that may stand in line; a further one is turned away."""
    sign_ins_per_workstation: int = Field(default=20, ge=1)
    """The same for one workstation, so that no single one fills the line."""
    payments_url: str = ""
    """Where the payment gateways answer; the sandbox in development. Empty: no gateway."""
    key_grace_seconds: float = Field(default=60.0, ge=10, le=86_400)
    """How long every instance has to learn a new field key before it is used for writing."""
    clinic: ClinicSettings = ClinicSettings()
    booking: BookingSettings = BookingSettings()
    pharmacy: PharmacySettings = PharmacySettings()
    accounts: AccountSettings = AccountSettings()
    audit: AuditSettings = AuditSettings()

    @property
    def url(self) -> str:
        """The database; an SQLite file in the data folder unless told otherwise."""
        return self.database_url or f"sqlite:///{self.data / 'omms.db'}"

    @property
    def enrols_at(self) -> int:
        """The port on which new machines enrol; any that is free where `port` is."""
        if self.enrolment_port is not None:
            return self.enrolment_port
        return self.port + 2 if self.port else 0

    @property
    def keys(self) -> Path:
        """The folder of the encryption keys."""
        return self.data / "keys"

    @property
    def logs(self) -> Path:
        """The folder of the application log."""
        return self.data / "logs"

    @property
    def checkpoints(self) -> Path:
        """The folder of the trail's checkpoints."""
        return self.data / "checkpoints"

    @property
    def tls(self) -> Path:
        """The folder of the clinic's TLS authority and certificates."""
        return self.data / "tls"


def load_settings(data: Path) -> ServerSettings:
    """Read `omms.toml` of the data folder; a wrong value stops the start with a sentence."""
    path = data / "omms.toml"

    class FromFile(ServerSettings):
        """The file comes last: what the environment says goes before it."""

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            from_file = TomlConfigSettingsSource(settings_cls, path)
            return init_settings, env_settings, dotenv_settings, file_secret_settings, from_file

    try:
        return FromFile(data=data)
    except tomllib.TOMLDecodeError as error:
        raise NotReady(f"{path} is not TOML: {error}") from error
    except ValidationError as error:
        raise NotReady(f"settings in {path} or the environment: {_wrong(error)}") from None


def _wrong(error: ValidationError) -> str:
    """Which settings are wrong and why, without their values: an address may hold a password."""
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False)
    )
