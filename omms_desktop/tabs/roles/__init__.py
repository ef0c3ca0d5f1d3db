"""The administrator's tab of roles: what each may do, and the clinic's own."""
