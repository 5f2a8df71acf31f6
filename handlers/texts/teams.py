"""Teams, invitations, and what is only for some."""

from collections.abc import Mapping
from types import MappingProxyType

# Refusals ------------------------------------------------------------------------------------------------------------

INVITED_ONLY_TITLE = "Hier brauchst du eine Einladung"
INVITED_ONLY = (
    "Dieser Quartierslotse ist nur für eingeladene Menschen da. Bitte deine Teamleitung um einen Einladungslink und "
    "tipp darauf. Danach beantworte ich deine Fragen."
)
REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "leading": ("Das ist für Teamleitungen", "Frag mich gern etwas zu Mitbewerbern und Kommune."),
        "administering": ("Das ist für die Verwaltung des Quartierslotsen", "Wende dich dafür an deine Teamleitung."),
    }
)
