"""The sentences for faults of sign-in, people and roles."""

STAFF: dict[str, tuple[str, str]] = {
    # Sign-in
    "staff.wrong_credentials": (
        "用户名或密码错误，还可尝试{left}次。",
        "Wrong user name or password; {left} attempts left.",
    ),
    "staff.locked": (
        "账户已锁定，请于{until}后重试或联系管理员。",
        "Account locked until {until}. Try again then, or ask the administrator.",
    ),
    "staff.workstation_locked": (
        "此工作站登录失败次数过多，已锁定，请于{until}后重试或联系管理员。",
        "Too many failed sign-ins from this workstation; locked until {until}. "
        "Try again then, or ask the administrator.",
    ),
    "staff.must_change_password": (
        "密码须先修改才能继续使用。",
        "Change your password before going on.",
    ),
    # People and roles
    "staff.number_taken": ("工号{number}已使用。", "The staff number {number} is in use."),
    "staff.username_taken": (
        "用户名{username}已使用，请另选。",
        "The user name {username} is taken. Choose another.",
    ),
    "staff.role_taken": ("角色代码{code}已使用。", "There is a role with the code {code}."),
    "staff.last_administrator": (
        "这是最后一位可用的系统管理员，不能停用或取消其职务。请先指定另一位管理员。",
        "This is the last administrator who can sign in. Appoint another one first.",
    ),
    "staff.administrators_see_no_patients": (
        "系统管理员不能同时拥有“{permission}”权限，请由不同的人担任。",
        'An administrator cannot also have the "{permission}" permission. Give it to another.',
    ),
    "staff.services_only": (
        "“{permission}”权限仅供系统服务使用，不能授予人员。",
        'The "{permission}" permission is for services only, not for people.',
    ),
    "staff.wrong_password": (
        "当前密码错误，还可尝试{left}次。",
        "The present password is wrong; {left} attempts left.",
    ),
    "staff.weak_password": (
        "新密码须至少{length}位，含三类字符，不含姓名、号码或常用词，且不同于最近{history}次。",
        "The new password needs {length} characters or more of three kinds, no name, number or "
        "common word, and must differ from the last {history}.",
    ),
}
