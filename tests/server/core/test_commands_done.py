"""A key is claimed with the effect, gives the first answer again, and belongs to one content."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from omms_server.contract.faults import KeyReused
from omms_server.core.commands_done import (
    AlreadyDone,
    Forgetter,
    body_digest,
    claim,
    first_answer,
    keep_answer,
    release,
)
from omms_server.models.system import CommandDone
from tests.support.clinic import MORNING, Clinic

DIGEST = body_digest("a", "{}")


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    return working_clinic


def claimed(clinic: Clinic, answer: str = '{"number":1}') -> None:
    """Claim the key "k" and keep an answer, as the dispatcher does."""

    def work(session) -> None:
        claim(session, "k", DIGEST, MORNING)
        keep_answer(session, clinic.app.house.vault, "k", answer)

    clinic.app.house.database.write(work)


def answer_of(clinic: Clinic, digest: bytes = DIGEST, key: str = "k") -> str | None:
    vault = clinic.app.house.vault
    return clinic.app.house.database.read(lambda s: first_answer(s, vault, key, digest))


def test_the_first_answer_is_given_again(clinic: Clinic) -> None:
    claimed(clinic)
    with pytest.raises(AlreadyDone):
        claimed(clinic, "another")
    assert answer_of(clinic) == '{"number":1}'


def test_an_unknown_key_has_no_answer(clinic: Clinic) -> None:
    assert answer_of(clinic) is None


def test_a_key_of_another_content_is_refused(clinic: Clinic) -> None:
    claimed(clinic)
    for digest in (body_digest("b", "{}"), body_digest("a", '{"x":1}')):
        with pytest.raises(KeyReused):
            answer_of(clinic, digest)


def test_method_and_body_cannot_run_into_each_other() -> None:
    assert body_digest("ab", "c") != body_digest("a", "bc")


def test_a_claim_taken_back_can_be_made_again(clinic: Clinic) -> None:
    database = clinic.app.house.database

    def refused(session) -> None:
        claim(session, "k", DIGEST, MORNING)
        release(session, "k")

    database.write(refused)
    claimed(clinic)


def test_a_claim_falls_with_its_transaction(clinic: Clinic) -> None:
    def broken(session) -> None:
        claim(session, "k", DIGEST, MORNING)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        clinic.app.house.database.write(broken)
    claimed(clinic)


def test_a_large_answer_is_kept_whole(clinic: Clinic) -> None:
    claimed(clinic, "号" * 300_000)
    assert answer_of(clinic) == "号" * 300_000


def test_answers_are_kept_for_seven_days(working_clinic: Clinic) -> None:
    working_clinic.a_patient()
    house, clock = working_clinic.app.house, working_clinic.clock
    forgetter = Forgetter(house.database, clock)

    def count() -> int:
        return house.database.read(lambda s: s.scalar(select(func.count(CommandDone.key)))) or 0

    clock.forward(days=7)
    assert not forgetter.run()
    assert count() == 1
    clock.forward(seconds=1)
    assert not forgetter.run()
    assert count() == 0
