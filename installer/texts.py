"""Extracts the workstation's texts, compiles their translations and checks that none is missing.

`python -m installer.texts` updates `resources/i18n/*.ts` and compiles them into `build/i18n`;
with `--check` it changes nothing and fails when a text is unfinished, gone or not yet extracted.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from omms_desktop.texts.compiling import compile_texts, qt_tool

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN",)
Text = tuple[str, str]
"""The context and the English words of a text."""


def sources() -> list[Path]:
    """Every module a person's words may stand in."""
    return sorted((ROOT / "omms_desktop").rglob("*.py"))


def extract(target: Path, language: str) -> None:
    """Bring a .ts file up to the source; what is translated stays, what is gone is dropped."""
    names = target.parent / f"{target.stem}.sources"
    names.write_text("\n".join(map(str, sources())), encoding="utf-8")
    command = [str(qt_tool("lupdate")), f"@{names}", "-ts", str(target), "-silent"]
    command += ["-source-language", "en", "-target-language", language]
    command += ["-no-obsolete", "-locations", "none"]
    try:
        subprocess.run(command, check=True)  # noqa: S603 Qt's own program on our own files
    finally:
        names.unlink()


def texts_of(file: Path) -> dict[Text, bool]:
    """The texts of a .ts file, and whether each is translated."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):  # noqa: S314 our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            said = message.find("translation")
            done = said is not None and said.get("type") is None and bool("".join(said.itertext()))
            found[(name, message.findtext("source") or "")] = done
    return found


def problems(language: str) -> list[str]:
    """What keeps a language from being whole, one line each."""
    kept = FOLDER / f"omms_{language}.ts"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / kept.name
        shutil.copy(kept, fresh)
        extract(fresh, language)
        now, before = texts_of(fresh), texts_of(kept)
    lines = [f"not extracted: {c}: {text}" for c, text in now.keys() - before.keys()]
    lines += [f"no longer used: {c}: {text}" for c, text in before.keys() - now.keys()]
    lines += [f"not translated: {c}: {text}" for (c, text), done in before.items() if not done]
    return sorted(f"omms_{language}.ts: {line}" for line in lines)


def main(arguments: list[str]) -> int:
    """Update and compile, or check."""
    parser = argparse.ArgumentParser(prog="installer.texts", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when not whole")
    check = parser.parse_args(arguments).check
    found: list[str] = []
    for language in LANGUAGES:
        kept = FOLDER / f"omms_{language}.ts"
        if not check:
            extract(kept, language)
            compile_texts(kept, ROOT / "build" / "i18n" / f"omms_{language}.qm")
        found += problems(language)
    sys.stdout.write("".join(f"{line}\n" for line in found) or "All texts are translated.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
