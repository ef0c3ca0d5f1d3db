"""What the booking pages say to each fault of the server, in the words of patients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .preferences import Language
from .texts import Pair

_AWAY: Pair = (
    "预约服务暂时无法使用。您填写的内容仍在，请稍后再按一次，不会重复预约。",
    "Booking is away for a moment. What you typed is still here: press again soon. "
    "It will not be booked twice.",
)

FAULTS: dict[str, Pair] = {
    "scheduling.slot_full": (
        "这个时间刚刚约满，请在下面另选时间。",
        "This time has just been taken. Please choose another below.",
    ),
    "scheduling.slot_over": (
        "这个时间已停止预约，请在下面另选时间。",
        "This time can no longer be booked. Please choose another below.",
    ),
    "scheduling.not_released": (
        "这一天尚未放号，{release_time}开始预约。",
        "This day cannot be booked yet. Booking opens at {release_time}.",
    ),
    "scheduling.already_booked": (
        "就诊人当天在该科室已有预约（{existing}），每天每科限{limit}个。",
        "The patient already has a visit there on this day ({existing}); the limit is {limit}.",
    ),
    "scheduling.admission": (
        "{dept}只接诊{rule}的患者，请选择其他科室。",
        "{dept} sees only patients who are {rule}. Please choose another department.",
    ),
    "booking.wrong_code": (
        "验证码不正确或已失效，还可尝试{left}次。",
        "The code is wrong or no longer valid. Tries left: {left}.",
    ),
    "booking.wrong_code.0": (
        "验证码不正确或已失效，请重新获取验证码。",
        "The code is wrong or no longer valid. Please have a new one sent.",
    ),
    "booking.too_many_codes": (
        "验证码刚刚发送过，请使用已收到的验证码，或{seconds}秒后重新获取。",
        "A code was sent just now. Use that one, or ask again in {seconds} seconds.",
    ),
    "booking.identity_mismatch": (
        "姓名与身份证号不一致，请与身份证核对；仍不成功请致电。",
        "Name and identity number do not match. Compare them with the card, or call us.",
    ),
    "patients.identity_taken": (
        "正在建立您的档案，请再按一次。",
        "Your record is just being made. Please press again.",
    ),
    "invalid": (
        "有内容填写不正确，请核对。",
        "Something is not filled in correctly. Please check.",
    ),
    "not_found": (
        "这个时间已不能预约，请返回另选时间。",
        "This time can no longer be booked. Please go back and choose another.",
    ),
    "key_reused": (
        "这份表单已提交过，内容有改动。请核对后再按一次。",
        "This form was sent before with other details. Please check it and press again.",
    ),
    "in_progress": (
        "正在为您预约，请稍候再按一次，不会重复预约。",
        "Your booking is being made. Press again in a moment; it will not be booked twice.",
    ),
    "busy": (
        "现在预约的人较多。您填写的内容仍在，请{seconds}秒后再按一次。",
        "Many people are booking. What you typed is still here: press again in {seconds} seconds.",
    ),
    "unreachable": _AWAY,
    "sign_in_needed": _AWAY,
    "outdated": _AWAY,
    "not_allowed": _AWAY,
    "unknown_request": _AWAY,
    "unreadable": _AWAY,
    "too_large": ("填写的内容过长。", "What you typed is too long."),
    "refused": (
        "按诊所规定不能在网上预约，请致电。",
        "The clinic's rules do not allow this online. Please call us.",
    ),
    "confirm": (
        "此预约需要工作人员确认，请致电。",
        "A member of staff must confirm this. Please call us.",
    ),
    "damaged": (
        "您的资料暂时无法打开，未能预约。请致电（编号{ref}）。",
        "Your details cannot be opened, so nothing was booked. Please call us (reference {ref}).",
    ),
    "internal": (
        "出现意外问题，未能预约。请稍后再试，或致电（编号{ref}）。",
        "Something unforeseen happened. Try again, or call us (reference {ref}).",
    ),
}
"""What the pages say to a fault of the server. A code that is not here is told as `refused`."""

RULES: dict[str, Pair] = {"female": ("女性", "female"), "male": ("男性", "male")}


def fault_sentence(lang: Language, code: str, params: Mapping[str, Any]) -> str:
    """The sentence for a fault; a missing parameter leaves a dash, never a brace."""
    if code == "booking.wrong_code" and not params.get("left"):
        code = "booking.wrong_code.0"
    given = _Given(params)
    if code == "scheduling.admission":
        given["rule"] = _rule(lang, str(params.get("rule", "")))
    return FAULTS.get(code, FAULTS["refused"])[lang == "en"].format_map(given)


class _Given(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def _rule(lang: Language, rule: str) -> str:
    """`≤14`, `≥60` or a sex, as a person says it."""
    if rule in RULES:
        return RULES[rule][lang == "en"]
    sign, years = rule[:1], rule[1:]
    if sign == "≤":
        return f"{years}岁及以下" if lang == "zh" else f"{years} years old or younger"
    if sign == "≥":
        return f"{years}岁及以上" if lang == "zh" else f"{years} years old or older"
    return rule
