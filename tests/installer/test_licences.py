"""The page of licences is what the installed packages say."""

from installer import licences


def test_the_page_of_licences_is_current() -> None:
    assert licences.TARGET.read_text(encoding="utf-8") == licences.page()


def test_every_package_says_its_licence() -> None:
    silent = [name for name in licences.needed() if licences.licence(name) == "see its metadata"]
    assert not silent


def test_every_direct_dependency_is_on_the_page() -> None:
    assert set(licences.direct()) <= set(licences.needed())
