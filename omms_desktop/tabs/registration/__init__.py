"""The receptionist's tab: find or register a patient, give a number, check in, take the fee."""
