"""Priority classes and fairness in the queue (DOMAIN REG-R13, REG-R14)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from omms_server.domains.scheduling.fairness import (
    NORMALS_BETWEEN,
    Priority,
    Ticket,
    calling_order,
    next_to_call,
    normals_since_priority,
    queue_key,
)

EIGHT = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
NORMAL, RETURNING, PREFERRED, EMERGENCY = reversed(Priority)


def ticket(number: int, priority: Priority = NORMAL, segment: int = 0, at: int = 0) -> Ticket:
    begins = EIGHT + timedelta(minutes=segment)
    return Ticket(number, begins, begins + timedelta(minutes=at), priority)


def called(waiting: list[Ticket], normals_since: int = 0) -> list[int]:
    return [each.appointment_id for each in calling_order(waiting, normals_since)]


def test_reg_r13_an_early_arrival_does_not_overtake_an_earlier_segment() -> None:
    early = Ticket(1, EIGHT + timedelta(minutes=60), EIGHT - timedelta(minutes=60))
    assert called([early, ticket(2, segment=30), ticket(3, at=5), ticket(4, at=2)]) == [4, 3, 2, 1]


def test_reg_r14_one_with_priority_is_called_after_every_two_normal_ones() -> None:
    waiting = [ticket(n, at=n) for n in range(1, 6)]
    waiting += [ticket(11, PREFERRED), ticket(12, RETURNING), ticket(13, PREFERRED, at=1)]
    assert called(waiting) == [1, 2, 11, 3, 4, 13, 5, 12]


def test_reg_r14_two_normal_calls_before_let_priority_go_now() -> None:
    assert called([ticket(1), ticket(11, PREFERRED)], normals_since=2) == [11, 1]
    assert called([ticket(1), ticket(11, PREFERRED)], normals_since=1) == [1, 11]


def test_reg_r14_an_emergency_goes_first_and_does_not_count() -> None:
    waiting = [ticket(1), ticket(2, at=1), ticket(11, PREFERRED), ticket(99, EMERGENCY, at=9)]
    assert called(waiting, normals_since=1) == [99, 1, 11, 2]
    assert normals_since_priority([NORMAL, PREFERRED, NORMAL, EMERGENCY, NORMAL]) == 2


def test_nobody_waiting_means_nobody_is_called() -> None:
    assert next_to_call([], 0) is None
    assert calling_order([], 0) == ()


TICKETS = st.lists(
    st.builds(ticket, st.integers(1, 999), st.sampled_from(Priority), st.integers(0, 90)),
    max_size=25,
    unique_by=lambda each: each.appointment_id,
)


@given(TICKETS, st.integers(0, 4))
def test_reg_r14_nobody_is_lost_and_priority_never_crowds_out(
    waiting: list[Ticket], normals_since: int
) -> None:
    order = calling_order(waiting, normals_since)
    assert sorted(order, key=queue_key) == sorted(waiting, key=queue_key)
    since = normals_since
    for place, each in enumerate(order):
        normal_waits = any(later.priority is NORMAL for later in order[place:])
        if each.priority in (PREFERRED, RETURNING) and normal_waits:
            assert since >= NORMALS_BETWEEN
        since = normals_since_priority([NORMAL] * since + [each.priority])
    for priority in Priority:
        same = [queue_key(each) for each in order if each.priority is priority]
        assert same == sorted(same)
