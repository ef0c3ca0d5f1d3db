"""The window around the tabs: sign-in, navigation, notices, questions, papers, status."""
