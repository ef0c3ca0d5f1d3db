"""The language switches while the program runs, and no text is left untranslated."""

import pytest
from PySide6.QtCore import QCoreApplication

from installer import texts
from omms_desktop.shell.display import Display, DisplayButton
from omms_desktop.texts.compiling import compiled
from omms_desktop.texts.translator import Languages


@pytest.fixture
def languages(qapp):
    made = Languages()
    yield made
    made.use("en")


def close_word():
    return QCoreApplication.translate("PaperPanel", "Print")


def test_a_switch_changes_words_and_back(languages):
    languages.use("zh_CN")
    assert close_word() == "打印"
    languages.switch()
    assert languages.code == "en"
    assert close_word() == "Print"


def test_qts_own_words_are_chinese_too(languages):
    languages.use("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_an_unknown_language_is_english(languages):
    languages.use("xx")
    assert languages.code == "en"


def test_widgets_hear_of_a_switch(languages, qapp, qtbot):
    button = DisplayButton(Display(qapp, settings=None, languages=languages, fonts=None))
    qtbot.addWidget(button)
    languages.use("zh_CN")
    qtbot.waitUntil(lambda: button.toolTip() == "语言、配色、字号")


def test_a_stale_translation_is_compiled_anew(tmp_path):
    source, target = texts.FOLDER / "omms_zh_CN.ts", tmp_path / "new" / "omms_zh_CN.qm"
    assert compiled(source, target).stat().st_size > 500
    before = target.stat().st_mtime_ns
    assert compiled(source, target).stat().st_mtime_ns == before


def test_a_text_that_is_not_translated_is_reported(tmp_path):
    (tmp_path / "x.ts").write_text(
        '<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1"><context><name>Page</name>'
        "<message><source>Save</source><translation type='unfinished'/></message>"
        "<message><source>Quit</source><translation>退出</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    assert texts.texts_of(tmp_path / "x.ts") == {("Page", "Save"): False, ("Page", "Quit"): True}


def test_titles_of_tabs_are_extracted(tmp_path, monkeypatch):
    page = tmp_path / "tabs.py"
    page.write_text('TITLE = QT_TRANSLATE_NOOP("Tabs", "Pharmacy")\n', encoding="utf-8")
    monkeypatch.setattr(texts, "sources", lambda: [page])
    texts.extract(tmp_path / "omms_zh_CN.ts", "zh_CN")
    assert texts.texts_of(tmp_path / "omms_zh_CN.ts") == {("Tabs", "Pharmacy"): False}
