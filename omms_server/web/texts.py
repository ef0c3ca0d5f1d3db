"""Every text of the booking pages, in Chinese and in English; in the words of patients."""

from __future__ import annotations

from typing import Any

from .preferences import Language

Pair = tuple[str, str]

TEXTS: dict[str, Pair] = {
    "title": ("预约挂号", "Book a visit"),
    "skip": ("跳到正文", "Skip to content"),
    "large_on": ("大字", "Large type"),
    "large_off": ("标准字", "Normal"),
    "other_language": ("English", "中文"),
    "development": (
        "开发环境：数据均为虚构，不会真的挂号。",
        "Development: everything here is invented and nothing is really booked.",
    ),
    "phone": ("电话", "Phone"),
    "need_help": ("需要帮助？请致电", "Need help? Call"),
    "emergency": (
        "急症请直接到急诊或拨打120。",
        "In an emergency come straight in, or call 120.",
    ),
    "steps": ("预约步骤", "Steps of booking"),
    "step_1": ("科室", "Department"),
    "step_2": ("时间", "Time"),
    "step_3": ("就诊人", "Patient"),
    "step_4": ("完成", "Done"),
    "step_done": ("已完成", "done"),
    "choose_department": ("选择科室", "Choose a department"),
    "choose_department_lead": (
        "直接查看余号，无需注册。",
        "See what is free at once. No account needed.",
    ),
    "days_of": ("{department}可约日期", "Days for {department}"),
    "no_days": ("近期号已约满", "Fully booked for now"),
    "no_sessions": ("近期暂无出诊", "No sessions for now"),
    "more": ("更多", "More"),
    "no_departments": (
        "目前没有可预约的科室，请致电咨询。",
        "No department can be booked online just now. Please call us.",
    ),
    "free": ("余{count}", "{count} left"),
    "full": ("约满", "Full"),
    "today": ("今天", "Today"),
    "tomorrow": ("明天", "Tomorrow"),
    "choose_time": ("选择日期和时间", "Choose a day and a time"),
    "choose_time_lead": (
        "所示为到院时间，请按时报到，实际就诊可能稍晚。",
        "The time is when to arrive. You may be seen a little later.",
    ),
    "days": ("日期", "Days"),
    "day_full": ("这一天的号已约满，请选择其他日期。", "This day is full. Please choose another."),
    "back_departments": ("返回科室", "All departments"),
    "back_times": ("重新选择时间", "Choose another time"),
    "times_of": ("{doctor}的可约时间", "Times with {doctor}"),
    "morning": ("上午", "Morning"),
    "afternoon": ("下午", "Afternoon"),
    "night": ("晚上", "Evening"),
    "general": ("普通门诊", "General"),
    "expert": ("专家门诊", "Specialist"),
    "emergency_kind": ("急诊", "Emergency"),
    "room": ("{room}诊室", "Room {room}"),
    "who": ("填写就诊人", "Who is coming?"),
    "who_lead": (
        "请填写就诊人本人的信息，与身份证一致。",
        "Give the patient's details as on the identity card.",
    ),
    "your_choice": ("所选号源", "Your choice"),
    "change": ("更改", "Change"),
    "name": ("姓名", "Name"),
    "identity": ("身份证号", "Identity number"),
    "identity_hint": ("18位，末位可为X", "18 characters; the last may be X"),
    "mobile": ("手机号", "Mobile number"),
    "mobile_hint": ("用于接收验证码", "We send a code to it"),
    "code": ("验证码", "Code"),
    "code_hint": ("6位数字", "6 digits"),
    "send_code": ("获取验证码", "Send me the code"),
    "send_again": ("重新发送验证码", "Send the code again"),
    "code_sent": (
        "验证码已发送至{mobile}，{minutes}分钟内有效。",
        "The code was sent to {mobile}. It is valid for {minutes} minutes.",
    ),
    "shown_code": ("开发环境验证码：", "Development code:"),
    "confirm": ("确认预约", "Confirm booking"),
    "privacy": (
        "信息仅用于本次预约与就诊，加密保存。",
        "Your details serve this visit only and are stored encrypted.",
    ),
    "other_times": ("同一天的其他时间", "Other times on this day"),
    "no_other_times": (
        "这一天已没有其他时间，请返回选择其他日期。",
        "This day has no other time. Please go back and choose another day.",
    ),
    "errors": ("请更正以下内容", "Please correct the following"),
    "error_word": ("错误：", "Error: "),
    "name_missing": ("请填写姓名。", "Enter the name."),
    "name_wrong": (
        "姓名不能超过50个字，且不能含特殊控制字符。",
        "The name has at most 50 characters, without control characters.",
    ),
    "identity_missing": ("请填写身份证号。", "Enter the identity number."),
    "identity_length": (
        "身份证号应为18位，请核对。",
        "The identity number has 18 characters. Please check it.",
    ),
    "identity_characters": (
        "身份证号只能包含数字，末位可为X。",
        "The identity number has digits only; the last may be X.",
    ),
    "identity_wrong": (
        "身份证号有误，请逐位核对。",
        "The identity number is not right. Please compare it with the card.",
    ),
    "mobile_missing": ("请填写手机号。", "Enter the mobile number."),
    "mobile_wrong": (
        "请填写11位中国大陆手机号。",
        "Enter a mainland mobile number with 11 digits.",
    ),
    "code_missing": ("请填写短信中的6位验证码。", "Enter the 6 digits of the code."),
    "slot_missing": ("请选择时间。", "Choose a time."),
    "form_old": (
        "页面打开时间过长。您填写的内容仍在，请核对后再按一次。",
        "This page was open for too long. What you typed is still here; please press again.",
    ),
    "done": ("预约成功", "Your visit is booked"),
    "done_number": ("您的号", "Your number"),
    "number": ("{number}号", "No. {number}"),
    "patient": ("就诊人", "Patient"),
    "department": ("科室", "Department"),
    "doctor": ("医生", "Doctor"),
    "arrive": ("到院时间", "Arrive"),
    "place": ("地点", "Place"),
    "fee": ("费用", "Fee"),
    "pay_there": ("到院后缴纳", "paid at the clinic"),
    "bring": (
        "请携带身份证，到院后先报到。",
        "Bring your identity card and check in when you arrive.",
    ),
    "cancel_until": (
        "如不能前来，请在{until}前致电取消。",
        "Cannot come? Call to cancel before {until}.",
    ),
    "cancel_over": (
        "取消时限（{until}）已过。如不能前来，仍请来电告知。",
        "The time to cancel ({until}) is over. If you cannot come, please still call us.",
    ),
    "calendar": ("加入日历", "Add to calendar"),
    "keep": ("请截屏或记下您的号。", "Take a picture of this page or note your number."),
    "done_gone": (
        "此页面已不再显示，您的预约不受影响。",
        "This page is no longer shown. Your booking stands.",
    ),
    "book_another": ("再约一个号", "Book another visit"),
    "again": ("再试一次", "Try again"),
    "home": ("返回首页", "To the first page"),
    "error_title": ("没有成功", "That did not work"),
    "error_not_found": ("没有这个页面。", "There is no such page."),
    "error_gone": (
        "这个时间已不能预约，请选择其他时间。",
        "This time can no longer be booked. Please choose another.",
    ),
    "error_method": ("此操作不可用。", "This cannot be done here."),
    "error_form": ("表单无法读取，请返回重新填写。", "The form could not be read. Please go back."),
    "error_origin": (
        "出于安全考虑，此提交未被接受。请从本网站首页重新预约。",
        "For safety this was not accepted. Please book from this site's first page.",
    ),
    "error_too_large": ("提交的内容过大。", "What was sent is too large."),
    "error_too_often": (
        "操作过于频繁，请稍候一分钟再试。",
        "Too many tries. Please wait a minute and try again.",
    ),
    "error_away": (
        "预约服务暂时无法使用，请稍后再试，或致电预约。",
        "Booking is away for a moment. Please try again soon, or book by phone.",
    ),
    "error_internal": (
        "出现意外问题。请稍后再试，或致电预约。",
        "Something unforeseen happened. Please try again, or book by phone.",
    ),
    "ics_summary": ("就诊：{department}", "Visit: {department}"),
    "ics_text": (
        "{number}号，{doctor}。请携带身份证，到院后先报到。取消请在{until}前致电{phone}。",
        "No. {number}, {doctor}. Bring your identity card and check in. "
        "To cancel, call {phone} before {until}.",
    ),
}

TITLES: dict[str, str] = {
    "主任医师": "Chief physician",
    "副主任医师": "Associate chief physician",
    "主治医师": "Attending physician",
    "住院医师": "Resident physician",
    "医师": "Physician",
}
"""Doctors' titles in English."""


def say(lang: Language, name: str, **params: Any) -> str:
    """The text of this name."""
    return TEXTS[name][lang == "en"].format_map(params)
