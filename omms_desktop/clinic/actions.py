"""What people did, in words: one for every request, as the trail names them. No Qt."""

from __future__ import annotations

ACTIONS: dict[str, tuple[str, str]] = {
    # Signing in
    "staff.sign_in": ("登录", "Signed in"),
    "staff.renew_sign_in": ("续期登录", "Renewed sign-in"),
    "staff.sign_out": ("退出登录", "Signed out"),
    "staff.sign_out_everywhere": ("退出所有登录", "Signed out everywhere"),
    "staff.refresh_reused": ("登录凭证被重复使用", "Sign-in token used twice"),
    "staff.workstation_locked": ("工作站被锁定", "Workstation locked"),
    "staff.idle_disabled": ("停用闲置账户", "Idle account disabled"),
    # People and roles
    "staff.change_password": ("修改密码", "Changed password"),
    "staff.list": ("查找人员", "Listed staff"),
    "staff.read": ("查看人员", "Opened staff member"),
    "staff.create": ("新增人员", "Added staff member"),
    "staff.change": ("修改人员", "Changed staff member"),
    "staff.reset_password": ("重置密码", "Reset password"),
    "staff.disable": ("停用账户", "Disabled account"),
    "staff.enable": ("启用账户", "Enabled account"),
    "staff.sessions": ("查看登录会话", "Listed sign-ins"),
    "staff.sign_ins": ("查看已登录人员", "Listed who is signed in"),
    "staff.end_session": ("结束登录", "Ended sign-in"),
    "staff.end_all_sessions": ("结束全部登录", "Ended all sign-ins"),
    "staff.roles": ("查看角色", "Listed roles"),
    "staff.save_role": ("保存角色", "Saved role"),
    # Workstations
    "workstations.list": ("查看工作站", "Listed workstations"),
    "workstations.issue": ("生成工作站注册码", "Issued enrolment code"),
    "workstations.revoke": ("吊销工作站", "Revoked workstation"),
    "workstations.renew": ("更新工作站证书", "Renewed certificate"),
    "workstations.enrol": ("注册工作站", "Enrolled workstation"),
    "workstations.replaced": ("启用新的工作站证书", "Renewed certificate came into use"),
    "workstations.refused": ("拒绝未注册的工作站", "Refused a workstation"),
    # Patients
    "patients.find": ("查找患者", "Searched patients"),
    "patients.load": ("查看患者档案", "Opened patient"),
    "patients.register": ("建档", "Registered patient"),
    "patients.change": ("修改患者信息", "Changed patient"),
    "patients.record_allergy": ("登记过敏", "Recorded allergy"),
    "patients.deny_allergies": ("登记无已知过敏", "Recorded no known allergies"),
    "patients.find_allergens": ("查找过敏原", "Searched allergens"),
    # Appointments and the queue
    "audit.archive": ("归档审计记录", "Archived the trail"),
    "audit.export": ("导出审计记录", "Exported the trail"),
    "sharing.recipients": ("查找授权对象", "Found whom to open a record to"),
    "sharing.grant": ("登记授权查阅", "Recorded a consent"),
    "sharing.revoke": ("撤回授权查阅", "Took a consent back"),
    "sharing.list": ("查看授权查阅", "Listed consents"),
    "sharing.openings": ("查看查阅记录", "Listed who opened the record"),
    "sharing.open_in_emergency": ("紧急调阅", "Opened in an emergency"),
    "sharing.emergencies": ("查看紧急调阅", "Listed emergency openings"),
    "sharing.review_emergency": ("复核紧急调阅", "Reviewed an emergency opening"),
    "notices.list": ("查看通知", "Listed notices"),
    "notices.mark_read": ("通知标为已读", "Marked notices as read"),
    "charting.history": ("查看既往就诊", "Opened earlier visits"),
    "scheduling.departments": ("查看科室", "Listed departments"),
    "scheduling.sessions": ("查看号源", "Listed sessions"),
    "scheduling.appointments": ("查看预约列表", "Listed appointments"),
    "scheduling.arrival": ("查看到院患者", "Opened arrival"),
    "scheduling.book": ("预约挂号", "Booked"),
    "scheduling.cancel": ("取消预约", "Cancelled booking"),
    "scheduling.check_in": ("报到", "Checked in"),
    "scheduling.queue": ("查看候诊队列", "Listed queue"),
    "scheduling.call_next": ("呼叫下一位", "Called next"),
    "scheduling.call": ("指定叫号", "Called patient"),
    "scheduling.pass_over": ("过号", "Passed over"),
    # Booking page
    "booking.days": ("查看可约日期", "Listed offered days"),
    "booking.slots": ("查看可约时段", "Listed offered slots"),
    "booking.request_code": ("发送验证码", "Sent booking code"),
    "booking.book": ("网上预约", "Booked online"),
    # The visit
    "charting.start": ("接诊", "Started visit"),
    "charting.load": ("查看病历", "Opened record"),
    "charting.save_note": ("保存病历", "Saved note"),
    "charting.set_diagnoses": ("修改诊断", "Changed diagnoses"),
    "charting.sign": ("签名结束就诊", "Signed visit"),
    "charting.sign_prescription": ("开具处方", "Signed prescription"),
    "charting.sent_back": ("查看退回的处方", "Prescriptions sent back"),
    "charting.void_prescription": ("作废处方", "Voided prescription"),
    "charting.quantity": ("计算药品数量", "Computed quantity"),
    "charting.find_diagnoses": ("查找诊断", "Searched diagnoses"),
    "charting.find_drugs": ("查找药品", "Searched drugs"),
    "charting.terms": ("查看用法目录", "Listed directions"),
    # Money
    "billing.bills": ("查看费用单列表", "Listed bills"),
    "billing.load": ("查看费用单", "Opened bill"),
    "billing.pay_cash": ("现金收费", "Took cash"),
    "billing.start_gateway_payment": ("发起扫码支付", "Started payment by code"),
    "billing.give_up_gateway_payment": ("放弃扫码支付", "Gave up payment by code"),
    "billing.payment_notice": ("收到支付通知", "Received payment notice"),
    # Pharmacy
    "pharmacy.queue": ("查看发药队列", "Listed dispensing"),
    "pharmacy.load": ("查看处方", "Opened prescription"),
    "pharmacy.review": ("审方", "Reviewed prescription"),
    "pharmacy.dispense": ("发药", "Dispensed"),
    "pharmacy.stock": ("查看库存", "Listed stock"),
    "pharmacy.receive": ("药品入库", "Received batch"),
    # The rest
    "documents.print": ("打印单据", "Printed paper"),
    "audit.details": ("查看审计详情", "Opened details on the trail"),
    "audit.read": ("查看审计记录", "Read trail"),
    "events.after": ("接收变动通知", "Heard of changes"),
}
"""Chinese and English word by `Request.method`."""

BY_ITSELF = frozenset(
    {
        "audit.archive",
        "staff.idle_disabled",
        "staff.refresh_reused",
        "staff.workstation_locked",
        "workstations.enrol",
        "workstations.replaced",
        "workstations.refused",
    }
)
"""What stands on the trail though nobody asked for it."""

GROUPS: dict[str, tuple[str, str]] = {
    "staff.": ("登录与人员", "Staff"),
    "workstations.": ("工作站", "Workstations"),
    "patients.": ("患者", "Patients"),
    "scheduling.": ("预约与候诊", "Appointments"),
    "booking.": ("网上预约", "Online booking"),
    "charting.": ("病历与处方", "Visits"),
    "billing.": ("收费", "Money"),
    "pharmacy.": ("药房", "Pharmacy"),
    "documents.": ("打印", "Printing"),
    "audit.": ("审计", "Trail"),
}
"""Word by how methods begin; the trail is filtered by either."""


def action_word(method: str, language: str) -> str:
    """The word for an action; a newer server's unknown one names itself."""
    words = ACTIONS.get(method) or GROUPS.get(method)
    return words[0 if language.startswith("zh") else 1] if words else method
