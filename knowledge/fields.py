"""Which files make up a collection and which fields they have: the one table behind loader and JSON schema."""

from dataclasses import dataclass

from knowledge import occasions

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
class Number:
    """A whole number."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records inside a record. A list that is written down has at least one."""

    item: "Record"


Plain = Text | Texts | Labels | Number | Flag


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    shape: Plain | Records
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
RULE = Text(pattern=occasions.RULE, meant=occasions.FORMS)
WHEN = (
    f"When it falls: {occasions.FORMS}. 02-29 is 1 March in years without it. A weekday may go on with "
    "`unless` and a feast: a week earlier in years in which the two would meet (`last friday of may unless easter+40`)."
)
WEEKS = Number(1, 52)
LINKS_MOST = 3  # more buttons than that, and nobody reads them

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
STEP = Record(
    "step",
    (
        Field("id", ID, "Never changes once people use it: their progress points to it.", required=True),
        Field("recommendation", ID, "Id of the entry that this step is about.", required=True),
        Field("title", NAME, "What stands above the step, up to 60 characters.", required=True),
        Field("text", Text(), "Two to four short sentences, in other words than the entry's answer.", required=True),
        Field("task", Text(), "One small thing to do this week.", required=True),
        Field("links", Texts(ID, least=1, most=LINKS_MOST), "Ids of one to three entries that lead on.", required=True),
    ),
)
ONBOARDING = Record(
    "onboarding",
    (
        Field("steps", Records(STEP), "The steps of the tour, in the order in which they are taken."),
        Field("summary", Text(paragraphs=True), "What the bot says when the last step is done."),
    ),
)
OCCASION = Record(
    "occasion",
    (
        Field("id", ID, "Never changes once people use it.", required=True),
        Field("title", NAME, "The day's name, so that it can be said after “Am Freitag ist …”.", required=True),
        Field("when", RULE, WHEN, required=True),
        Field("why", Text(), "Why it suits work in a neighbourhood, in one sentence.", required=True),
        Field("opening", Text(), "A first sentence to say or write to the editorial office.", required=True),
        Field("lead_weeks", WEEKS, "How many weeks ahead it is worth mentioning. Without it: 3."),
    ),
)
CONTACT = Record(
    "contact",
    (
        Field("id", ID, "Never changes once people use it: their contacts point to it.", required=True),
        Field("title", NAME, "The role, never a person's name.", required=True),
        Field("interval_weeks", WEEKS, "How many weeks may pass between two contacts.", required=True),
        Field("why", Text(), "Why it is worth keeping warm, in one sentence.", required=True),
        Field("recommendation", ID, "Id of the entry that says more.", required=True),
        Field("starter", Text(), "A first sentence or an idea for getting in touch.", required=True),
        Field("press", Flag(), "true where a nudge should name an occasion of the coming weeks."),
    ),
)

FOLDER = "recommendations"
DECOYS, OCCASIONS = "decoys.yaml", "occasions.yaml"
RECOMMENDATIONS = Listing(RECOMMENDATION)
# The optional files beside the folder.
BESIDE: dict[str, Listing | Record] = {
    DECOYS: Listing(Text()),
    "smalltalk.yaml": Listing(SMALLTALK),
    "questions.yaml": Listing(QUESTION),
    "collection.yaml": COLLECTION,
    "onboarding.yaml": ONBOARDING,
    OCCASIONS: Listing(OCCASION),
    "contacts.yaml": Listing(CONTACT),
}
