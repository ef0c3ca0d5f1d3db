"""Settings become gateways, and real and simulated are never mixed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from omms_server.payments.registry import GatewaySettings, gateways_from, simulated_settings

HERE = "http://127.0.0.1:9"


def with_addresses(settings: GatewaySettings, base_url: str, notify_url: str) -> GatewaySettings:
    assert settings.wechat
    assert settings.alipay
    change: dict[str, Any] = {"base_url": base_url, "notify_url": notify_url}
    return replace(
        settings,
        wechat=replace(settings.wechat, **change),
        alipay=replace(settings.alipay, **change),
    )


def test_each_gateway_is_found_by_its_name(folder: Path, http: httpx.Client) -> None:
    gateways = gateways_from(simulated_settings(folder, HERE, HERE), http)
    assert {name: (one.name, one.simulated) for name, one in gateways.items()} == {
        "wechat": ("wechat", True),
        "alipay": ("alipay", True),
    }


def test_a_clinic_without_gateways_has_none(http: httpx.Client) -> None:
    assert gateways_from(GatewaySettings(simulated=False), http) == {}


@pytest.mark.parametrize("only", ["wechat", "alipay"])
@pytest.mark.parametrize(
    ("simulated", "base_url", "notify_url"),
    [
        (True, "https://api.mch.weixin.qq.com", f"{HERE}/notice"),
        (True, HERE, "https://clinic.example/notice"),
        (True, "http://localhost.evil.example", f"{HERE}/notice"),
        (False, HERE, "https://clinic.example/notice"),
        (False, "https://127.0.0.1:9", "https://clinic.example/notice"),
        (False, "http://api.mch.weixin.qq.com", "https://clinic.example/notice"),
        (False, "https://api.mch.weixin.qq.com", "http://clinic.example/notice"),
        (False, "https://api.mch.weixin.qq.com", "https://clinic.example/notice?clinic=1"),
        (False, "https://api.mch.weixin.qq.com/v3", "https://clinic.example/notice"),
    ],
)
def test_addresses_that_do_not_fit_are_refused(
    folder: Path, http: httpx.Client, only: str, simulated: bool, base_url: str, notify_url: str
) -> None:
    settings = with_addresses(simulated_settings(folder, HERE, HERE), base_url, notify_url)
    other = "alipay" if only == "wechat" else "wechat"
    with pytest.raises(ValueError, match=r"gateway|notice"):
        gateways_from(replace(settings, simulated=simulated, **{other: None}), http)


def test_real_addresses_over_https_are_taken(folder: Path, http: httpx.Client) -> None:
    settings = with_addresses(
        simulated_settings(folder, HERE, HERE), "https://pay.example/", "https://clinic.example/n"
    )
    gateways = gateways_from(replace(settings, simulated=False), http)
    assert not any(one.simulated for one in gateways.values())


def test_a_short_api_key_is_refused(folder: Path, http: httpx.Client, tmp_path: Path) -> None:
    settings = simulated_settings(folder, HERE, HERE)
    assert settings.wechat
    short = tmp_path / "key"
    short.write_text("short")
    with pytest.raises(ValueError, match="32"):
        gateways_from(replace(settings, wechat=replace(settings.wechat, api_key=short)), http)


def test_a_key_file_that_is_missing_stops_the_start(
    folder: Path, http: httpx.Client, tmp_path: Path
) -> None:
    settings = simulated_settings(tmp_path, HERE, HERE)
    with pytest.raises(FileNotFoundError):
        gateways_from(settings, http)
