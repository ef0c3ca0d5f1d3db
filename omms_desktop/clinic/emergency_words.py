"""Why records are opened in emergencies, in the language the person reads now."""

from PySide6.QtCore import QCoreApplication

from omms_server.contract.sharing import EmergencyReason

translate = QCoreApplication.translate


def reason_word(reason: EmergencyReason) -> str:
    """Why a record was opened at once."""
    words = {
        EmergencyReason.LIFE: translate("Records", "Danger to life"),
        EmergencyReason.UNCONSCIOUS: translate("Records", "Patient unconscious"),
        EmergencyReason.TRANSFER: translate("Records", "Urgent transfer or consultation"),
        EmergencyReason.OTHER: translate("Records", "Other emergency"),
    }
    return words[reason]
