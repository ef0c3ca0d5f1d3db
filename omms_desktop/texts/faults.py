"""The sentence for each fault: what happened, the present value, what to do (DOMAIN, refusals)."""

from omms_server.contract.faults import Fault

from .filling import fill
from .findings import finding_sentence
from .staff_faults import STAFF
from .workstation_faults import WORKSTATIONS

SENTENCES: dict[str, tuple[str, str]] = {
    # What may happen to any request
    "refused": ("规则不允许此操作。", "The rules do not allow this."),
    "confirm": ("请确认后继续。", "Please confirm to go on."),
    "invalid": ("请更正标出的内容。", "Please correct what is marked."),
    "unknown_request": (
        "服务器不认识此操作，工作站与服务器版本不一致。请联系管理员。",
        "The server does not know this request; the versions differ. Tell the administrator.",
    ),
    "too_large": (
        "内容过大，超过{limit}字节。请减少内容后重试。",
        "This is too large, over {limit} bytes. Shorten it and try again.",
    ),
    "unreadable": (
        "服务器无法读取此请求。请重试；仍失败请联系管理员。",
        "The server could not read the request. Try again, or tell the administrator.",
    ),
    "sign_in_needed": ("登录已失效，请重新登录。", "Your sign-in has ended. Please sign in again."),
    "not_allowed": (
        "您没有“{permission}”权限。需要时请联系管理员。",
        'You lack the "{permission}" permission. Ask the administrator if you need it.',
    ),
    "not_found": (
        "找不到该{what}，可能已被删除或您无权查看。",
        "There is no such {what}, or it is not yours to see.",
    ),
    "stale": (
        "内容已被{by}于{at}修改（现为第{current}版，您的是第{mine}版）。请刷新后再改，您输入的内容仍在。",
        "{by} changed this at {at} (now version {current}, yours {mine}). Refresh, then change it; "
        "what you typed is still here.",
    ),
    "key_reused": (
        "此操作已用于另一内容，未执行。请刷新后重新操作。",
        "This was already used for something else and was not done. Refresh and do it again.",
    ),
    "in_progress": (
        "该操作正在处理，请稍候再查看结果。",
        "This is still being done. Look again in a moment.",
    ),
    "busy": ("服务器繁忙，请{seconds}秒后重试。", "The server is busy. Try again in {seconds} s."),
    "waiting": (
        "前面还有{ahead}人，约需{seconds}秒，请稍候。",
        "{ahead} come before you; about {seconds} s. Please wait.",
    ),
    "second_person": (
        "{what}须由另一位有“{permission}”权限的人员当场登录确认。",
        'A second person with the "{permission}" permission must confirm on the spot: {what}.',
    ),
    "second_person.same": (
        "第二人不能是操作者本人，请由另一人登录确认。",
        "The second person must be somebody else than you.",
    ),
    "second_person.not_allowed": (
        "该人员没有“{permission}”权限，不能确认。请由另一人登录。",
        'This person lacks the "{permission}" permission. Ask another one to confirm.',
    ),
    "outdated": (
        "工作站版本（{mine}）与服务器（{current}）不一致，请更新工作站。",
        "This workstation (version {mine}) does not fit the server ({current}). Please update it.",
    ),
    "unreachable": (
        "服务器没有应答。已输入的内容保留，恢复后请再按一次，不会重复执行。",
        "The server did not answer. What you typed stays; press again once it is back, "
        "nothing happens twice.",
    ),
    "internal": (
        "出现意外错误，操作未完成。请将编号{ref}告知管理员。",
        "Something unforeseen happened. Tell the administrator this reference: {ref}.",
    ),
    "damaged": (
        "此记录的加密内容无法打开，可能被篡改或损坏，操作未完成。已报警，请将编号{ref}告知管理员。",
        "An encrypted part of this record does not open: it was changed or damaged. Nothing was "
        "done and an alarm was raised. Tell the administrator this reference: {ref}.",
    ),
    "desktop.given_up": ("已取消。", "Cancelled."),
    **STAFF,
    **WORKSTATIONS,
    # Patients
    "patients.identity_taken": (
        "该证件号已登记，病案号{number}。请打开已有档案。",
        "This identity number is registered, patient number {number}. Open that record.",
    ),
    "patients.allergies_on_record": (
        "已登记{count}项过敏，不能改为“无已知过敏”。",
        '{count} allergies are on record, so "none known" cannot be set.',
    ),
    # Appointments and the queue
    "scheduling.slot_full": (
        "该号源已约满（已约{booked}/{quota}），请选择其他时段或医生。",
        "This session is full ({booked}/{quota}). Choose another slot or doctor.",
    ),
    "scheduling.not_released": (
        "号源尚未放号，放号时间为{release_time}。",
        "Slots are not released yet; release time is {release_time}.",
    ),
    "scheduling.slot_over": (
        "该时段已过或当日预约已截止，请选择其他时段。",
        "This slot is over or same-day booking has closed. Choose another slot.",
    ),
    "scheduling.already_booked": (
        "同一患者同一日同一科室只能预约{limit}个号，已有预约：{existing}。",
        "Only {limit} booking per patient, day and department; existing booking: {existing}.",
    ),
    "scheduling.admission": (
        "{dept}限{rule}，患者{value}，不能挂此科。",
        "{dept} accepts only {rule}; the patient is {value}.",
    ),
    "scheduling.wrong_state": (
        "该预约现为“{state}”，不能这样操作。请刷新。",
        'The appointment is now "{state}", which does not allow this. Refresh.',
    ),
    "scheduling.not_check_in_time": (
        "报到时间为{opens}至{closes}。",
        "Check-in is open from {opens} to {closes}.",
    ),
    "scheduling.queue_empty": ("没有候诊患者。", "Nobody is waiting."),
    "booking.wrong_code": (
        "验证码错误或已失效，还可尝试{left}次。",
        "The code is wrong or has expired; {left} attempts left.",
    ),
    "booking.too_many_codes": (
        "验证码发送过于频繁，请{seconds}秒后再试。",
        "Too many codes were asked for. Try again in {seconds} s.",
    ),
    "booking.identity_mismatch": (
        "姓名与证件号不符，请核对。",
        "Name and identity number do not fit. Please check both.",
    ),
    # The visit
    "charting.not_your_patient": (
        "该患者挂的是其他医生的号，不能由您接诊。",
        "The patient is booked with another doctor.",
    ),
    "charting.not_called": (
        "该号现为“{state}”。须先报到并叫号，才能接诊。",
        'The appointment is "{state}". The patient must be checked in and called first.',
    ),
    "charting.incomplete": (
        "缺少必填项：{fields}。补全后才能签名。",
        "Required sections missing: {fields}. Complete them before signing.",
    ),
    "charting.signed": (
        "病历已签名。修改须填写理由，原文保留。",
        "The record is signed. A change needs a reason; the original is kept.",
    ),
    "charting.not_voidable": (
        "处方已{state}，不能作废；请先完成{need}。",
        "The prescription is {state} and cannot be voided; first complete {need}.",
    ),
    "charting.not_replaceable": (
        "只能更正本次就诊中被药师退回的处方，且只能更正一次；该处方现为“{state}”。请刷新。",
        "Only a prescription of this visit that the pharmacist sent back is corrected, and once. "
        'It is now "{state}". Refresh.',
    ),
    "charting.quantity_needed": (
        "{drug}的数量不能自动计算，请直接填写。",
        "The quantity of {drug} cannot be computed; type it.",
    ),
    # Pharmacy
    "pharmacy.not_paid": (
        "处方未缴费（应收{due}元），不能发药。",
        "Unpaid ({due} yuan due); not dispensed.",
    ),
    "pharmacy.not_approved": (
        "处方未经药师审核通过，不能收费或调配。",
        "Not reviewed by a pharmacist; it cannot be charged or dispensed.",
    ),
    "pharmacy.wrong_state": (
        "处方现为“{state}”，不能这样操作。请刷新。",
        'The prescription is now "{state}", which does not allow this. Refresh.',
    ),
    "pharmacy.expired": (
        "处方已过有效期（有效至{until}），须由医师重新开具。",
        "The prescription expired at {until}; a new one is required.",
    ),
    "pharmacy.not_enough_stock": (
        "{drug}可用库存{stock}{unit}，不足{need}{unit}。请补货或联系医生改方。",
        "{drug}: only {stock} {unit} usable, {need} {unit} needed. Restock or call the doctor.",
    ),
    "pharmacy.remark_needed": (
        "退回处方须写明原因，告知医生。",
        "A rejection must tell the doctor why.",
    ),
    "pharmacy.batch_expired": (
        "该批号已过有效期（{expiry}），不能入库。",
        "This batch expired on {expiry} and cannot be received.",
    ),
    # Money
    "billing.settled": (
        "费用单已被{user}结算，请刷新。",
        "This bill was settled by {user}; refresh.",
    ),
    "billing.changed": (
        "费用单已有变动，现为{total}元。请核对后再收费。",
        "Charges were added; the total is now {total} yuan. Look again before charging.",
    ),
    "billing.not_enough": (
        "应收{due}元，实收{paid}元，不足{gap}元。",
        "Due {due}, received {paid}; {gap} short.",
    ),
    "billing.payment_pending": (
        "支付结果未知，正在查询；请勿重复扣款（商户单号{order}）。",
        "Payment result unknown; checking. Do not charge again (order {order}).",
    ),
    "billing.nothing_due": (
        "该费用单没有可收的费用。",
        "Nothing on this bill can be paid now.",
    ),
    "billing.no_price": ("{item}在{date}无有效价格。", "{item} has no price in force on {date}."),
    "billing.gateway_off": (
        "本机构未开通此支付方式，请用其他方式。",
        "This means of payment is not set up here. Use another.",
    ),
    # Paper
    "documents.not_printable": (
        "现为“{state}”，还不能打印。",
        'It is "{state}" and cannot be printed yet.',
    ),
    "documents.glyph_missing": (
        "字体缺少这些字：{characters}，未打印。请联系管理员补充字体。",
        "No font has these characters: {characters}. Nothing was printed; ask the administrator.",
    ),
    "audit.too_many_rows": (
        "符合条件的记录超过{limit}条，请缩小时间范围或增加条件后再导出。",
        "More than {limit} entries fit. Narrow the period or add a filter, then export again.",
    ),
    # Opening a record beyond one's reach
    "sharing.beyond_reach": (
        "该患者不属于您的患者或科室，也没有有效授权。如属紧急情况，请按“紧急调阅”并写明原因。",
        "This patient is not yours or your department's, and no consent covers it. "
        "In an emergency, open the record with a reason.",
    ),
    "sharing.ended": (
        "该授权已于{at}终止。请刷新。",
        "This consent ended at {at}. Please refresh.",
    ),
    "sharing.until_past": (
        "授权截止日期须为今天或以后，最长{limit}天。请更改日期。",
        "A consent must last until today or later, {limit} days at most. Change the date.",
    ),
    "sharing.not_needed": (
        "您本来就可以查阅该病历，无需紧急调阅。",
        "This record is open to you already; no emergency opening is needed.",
    ),
    "sharing.reviewed": (
        "该紧急调阅已由{by}复核。请刷新。",
        "{by} reviewed this opening already. Please refresh.",
    ),
    "sharing.own_emergency": (
        "不能复核本人的紧急调阅，请由其他隐私专员复核。",
        "Nobody reviews an opening of his own; ask another privacy officer.",
    ),
    "sharing.remark_missing": (
        "认定不合理时须写明意见。",
        "An opening found not justified needs a remark.",
    ),
}

REASONS: dict[str, tuple[str, str]] = {
    "certificate": (
        "这不是本机构的服务器：证书不符。请勿输入密码，联系管理员。",
        "This is not the clinic's server: its certificate is wrong. Do not type your password; "
        "tell the administrator.",
    ),
    "connecting": (
        "连不上服务器。未完成的输入保留；恢复后请再按一次，已执行的不会重复执行。",
        "The server cannot be reached. What is not finished is kept; press again once it is back: "
        "what was done already is not done twice.",
    ),
}
"""For `Unreachable`, where the reason says more than the fault."""


def sentence(fault: Fault, language: str) -> str:
    """What a person reads about this fault, in `zh_CN` or `en`; never empty."""
    findings = fault.params.get("findings")
    if findings:
        mark = "" if language.startswith("zh") else " "
        return mark.join(
            finding_sentence(str(one.get("code", "")), one.get("params") or {}, language)
            for one in findings
        )
    texts = SENTENCES.get(fault.code, SENTENCES["internal"])
    if fault.code == "unreachable":
        texts = REASONS.get(str(fault.params.get("reason")), texts)
    return fill(texts[0 if language.startswith("zh") else 1], fault.params, language)
