"""How often one address may do a thing."""

from __future__ import annotations

import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address


class Rate:
    """A token bucket for each address: `per_minute` on average, as many at once. At most `names`
    addresses are remembered; the one that was quiet longest is forgotten first."""

    def __init__(self, per_minute: int, names: int = 20_000) -> None:
        self._full, self._names = float(per_minute), names
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Count one try; False when it is one too many."""
        name, now = _household(address), time.monotonic()
        left, at = self._buckets.pop(name, (self._full, now))
        left = min(self._full, left + (now - at) * self._full / 60)
        while len(self._buckets) >= self._names:
            self._buckets.popitem(last=False)
        self._buckets[name] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def _household(address: str) -> str:
    """An IPv6 client owns a whole /64; counted by single address it would have no bound."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "unknown"
    return ip.exploded[:19] if isinstance(ip, IPv6Address) and not ip.ipv4_mapped else str(ip)
