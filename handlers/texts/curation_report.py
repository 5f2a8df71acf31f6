"""What a check says about a change, sentence by sentence."""

from handlers.texts.curation import QUESTION_SHOWN, quoted, shortened
from knowledge.changes import What
from knowledge.gate import Report, Shift


def harmless(report: Report) -> str:
    return f"Von {report.asked} Prüffragen wird keine schlechter beantwortet."


def stolen_heading(count: int) -> str:
    if count == 1:
        return "Eine Frage bekäme nicht mehr die richtige Antwort:"
    return f"{count} Fragen bekämen nicht mehr die richtige Antwort:"


def leaked_heading(count: int) -> str:
    if count == 1:
        return "Auf eine Frage, die nicht zu uns gehört, käme eine Empfehlung:"
    return f"Auf {count} Fragen, die nicht zu uns gehören, käme eine Empfehlung:"


def stolen_line(shift: Shift, before: str, after: str) -> str:
    then = f"dann „{after}“" if after else "dann keine Empfehlung"
    return f"• {_short(shift.question)}: bisher „{before}“, {then}" if before else f"• {_short(shift.question)}: {then}"


def leaked_line(shift: Shift, after: str) -> str:
    return f"• {_short(shift.question)}: {'' if shift.outright else 'zur Auswahl '}„{after}“"


def _short(question: str) -> str:
    return quoted(shortened(question, QUESTION_SHOWN))


def rest(number: int) -> str:
    return "und eine weitere" if number == 1 else f"und {number} weitere"


def asked_back(count: int) -> str:
    if count == 1:
        return "Bei einer Frage biete ich die richtige Empfehlung dann nur zur Auswahl an."
    return f"Bei {count} Fragen biete ich die richtige Empfehlung dann nur zur Auswahl an."


def better(count: int) -> str:
    return "Eine Prüffrage wird besser beantwortet." if count == 1 else f"{count} Prüffragen werden besser beantwortet."


def not_found(what: What, instead: str) -> str:
    if what is What.DECOY:
        return f"Auf die Frage selbst käme trotzdem noch: „{instead}“."
    gets = f"Sie führt zu „{instead}“." if instead else "Ich antworte darauf noch mit „weiß ich nicht“."
    return f"Die Empfehlung wird damit noch nicht gefunden. {gets} Eine zweite Formulierung hilft."
