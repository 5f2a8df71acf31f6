"""German texts as the voice wants them: short sentences, and no shouting."""

import re

WORDS_MOST = 20
SENTENCE_END = re.compile(r"(?<!\d)[.!?…][“\"»)]*\s+")  # not the point of a date


def sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE_END.split(text + " ") if sentence.strip()]


def against_the_voice(*texts: str) -> list[str]:
    """The sentences that are too long, and the texts that shout."""
    long = [sentence for text in texts for sentence in sentences(text) if len(sentence.split()) >= WORDS_MOST]
    return [*long, *(text for text in texts if "!" in text)]
