"""Which files make up a collection and which fields they have: the one table behind loader and JSON schema."""

from dataclasses import dataclass

TITLE_LONGEST = 60  # longer ones are cut off on a phone's button
STEPS_MOST = 4  # a person between two appointments takes no more with them
MESSAGE_UNITS = 4096  # Telegram's limit, in UTF-16 code units and after the formatting is taken out
MESSAGE_MARGIN = 300  # what the bot adds around an entry: area, headings, numbers of the steps, related titles
MESSAGE_ROOM = MESSAGE_UNITS - MESSAGE_MARGIN


@dataclass(frozen=True, slots=True)
class Text:
    """One text. Line breaks inside are kept only with `paragraphs`; `meant` says the pattern in words."""

    longest: int | None = None
    pattern: str = ""
    meant: str = ""
    paragraphs: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts. A list that is written down has at least `least` of them."""

    item: Text = Text()
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """A mapping from ids to what people read in their place."""

    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    shape: Text | Texts | Labels
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. `noun` is how faults call it."""

    noun: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True, slots=True)
class Listing:
    """The shape of a whole file: a list of records or of texts."""

    item: Record | Text


ID = Text(pattern=r"[a-z0-9-]{1,40}", meant="1 to 40 of a-z, 0-9 and hyphens")
TOPIC = Text(pattern=r"[a-z0-9_-]{1,40}", meant="1 to 40 of a-z, 0-9, hyphens and underscores")
NAME = Text(longest=TITLE_LONGEST)

RECOMMENDATION = Record(
    "entry",
    (
        Field("id", ID, "Never changes once people use it: buttons and shared links point to it.", required=True),
        Field("area", NAME, "The topic it belongs to. Without it: the name of the file."),
        Field("kind", NAME, "What sort of entry it is within its area, for example tipp."),
        Field("title", NAME, "What stands on the button, up to 60 characters.", required=True),
        Field("answer", Text(paragraphs=True), "Two to five short sentences, for a phone.", required=True),
        Field("steps", Texts(least=1, most=STEPS_MOST), "One to four things that can be done this week."),
        Field("phrasings", Texts(), "How people ask for it. Ten or more, by two writers, make it easy to find."),
        Field("keywords", Texts(), "Words that people use for it and that stand in no other field."),
        Field("related", Texts(), "Ids of entries that go with it, the most useful first."),
    ),
)
SMALLTALK = Record(
    "topic",
    (
        Field("id", TOPIC, "The topic, for example greeting or emergency.", required=True),
        Field("reply", Text(paragraphs=True), "What the bot says.", required=True),
        Field("phrasings", Texts(), "Whole messages that mean it."),
        Field("contains", Texts(), "Phrases that decide wherever they stand in a message."),
        Field("unless", Texts(), "Idioms in which a phrase of `contains` means nothing."),
    ),
)
QUESTION = Record(
    "question",
    (
        Field("question", Text(), "As a person would type it; no phrasing and no decoy.", required=True),
        Field("ids", Texts(), "Right answers, the best first; [] if no entry answers it.", required=True),
        Field("style", Text(), "How it is asked, for example plain, phone, situation, keyword."),
    ),
)
COLLECTION = Record(
    "collection",
    (
        Field("areas", Labels(NAME), "What people read for an area; areas are shown in this order."),
        Field("kinds", Labels(NAME), "What people read for a kind."),
        Field("examples", Texts(Text(longest=100)), "Questions that people are shown as examples."),
    ),
)

FOLDER = "recommendations"
RECOMMENDATIONS = Listing(RECOMMENDATION)
# The optional files beside the folder.
BESIDE: dict[str, Listing | Record] = {
    "decoys.yaml": Listing(Text()),
    "smalltalk.yaml": Listing(SMALLTALK),
    "questions.yaml": Listing(QUESTION),
    "collection.yaml": COLLECTION,
}
