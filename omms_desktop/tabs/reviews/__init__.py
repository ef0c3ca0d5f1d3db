"""The privacy officer's tab: records opened in emergencies, and what the review found."""
