"""Which theme the application wears now. It hangs on QApplication, as its palette does."""

from PySide6.QtCore import QCoreApplication

from .tokens import Tokens, load_tokens

_PROPERTY = "ommsTokens"


def current_tokens() -> Tokens:
    """Return the tokens in force; the light theme before any was applied."""
    application = QCoreApplication.instance()
    tokens = application.property(_PROPERTY) if application else None
    return tokens if isinstance(tokens, Tokens) else load_tokens()


def remember_tokens(application: QCoreApplication, tokens: Tokens) -> None:
    """Make these the tokens in force."""
    application.setProperty(_PROPERTY, tokens)
