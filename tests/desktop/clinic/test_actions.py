"""Every action the trail may hold has its words."""

import importlib
import pkgutil

import pytest

import omms_server.contract
from omms_desktop.clinic.actions import ACTIONS, BY_ITSELF, GROUPS, action_word
from omms_server.contract.messages import Request

for module in pkgutil.iter_modules(omms_server.contract.__path__):
    importlib.import_module(f"omms_server.contract.{module.name}")


def test_every_request_has_words_in_both_languages():
    ours = {m for m, kind in Request.registry.items() if kind.__module__.startswith("omms_server")}
    assert ours | BY_ITSELF == set(ACTIONS)
    assert not ours & BY_ITSELF
    assert all(zh and en for zh, en in ACTIONS.values())


def test_words_are_told_apart():
    for place in (0, 1):
        words = [both[place] for both in ACTIONS.values()]
        assert len(words) == len(set(words))


def test_every_group_holds_actions():
    assert all(any(method.startswith(group) for method in ACTIONS) for group in GROUPS)


@pytest.mark.parametrize(
    ("method", "language", "word"),
    [
        ("billing.pay_cash", "zh_CN", "现金收费"),
        ("billing.pay_cash", "en", "Took cash"),
        ("billing.", "en", "Money"),
        ("future.thing", "zh_CN", "future.thing"),
    ],
)
def test_an_action_reads_in_the_persons_language(method, language, word):
    assert action_word(method, language) == word
