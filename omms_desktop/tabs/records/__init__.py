"""Patients' records: earlier visits, consents to open them, and who did."""
