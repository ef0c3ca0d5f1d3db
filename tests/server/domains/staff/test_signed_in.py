"""Who is signed in where: listed for those who may end it."""

from __future__ import annotations

import pytest

from omms_server.contract import staff as said
from omms_server.contract.faults import NotAllowed
from omms_server.contract.sign_ins import ListSignIns, SignInRow
from omms_server.contract.signing_in import SignOut
from tests.support.clinic import PASSWORD, Clinic
from tests.support.staffing import sign_in


def listed(clinic: Clinic, text: str = "") -> list[SignInRow]:
    return list(clinic.wu.send(ListSignIns(text=text)).rows)


def names(clinic: Clinic, text: str = "") -> list[tuple[str, str]]:
    return [(row.name, row.workstation) for row in listed(clinic, text)]


def test_every_sign_in_that_stands_is_listed_the_newest_first(clinic: Clinic) -> None:
    clinic.amy  # noqa: B018 signs her in
    clinic.wu  # noqa: B018 signs him in
    sign_in(clinic, "lin", PASSWORD, "ward-7")
    assert names(clinic) == [
        ("林大夫", "ward-7"),
        ("吴管理", "desk-wu"),
        ("艾米", "desk-amy"),
    ]
    lin, wu, _ = listed(clinic)
    assert (lin.staff_id, lin.current, wu.current) == (clinic.staff["lin"], False, True)
    assert lin.started_at == clinic.clock.now()
    assert lin.renewed_until > lin.started_at


def test_who_signed_out_or_was_signed_out_or_ran_out_is_listed_no_more(clinic: Clinic) -> None:
    clinic.amy.send(SignOut())
    clinic.bo  # noqa: B018 signs him in
    sign_in(clinic, "lin", PASSWORD, "ward-7")
    (lin,) = listed(clinic, "ward-7")
    clinic.wu.send(said.EndSession(staff_id=lin.staff_id, session_id=lin.id))
    assert names(clinic) == [("吴管理", "desk-wu"), ("薄会计", "desk-bo")]
    clinic.clock.forward(hours=13)
    assert [row.name for row in listed(clinic)] == ["吴管理"]  # he signed in anew
    assert listed(clinic)[0].started_at == clinic.clock.now()


@pytest.mark.parametrize(
    ("text", "found"),
    [("ldf", ["林大夫"]), ("大夫", ["林大夫"]), ("ward", ["林大夫"]), ("夜班", []), ("ard-7", [])],
)
def test_a_sign_in_is_found_by_its_person_or_its_workstation(
    clinic: Clinic, text: str, found: list[str]
) -> None:
    clinic.amy  # noqa: B018 signs her in
    sign_in(clinic, "lin", PASSWORD, "ward-7")
    assert [row.name for row in listed(clinic, text)] == found


def test_pages_follow_each_other_without_gap_or_repeat(clinic: Clinic) -> None:
    for number in range(5):
        sign_in(clinic, "lin", PASSWORD, f"ward-{number}")
    whole = [row.id for row in listed(clinic, "ward")]
    found: list[int] = []
    before = None
    while True:
        page = clinic.wu.send(ListSignIns(text="ward", size=2, before=before))
        found += [row.id for row in page.rows]
        before = page.next_before
        if before is None:
            break
    assert found == whole
    assert len(whole) == 5


def test_only_who_may_end_sign_ins_lists_them(clinic: Clinic) -> None:
    for colleague in (clinic.colleague("yin"), clinic.amy, clinic.dora):
        with pytest.raises(NotAllowed):
            colleague.send(ListSignIns())
