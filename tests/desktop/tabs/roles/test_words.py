"""Every permission has its place and its words."""

from omms_desktop.tabs.roles.words import GROUPS, for_people, group_word, grouped, permission_word
from omms_desktop.texts.words import WORDS
from omms_server.contract.permissions import SERVICE_PERMISSIONS, Permission


def test_every_permission_stands_in_one_group():
    listed = [permission for group in GROUPS.values() for permission in group]
    assert sorted(listed) == sorted(Permission)


def test_every_permission_and_group_has_words_of_its_own():
    for place in (0, 1):
        assert len({WORDS[one.value][place] for one in Permission}) == len(Permission)
    assert len({group_word(group) for group in GROUPS}) == len(GROUPS)
    assert permission_word(Permission.STOCK_READ, "en") == "Read stock"


def test_groups_of_nothing_are_left_out():
    assert grouped({Permission.STOCK_READ}) == {"pharmacy": [Permission.STOCK_READ]}


def test_people_are_offered_all_but_the_permissions_of_services():
    offered = {permission for group in for_people().values() for permission in group}
    assert offered == frozenset(Permission) - SERVICE_PERMISSIONS
