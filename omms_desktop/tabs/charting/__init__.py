"""The doctor's tab: the queue before the door, and the visit with its note and its orders."""
