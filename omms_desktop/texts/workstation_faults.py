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
    "workstations.unfit_request": (
        "证书申请无效，未签发证书。请重新注册此工作站。",
        "The certificate request is not valid; nothing was issued. Enrol this workstation again.",
    ),
    "workstations.not_due": (
        "现有证书还有{days}天以上有效，暂不需要更新。",
        "The present certificate is good for more than {days} days; it need not be renewed yet.",
    ),
}
