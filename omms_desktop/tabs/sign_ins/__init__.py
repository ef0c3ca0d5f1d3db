"""The administrator's tab of sign-ins: who is where, and ending one."""
