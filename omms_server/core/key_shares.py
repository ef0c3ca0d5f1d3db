"""The master key in three shares (SLIP-39), of which any two restore it and one alone tells
nothing: the sheets that three people keep, and what is read back from them.

The package is imported where it is used: only two commands need it, and no running server does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .keys import opens_keys
from .master_key import (
    fingerprint,
    keep_master,
    place_of_master,
    read_master,
    read_secret,
)

SHARES, NEEDED = 3, 2
_BEGIN, _END = "----- BEGIN WORDS -----", "----- END WORDS -----"
_A_LINE = 4

SHEET = """OMMS 主密钥分片 {number}/{shares}    Share {number} of {shares} of the OMMS master key
主密钥指纹 master key {fingerprint}

用途：OMMS 数据库中的姓名、证件号、电话、地址和病历均已加密。主密钥丢失后，任意 {needed} 份分片
可以恢复它；单独一份不泄露任何内容。请把本文件打印或存入独立介质，由一人保管于保险柜，与其他
分片和备份分开存放，然后从服务器上删除。更换主密钥后，旧分片即失效，须重新导出。

恢复：在服务器的数据目录中放回 keys/keys.json（备份中有），再运行下面的命令。

What it is for: names, numbers, phones, addresses and records in the database are encrypted. When
the master key is lost, any {needed} of these {shares} shares restore it; one alone tells nothing.
Print this file or put it on a medium of its own, give it to one person to lock away, apart from
the other shares and from the backups, and delete it from the server. When the master key is
replaced, these shares restore nothing any more; export new ones.

How to restore: put keys/keys.json back into the data folder (backups hold it), then run

    omms-server --data FOLDER keys restore SHARE-FILE SHARE-FILE

A printed sheet is typed into a text file first, the words alone, and: chmod 600 FILE

{begin}
{words}
{end}
"""


class SharesRefused(Exception):
    """The shares cannot be made or used; the text says why and what to do."""


def export_shares(keys: Path, folder: Path) -> list[Path]:
    """Write one sheet for each holder, mode 600. Existing files are left as they are, and then
    nothing is written: `FileExistsError`."""
    master = read_master(keys).key
    paths = [folder / f"omms-share-{n}-of-{SHARES}.txt" for n in range(1, SHARES + 1)]
    for path in paths:
        if path.exists() or path.is_symlink():
            raise FileExistsError(f"{path} is there already; it was left as it is")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, (path, words) in enumerate(zip(paths, split(master), strict=True), start=1):
        _write_new(path, sheet(number, words, fingerprint(master)))
    return paths


def restore_master(keys: Path, files: Sequence[Path]) -> str:
    """Put the master key of two shares in its place; tells where. `SharesRefused` when there is a
    master key already, or when the shares do not open `keys.json`."""
    there = place_of_master(keys)
    if there is not None:
        raise SharesRefused(f"there is a master key already, in {there}; it was left as it is")
    master = combined(files)
    if not opens_keys(keys, master):
        raise SharesRefused(
            f"the shares are whole, but their master key {fingerprint(master)} does not open"
            f" {keys / 'keys.json'}: it is older or newer, or another clinic's. Use the shares"
            " that were made last, or the keys.json of their time"
        )
    return keep_master(keys, master)


def split(master: bytes) -> list[str]:
    """The words of each share."""
    from shamir_mnemonic import generate_mnemonics

    (group,) = generate_mnemonics(1, [(NEEDED, SHARES)], master)
    return list(group)


def sheet(number: int, words: str, master: str) -> str:
    """The text for one holder."""
    each = [f"{place:2} {word:10}" for place, word in enumerate(words.split(), start=1)]
    lines = ["".join(each[at : at + _A_LINE]).rstrip() for at in range(0, len(each), _A_LINE)]
    return SHEET.format(
        number=number,
        shares=SHARES,
        needed=NEEDED,
        fingerprint=master,
        begin=_BEGIN,
        words="\n".join(lines),
        end=_END,
    )


def combined(files: Sequence[Path]) -> bytes:
    """The master key of two share files, or `SharesRefused`."""
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    if len(files) != NEEDED:
        raise SharesRefused(f"{NEEDED} share files are needed, no fewer and no more: {len(files)}")
    texts = [_words(path) for path in files]
    one, other = (_share(path, text) for path, text in zip(files, texts, strict=True))
    names = f"{files[0]} and {files[1]}"
    if one.common_parameters() != other.common_parameters():
        raise SharesRefused(f"{names} are of different sets: use two that were exported together")
    if one.index == other.index:
        raise SharesRefused(f"{names} are the same share; another one is needed")
    try:
        master: bytes = combine_mnemonics(texts)
    except MnemonicError as error:
        raise SharesRefused(f"{names} do not fit together: of different sets") from error
    return master


def _share(path: Path, words: str) -> Any:
    from shamir_mnemonic import MnemonicError, Share

    try:
        return Share.from_mnemonic(words)
    except MnemonicError as error:
        raise SharesRefused(
            f"{path} holds no whole share: a word is missing, misspelt or out of order"
        ) from error


def _words(path: Path) -> str:
    """The words of a sheet, or of a file that holds nothing else."""
    try:
        text = read_secret(path).decode()
    except UnicodeDecodeError as error:
        raise SharesRefused(f"{path} is no text file") from error
    _, begun, after = text.partition(_BEGIN)
    found = after.partition(_END)[0] if begun else text
    return " ".join(re.findall("[a-z]+", found.lower()))


def _write_new(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
