"""Exports of the trail prove themselves: 200 of 200 forgeries are found and named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from omms_server.core.trail_chain import (
    FIRST_DIGEST,
    FIRST_LINK,
    Checkpoint,
    Linked,
    Signed,
    link_after,
    sign,
)
from omms_server.core.trail_file import check_trail, write_trail

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key()
Line = dict[str, Any]


def an_entry(number: int) -> dict[str, Any]:
    return {
        "id": 1000 + number, "at": 1_795_000_000_000 + number, "person_id": 7, "person": "林大夫",
        "post": "doctor", "second_id": None, "second": "", "workstation": "desk-1",
        "action": "charting.save_note", "patient_id": 40 + number % 3,
        "subject": f"encounter:{number}", "outcome": "ok", "reason": "", "details": "0a0b",
    }  # fmt: skip


def a_chain(count: int) -> list[Linked]:
    chain, link = [], FIRST_LINK
    for number in range(1, count + 1):
        fields = an_entry(number)
        link = link_after(link, fields)
        chain.append(Linked(number, link, fields))
    return chain


def checkpoints(chain: list[Linked], *places: int) -> list[Signed]:
    signed, before = [], FIRST_DIGEST
    for place in places:
        point = Checkpoint(place, chain[place - 1].link.hex(), "2026-11-23T09:00:00+00:00", before)
        signed.append(sign(KEY, point))
        before = point.digest()
    return signed


def written(chain: list[Linked], points: list[Signed]) -> list[Line]:
    file = io.BytesIO()
    write_trail(file, chain, points, KEY, exported_at="2026-11-23T10:00:00+00:00")
    return [json.loads(line) for line in file.getvalue().splitlines()]


def checked(folder: Path, lines: list[Line], kept: list[Signed]) -> list[str]:
    path = folder / "trail.jsonl"
    texts = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines]
    path.write_text("".join(text + "\n" for text in texts), "utf-8")
    return check_trail(path, PUBLIC, kept)


CHAIN = a_chain(30)
POINTS = checkpoints(CHAIN, 10, 20, 30)


def test_an_untouched_export_is_whole(tmp_path: Path) -> None:
    assert checked(tmp_path, written(CHAIN, POINTS), POINTS) == []


def test_a_part_of_the_chain_is_whole_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "part.jsonl"
    with path.open("wb") as file:
        write_trail(
            file, CHAIN[10:25], checkpoints(CHAIN, 10, 20), KEY,
            after=(10, CHAIN[9].link), exported_at="2026-11-23T10:00:00+00:00",
        )  # fmt: skip
    assert check_trail(path, PUBLIC, checkpoints(CHAIN, 10, 20)) == []


def edit(random: Random, lines: list[Line]) -> str:
    place = random.randrange(1, 31)
    column = random.choice(("person", "action", "outcome", "workstation", "subject"))
    lines[place]["entry"][column] += "x"
    return f"link {place}"


def remove(random: Random, lines: list[Line]) -> str:
    place = random.randrange(1, 30)
    del lines[place]
    return f"links {place} to {place}"


def insert(random: Random, lines: list[Line]) -> str:
    place = random.randrange(1, 31)
    fields = an_entry(500)
    before = bytes.fromhex(lines[place]["link"])
    forged = {"seq": place + 1, "link": link_after(before, fields).hex(), "entry": fields}
    lines.insert(place + 1, forged)
    return f"link {place + 1}"


def swap(random: Random, lines: list[Line]) -> str:
    one, other = sorted(random.sample(range(1, 31), 2))
    lines[one]["entry"], lines[other]["entry"] = lines[other]["entry"], lines[one]["entry"]
    return f"link {one}"


def reorder(random: Random, lines: list[Line]) -> str:
    place = random.randrange(1, 30)
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    return f"links {place} to {place}"


def truncate(random: Random, lines: list[Line]) -> str:
    place = random.randrange(2, 31)
    del lines[place:31]
    return f"cut off after link {place - 1}"


FORGERIES: list[Callable[[Random, list[Line]], str]] = [
    edit, remove, insert, swap, reorder, truncate,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_a_forged_export_is_found_and_its_row_named(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    lines = written(CHAIN, POINTS)
    told = FORGERIES[seed % len(FORGERIES)](random, lines)
    problems = checked(tmp_path, lines, POINTS)
    assert any(told in problem for problem in problems), (told, problems)


@pytest.mark.parametrize("seed", range(20))
def test_a_trail_made_anew_and_signed_anew_disagrees_with_what_was_kept(
    tmp_path: Path, seed: int
) -> None:
    """Whoever holds the server can make another trail, not change the copies elsewhere."""
    random = Random(seed)
    place = random.randrange(30)
    entries = [dict(line.fields) for line in CHAIN]
    entries[place]["outcome"] = "not_allowed"
    chain, link = [], FIRST_LINK
    for number, fields in enumerate(entries, start=1):
        link = link_after(link, fields)
        chain.append(Linked(number, link, fields))
    problems = checked(tmp_path, written(chain, checkpoints(chain, 10, 20, 30)), POINTS)
    first = next(point for point in (10, 20, 30) if point > place)
    assert any(f"made anew up to link {first}" in problem for problem in problems)


def test_another_key_than_the_clinics_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    with path.open("wb") as file:
        write_trail(file, CHAIN, [], Ed25519PrivateKey.generate(), exported_at="2026")
    problems = check_trail(path, PUBLIC)
    assert "the export was signed with another key than the clinic's" in problems


def test_a_checkpoint_that_was_taken_out_is_missed(tmp_path: Path) -> None:
    problems = checked(tmp_path, written(CHAIN, POINTS), [POINTS[0], POINTS[2]])
    assert problems == ["checkpoints before checkpoint 2 are missing or were changed"]


@pytest.mark.parametrize("text", ["", "{}\n", "garbage\n", '{"format":"omms-trail-1"}\n'])
def test_what_is_no_export_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text(text)
    (problem,) = check_trail(path)
    assert "is not an export of the trail, or is damaged" in problem
