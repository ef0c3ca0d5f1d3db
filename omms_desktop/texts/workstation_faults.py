"""The sentences of faults about workstations."""

WORKSTATIONS: dict[str, tuple[str, str]] = {
    "workstations.refused": (
        "服务器不接受此工作站：未注册或已被吊销。请管理员生成注册码，重新注册。",
        "The server does not accept this workstation: it is not enrolled or was revoked. "
        "Ask the administrator for an enrolment code.",
    ),
    "workstations.name_taken": (
        "已有名为{name}的工作站在用。要替换它，请先吊销。",
        "A workstation named {name} is in use. Revoke it first to replace it.",
    ),
    "workstations.wrong_code": (
        "注册码不对、已用过或已过期。请核对，或请管理员重新生成。",
        "No machine waits with this code: it was used, its time is up, or it was typed wrong. "
        "Compare it, or ask the administrator for a new one.",
    ),
    "workstations.mistyped_code": (
        "注册码输入有误，请逐组核对（共七组，每组四个字符）。未发送任何内容。",
        "This is no enrolment code: compare it group by group, seven groups of four characters. "
        "Nothing was sent.",
    ),
    "workstations.wrong_server": (
        "此地址的服务器不是生成该注册码的诊所服务器。请核对地址。未发送注册码。",
        "The server at this address is not the one that made the code. Check the address. "
        "The code was not sent.",
    ),
    "workstations.unfit_request": (
        "证书申请无效，未签发证书。请重新注册此工作站。",
        "The certificate request is not valid; nothing was issued. Enrol this workstation again.",
    ),
    "workstations.not_due": (
        "现有证书还有{days}天以上有效，暂不需要更新。",
        "The present certificate is good for more than {days} days; it need not be renewed yet.",
    ),
}
