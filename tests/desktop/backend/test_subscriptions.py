"""News reach those who asked for them, also after a pause."""

from omms_desktop.backend.subscriptions import Subscriptions
from omms_server.contract.events import Changed, Topic

QUEUE, STOCK = Changed(topic=Topic.QUEUE, ref=7), Changed(topic=Topic.STOCK, ref=None)


def test_each_hears_his_topics_once():
    changes, heard = Subscriptions(), []
    changes.subscribe({Topic.QUEUE}, heard.append)
    changes.publish([QUEUE, STOCK, QUEUE])
    changes.publish([STOCK])
    assert heard == [(QUEUE,)]


def test_a_cancelled_subscription_hears_nothing():
    changes, heard = Subscriptions(), []
    interest = changes.subscribe({Topic.QUEUE}, heard.append)
    interest.cancel()
    interest.cancel()
    changes.publish([QUEUE])
    assert heard == []


def test_a_subscription_cancelled_by_another_callback_hears_nothing_more():
    changes, heard = Subscriptions(), []
    changes.subscribe({Topic.QUEUE}, lambda _: second.cancel())
    second = changes.subscribe({Topic.QUEUE}, heard.append)
    changes.publish([QUEUE])
    assert heard == []


def test_after_a_pause_each_topic_that_changed_is_told_once():
    changes, heard = Subscriptions(), []
    changes.subscribe({Topic.QUEUE, Topic.STOCK}, heard.append)
    changes.pause()
    changes.publish([QUEUE, Changed(topic=Topic.QUEUE, ref=8)])
    assert heard == []
    changes.resume()
    assert heard == [(Changed(topic=Topic.QUEUE, ref=None),)]
    changes.publish([STOCK])
    assert heard[1] == (STOCK,)
