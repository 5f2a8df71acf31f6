"""What is answered by rule, before any matching: emergencies, greetings, thanks, a lone emoji."""

import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from knowledge import german
from knowledge.entries import Smalltalk

# The topic for messages of nothing but emoji, which no phrasing can name.
EMOJI = "emoji"
# A message that is so close to a whole phrasing of smalltalk is one, typos included. Longer ones are questions.
_CLOSE = 88
_LONGEST = 60
_MOST_WORDS = 12
# Stands where an idiom was cut out, so that the words around it don't make a new phrase.
_CUT = " | "


class SmalltalkRules:
    def __init__(self, topics: Sequence[Smalltalk]) -> None:
        self._ids = frozenset(topic.id for topic in topics)
        self._phrasings = {
            phrasing: topic.id for topic in reversed(topics) for phrasing in map(_plain, topic.phrasings) if phrasing
        }
        self._alarms = [_Alarm(topic) for topic in topics if topic.contains]

    def topic(self, message: str) -> str:
        """The id of the topic that the message belongs to, or ""."""
        words = german.words(message)
        if not words:
            return EMOJI if EMOJI in self._ids and _has_symbol(message) else ""
        alarm = next((alarm.topic for alarm in self._alarms if alarm.sounds(words)), "")
        return alarm or self._exact(words) or self._close(words)

    def _exact(self, words: Sequence[str]) -> str:
        """The whole message, or what is left of it between greeting and thanks, or phrasings in a row."""
        bare = german.without_courtesies(words)
        whole = self._phrasings.get(" ".join(words)) or self._phrasings.get(" ".join(bare))
        return whole or self._in_a_row(words)

    def _in_a_row(self, words: Sequence[str]) -> str:
        """The topic of the longest phrasing, when the message is nothing but phrasings: "super danke, bis morgen"."""
        found: list[str] = []
        while words:
            beginnings = [" ".join(words[:length]) for length in range(min(len(words), _MOST_WORDS), 0, -1)]
            phrasing = next((text for text in beginnings if text in self._phrasings), None)
            if phrasing is None:
                return ""
            found.append(phrasing)
            words = words[len(phrasing.split()) :]
        return self._phrasings[max(found, key=len)]

    def _close(self, words: Sequence[str]) -> str:
        text = " ".join(german.without_courtesies(words))
        if len(text) > _LONGEST:
            return ""
        found = process.extractOne(text, self._phrasings.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return self._phrasings[found[0]] if found else ""


class _Alarm:
    """Phrases that decide wherever they stand in a message, once the harmless idioms are cut out of it."""

    def __init__(self, topic: Smalltalk) -> None:
        self.topic = topic.id
        self._phrases = _by_first_word(topic.contains)
        self._idioms = sorted((f" {_plain(idiom)} " for idiom in topic.unless), key=len, reverse=True)

    def sounds(self, words: Sequence[str]) -> bool:
        if not self._holds_phrase(words):
            return False
        text = f" {' '.join(words)} "
        for idiom in self._idioms:
            text = text.replace(idiom, _CUT)
        return self._holds_phrase(text.split())

    def _holds_phrase(self, words: Sequence[str]) -> bool:
        return any(
            tuple(words[place : place + len(phrase)]) == phrase
            for place, word in enumerate(words)
            for phrase in self._phrases.get(word, ())
        )


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        if words := german.words(phrase):
            found.setdefault(words[0], []).append(tuple(words))
    return found


def _plain(text: str) -> str:
    return " ".join(german.words(text))


def _has_symbol(message: str) -> bool:
    return any(unicodedata.category(char) == "So" for char in message)
