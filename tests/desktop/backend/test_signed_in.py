"""Tokens: renewed once, never used in another's name, kept only where it is safe."""

import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from keyring.backends import null
from keyring.errors import PasswordDeleteError

from omms_desktop.backend import kept_tokens as kept_module
from omms_desktop.backend.clock import ServerClock
from omms_desktop.backend.kept_tokens import KeyringTokens, NoTokens, kept_tokens
from omms_desktop.backend.signed_in import CurrentSignIn
from omms_server.contract.faults import SignInNeeded, Unreachable
from omms_server.contract.permissions import Permission
from tests.support.fakes import person, signed_in

AMY, BO = person(1, "Amy"), person(2, "Bo")


class Kept:
    works = True

    def __init__(self):
        self.tokens = {}

    def find(self, username):
        return self.tokens.get(username, "")

    def keep(self, username, token):
        self.tokens[username] = token

    def drop(self, username):
        self.tokens.pop(username, None)


class Server:
    def __init__(self):
        self.asked, self.fault = [], None

    def renew(self, request):
        self.asked.append(request.refresh_token)
        if self.fault:
            raise self.fault
        return signed_in(AMY, era=len(self.asked) + 1)


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def now(server, kept):
    return CurrentSignIn(server.renew, kept)


def test_nobody_has_no_token_and_no_right(now):
    assert now.access() == ""
    assert now.person is None
    assert not now.may(Permission.BOOK)
    assert not now.renew()


def test_a_person_has_his_rights_and_no_others(now):
    now.accept(signed_in(AMY, (Permission.BOOK,)))
    assert now.may(Permission.BOOK)
    assert not now.may(Permission.PRESCRIBE)


def test_a_refused_token_is_traded_for_a_new_one(now, server):
    now.accept(signed_in(AMY))
    assert now.access() == "access-1"
    assert now.renew()
    assert now.access() == "access-2"
    assert server.asked == ["refresh-1"]


def test_the_thread_that_comes_second_uses_the_token_the_first_has_got(now, server):
    now.accept(signed_in(AMY))
    used, renewed = threading.Event(), []

    def second():
        now.access()
        used.set()
        first_done.wait(5)
        renewed.append(now.renew())

    first_done = threading.Event()
    thread = threading.Thread(target=second)
    thread.start()
    assert used.wait(5)
    now.access()
    assert now.renew()
    first_done.set()
    thread.join(5)
    assert renewed == [True]
    assert server.asked == ["refresh-1"]


def test_a_refresh_token_that_is_refused_ends_the_sign_in(now, server):
    now.accept(signed_in(AMY))
    now.access()
    server.fault = SignInNeeded()
    assert not now.renew()
    assert now.access() == ""


def test_an_unreachable_server_ends_nothing(now, server):
    now.accept(signed_in(AMY))
    now.access()
    server.fault = Unreachable()
    with pytest.raises(Unreachable):
        now.renew()
    assert now.access() == "access-1"


def test_what_one_person_asked_for_never_goes_in_anothers_name(now):
    now.accept(signed_in(AMY))
    with now.acting_for(AMY):
        assert now.access() == "access-1"
        now.accept(signed_in(BO, era=7))
        assert now.access() == ""
        assert not now.renew()
    assert now.access() == "access-7"


def test_locking_while_renewing_stays_locked(kept):
    def renew_and_lock(request):
        desk.lock()
        return signed_in(AMY, era=2)

    desk = CurrentSignIn(renew_and_lock, kept)
    desk.accept(signed_in(AMY))
    desk.access()
    assert not desk.renew()
    assert desk.access() == ""


def test_a_remembered_person_is_signed_in_after_a_restart(now, server, kept):
    now.accept(signed_in(AMY), "amy")
    again = CurrentSignIn(server.renew, kept)
    resumed = again.resume("amy")
    assert resumed is not None
    assert again.person == AMY
    assert kept.tokens == {"amy": "refresh-2"}


def test_who_is_not_remembered_leaves_nothing_behind(now, kept):
    now.accept(signed_in(AMY))
    now.access()
    now.renew()
    assert kept.tokens == {}
    assert now.resume("amy") is None


def test_forgetting_takes_the_token_out_of_the_keyring(now, kept):
    now.accept(signed_in(AMY), "amy")
    now.lock()
    now.forget()
    assert kept.tokens == {}


def test_a_kept_token_that_is_refused_is_thrown_away(now, server, kept):
    kept.keep("amy", "stolen")
    server.fault = SignInNeeded()
    assert now.resume("amy") is None
    assert kept.tokens == {}


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyring.backends.fail", "made.up"])
def test_a_keyring_that_is_not_the_operating_systems_keeps_nothing(monkeypatch, module):
    backend = type("Plain", (null.Keyring,), {"__module__": module})()
    monkeypatch.setattr(kept_module.keyring, "get_keyring", lambda: backend)
    assert isinstance(kept_tokens("desk"), NoTokens)


def test_of_several_keyrings_the_safe_one_is_taken(monkeypatch):
    plain = type("Plain", (null.Keyring,), {"__module__": "keyrings.alt.file"})()
    real = type("Real", (null.Keyring,), {"__module__": "keyring.backends.SecretService"})()
    chain = SimpleNamespace(backends=[plain, real])
    monkeypatch.setattr(kept_module.keyring, "get_keyring", lambda: chain)
    assert kept_tokens("desk").works


def test_a_keyring_that_stays_shut_only_costs_a_sign_in(caplog):
    class Shut(null.Keyring):
        def get_password(self, *_names):
            raise PasswordDeleteError("shut")

        set_password = delete_password = get_password

    tokens = KeyringTokens(Shut(), "desk")
    tokens.drop("amy")
    assert tokens.find("amy") == ""
    assert "could not be read" in caplog.text


def test_signing_out_carries_the_last_token_and_renews_nothing(now, server):
    now.accept(signed_in(AMY))
    token = now.lock()
    assert now.access() == ""
    with now.parting(token):
        assert now.access() == "access-1"
        assert not now.renew()
    assert server.asked == []


def test_the_desk_follows_the_servers_clock_from_the_sign_in_on(server, kept):
    clock = ServerClock()
    now = CurrentSignIn(server.renew, kept, clock.follow)
    ahead = datetime.now(UTC) + timedelta(hours=3)

    now.accept(signed_in(AMY).model_copy(update={"server_time": ahead}))

    assert abs(clock.now() - ahead) < timedelta(seconds=5)
