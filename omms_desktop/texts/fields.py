"""Names of fields, and the sentence for each kind of mistake in one."""

from collections.abc import Mapping
from typing import Any

from omms_server.contract.faults import Invalid

from .filling import fill

NAMES: dict[str, tuple[str, str]] = {
    "": ("内容", "this"),
    "username": ("用户名", "user name"),
    "password": ("密码", "password"),
    "name": ("姓名", "name"),
    "sex": ("性别", "sex"),
    "born_on": ("出生日期", "date of birth"),
    "identity_kind": ("证件类型", "kind of document"),
    "identity_number": ("证件号", "identity number"),
    "no_identity_reason": ("无证件原因", "reason for no document"),
    "phone": ("电话", "phone"),
    "mobile": ("手机号", "mobile number"),
    "address": ("地址", "address"),
    "text": ("查找内容", "search text"),
    "allergen": ("过敏原", "allergen"),
    "reaction": ("反应", "reaction"),
    "severity": ("严重程度", "severity"),
    "reason": ("理由", "reason"),
    "remark": ("备注", "remark"),
    "code": ("代码", "code"),
    "chief_complaint": ("主诉", "chief complaint"),
    "present_illness": ("现病史", "present illness"),
    "past_history": ("既往史", "past history"),
    "examination": ("体格检查", "examination"),
    "plan": ("处理意见", "plan"),
    "diagnoses": ("诊断", "diagnoses"),
    "lines": ("药品", "medication lines"),
    "drug_id": ("药品", "drug"),
    "dose": ("剂量", "dose"),
    "route": ("给药途径", "route"),
    "frequency": ("频次", "frequency"),
    "timing": ("用药时间", "timing"),
    "days": ("天数", "days"),
    "units": ("数量", "quantity"),
    "lot": ("批号", "lot"),
    "expires_on": ("有效期", "expiry date"),
    "shelf": ("货位", "shelf"),
    "received": ("实收", "received"),
    "on": ("日期", "date"),
    "since": ("起始时间", "start"),
    "until": ("截止时间", "end"),
    # What stands on the trail
    "staff_no": ("工号", "staff number"),
    "title": ("职称", "title"),
    "posts": ("岗位", "post"),
    "role": ("角色", "role"),
    "role_name": ("角色名称", "name of the role"),
    "department": ("科室", "department"),
    "department_id": ("科室编号", "department no."),
    "rights": ("处方权限", "prescribing right"),
    "granted_by": ("授予人", "given by"),
    "permissions": ("权限", "permissions"),
    "disabled": ("停用", "disabled"),
    "locked_until": ("锁定至", "locked until"),
    "must_change_password": ("须改密码", "must change password"),
    "last_active": ("最近登录", "last active"),
    "sessions_ended": ("退出的登录", "sign-ins ended"),
    "session": ("登录", "sign-in"),
    "kind": ("类型", "kind"),
    "fingerprint": ("证书指纹", "fingerprint"),
    "sign_ins_ended": ("退出的登录", "sign-ins ended"),
    "of": ("所属工作站", "workstation"),
    "asked": ("筛选条件", "filter"),
    "action": ("操作", "action"),
    "outcome": ("结果", "outcome"),
    "person_id": ("人员编号", "person no."),
    "patient_id": ("患者编号", "patient no."),
    "patient_number": ("病案号", "patient number"),
    "rows": ("记录数", "entries"),
    "standing": ("查阅依据", "ground"),
    "paper": ("单据", "paper"),
    "number": ("号码", "number"),
    "copy": ("份数", "copy"),
    "amount": ("金额（分）", "amount in fen"),
    "expected": ("应收（分）", "expected in fen"),
    "refused": ("拒绝原因", "refused for"),
    "replaces": ("替代处方", "replaces"),
    "purpose": ("目的", "purpose"),
    "verdict": ("复核结论", "verdict"),
    "explanation": ("情况说明", "explanation"),
    "initials": ("拼音首字母", "initials"),
}

KINDS: dict[str, tuple[str, str]] = {
    "missing": ("请填写此项。", "Please fill in this field."),
    "string_too_short": ("请至少填写{limit}个字。", "Type at least {limit} characters."),
    "string_too_long": ("最多{limit}个字，请缩短。", "At most {limit} characters; shorten it."),
    "too_short": ("至少需要{limit}项。", "At least {limit} needed."),
    "too_long": ("最多{limit}项。", "At most {limit} allowed."),
    "string_pattern_mismatch": ("格式不正确，请核对。", "The format is not right; please check."),
    "string_type": ("请填写文字。", "Type a text."),
    "int_parsing": ("请填写整数。", "Type a whole number."),
    "int_type": ("请填写整数。", "Type a whole number."),
    "int_from_float": ("请填写整数。", "Type a whole number."),
    "decimal_parsing": ("请填写数字。", "Type a number."),
    "decimal_type": ("请填写数字。", "Type a number."),
    "decimal_max_places": ("最多{limit}位小数。", "At most {limit} decimal places."),
    "decimal_max_digits": ("最多{limit}位数字。", "At most {limit} digits."),
    "decimal_whole_digits": ("整数部分最多{limit}位。", "At most {limit} digits before the point."),
    "greater_than": ("须大于{limit}。", "It must be more than {limit}."),
    "greater_than_equal": ("不得小于{limit}。", "It must be {limit} or more."),
    "less_than": ("须小于{limit}。", "It must be less than {limit}."),
    "less_than_equal": ("不得大于{limit}。", "It must be {limit} or less."),
    "bool_type": ("请选择是或否。", "Choose yes or no."),
    "bool_parsing": ("请选择是或否。", "Choose yes or no."),
    "enum": ("请从列表中选择。", "Choose one from the list."),
    "literal_error": ("请从列表中选择。", "Choose one from the list."),
    "date_type": ("请填写日期，如1990-03-07。", "Type a date such as 1990-03-07."),
    "date_parsing": ("请填写日期，如1990-03-07。", "Type a date such as 1990-03-07."),
    "date_from_datetime_parsing": (
        "请填写日期，如1990-03-07。",
        "Type a date such as 1990-03-07.",
    ),
    "date_from_datetime_inexact": (
        "请填写日期，如1990-03-07。",
        "Type a date such as 1990-03-07.",
    ),
    "datetime_parsing": ("请填写日期和时间。", "Type a date and a time."),
    "timezone_aware": ("请填写日期和时间。", "Type a date and a time."),
    "extra_forbidden": (
        "服务器不接受此项，工作站需要更新。",
        "The server does not take this; the workstation needs an update.",
    ),
    # What the contract's own checks say
    "control characters are not allowed": (
        "含有不可见的控制字符，请重新输入。",
        "There are control characters in it; please type it again.",
    ),
    "identity_number_required": ("请填写证件号。", "Please fill in the identity number."),
    "no_identity_reason_required": (
        "无证件时须填写原因。",
        "Without a document, give the reason.",
    ),
    "date_in_future": ("日期不能晚于今天。", "The day cannot lie after today."),
    # What an identity number is refused for (DOMAIN 9.4)
    "identity_length": ("身份证号应为18位，请核对。", "An identity number has 18 characters."),
    "identity_characters": (
        "身份证号只能是数字，末位可为X。",
        "An identity number has digits only; the last may be X.",
    ),
    "identity_date": (
        "身份证号中的出生日期不存在，请核对第7至14位。",
        "The birth date in it does not exist; check characters 7 to 14.",
    ),
    "identity_check_digit": (
        "身份证号校验位不符，可能输错，请核对。",
        "The check digit does not fit; a digit may be mistyped.",
    ),
    "identity_future": ("身份证号中的出生日期晚于今天。", "The birth date in it is still to come."),
    "identity_too_old": (
        "身份证号中的出生日期过早，请核对。",
        "The birth date in it is too long ago; please check.",
    ),
    "identity_birth_date_differs": (
        "与身份证号中的出生日期不一致。",
        "The identity number tells another date of birth.",
    ),
    "identity_sex_differs": (
        "与身份证号中的性别不一致。",
        "The identity number tells another sex.",
    ),
}

_OTHER = ("此项不正确，请核对。", "This is not right; please check.")
_WRAPPERS = ("fields", "line")
_FIELDS_OF_KINDS = {
    "identity_number_required": "identity_number",
    "no_identity_reason_required": "no_identity_reason",
}
"""Mistakes of a whole message that one field can mend."""


def field_name(field: str, language: str) -> str:
    """The name of a dotted field: that of its last named part."""
    parts = [part for part in field.split(".") if not part.isdigit()]
    last = parts[-1] if parts else ""
    names = NAMES.get(last)
    return names[0 if language.startswith("zh") else 1] if names else last.replace("_", " ")


def kind_sentence(kind: str, limit: Any, language: str) -> str:
    """What is wrong with a field."""
    if kind in ("string_too_short", "too_short") and limit == 1:
        kind = "missing"
    texts = KINDS.get(kind, _OTHER)
    return fill(texts[0 if language.startswith("zh") else 1], {"limit": limit}, language)


def field_errors(fault: Invalid, language: str) -> Mapping[str, str]:
    """Sentences by the key a form knows: `fields.name` (a nested part) becomes `name`."""
    errors: dict[str, str] = {}
    for error in fault.params.get("errors") or ():
        kind = str(error.get("kind", ""))
        key = _FIELDS_OF_KINDS.get(kind) or _key(str(error.get("field", "")))
        errors.setdefault(key, kind_sentence(kind, error.get("limit"), language))
    return errors


def _key(field: str) -> str:
    first, _, rest = field.partition(".")
    if first in _WRAPPERS:
        return rest
    return field


def named_errors(fault: Invalid, language: str) -> str:
    """All mistakes in one text, each with its field's name, for where no field can show them."""
    parts = []
    for key, text in field_errors(fault, language).items():
        name = field_name(key, language)
        parts.append(f"{name}：{text}" if language.startswith("zh") else f"{name}: {text}")
    return ("" if language.startswith("zh") else " ").join(parts)
