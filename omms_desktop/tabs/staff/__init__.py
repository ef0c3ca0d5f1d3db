"""The administrator's tab of people and roles."""
