"""The administrator's tab of machines: which may talk to the server, and codes for new ones."""
