"""The tour for the first weeks: how it loads, and that the shipped one is whole."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge.checks import sameness
from knowledge.entries import Library, Onboarding, OnboardingStep
from knowledge.library import load
from tests.knowledge.prose import against_the_voice, sentences
from tests.knowledge.written import ENTRY, SECOND, collection, faults

STEP = "steps:\n- {id: a, recommendation: eins, title: T, text: A., task: B., links: [zwei]}\n"


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture(params=range(9))
def step(library: Library, request: pytest.FixtureRequest) -> OnboardingStep:
    number: int = request.param
    return library.onboarding.steps[number]


# --- loading ----------------------------------------------------------------------------------------------------------


def test_it_is_optional(tmp_path: Path) -> None:
    assert load(collection(tmp_path, {"a.yaml": ENTRY})).onboarding == Onboarding()


def test_an_empty_file_is_a_good_one(tmp_path: Path) -> None:
    assert load(collection(tmp_path, {"a.yaml": ENTRY, "onboarding.yaml": "# later\n"})).onboarding == Onboarding()


def test_steps_keep_their_order(tmp_path: Path) -> None:
    second = "- {id: b, recommendation: zwei, title: U, text: C., task: D., links: [eins]}\n"
    files = {"a.yaml": ENTRY + SECOND, "onboarding.yaml": STEP + second + "summary: Fertig.\n"}
    assert load(collection(tmp_path, files)).onboarding == Onboarding(
        (
            OnboardingStep("a", "eins", "T", "A.", "B.", ("zwei",)),
            OnboardingStep("b", "zwei", "U", "C.", "D.", ("eins",)),
        ),
        "Fertig.",
    )


BEGIN = "begin every step with `- id:`"
ABSENT = ["id", "recommendation", "title", "text", "task", "links"]
FAULTS = {
    "no mapping": ("- steps\n", "1: a list stands where the onboarding should be, write `steps: …`"),
    "a misspelt field": ("stepps: []\n", "1: `stepps` is no field of the onboarding, did you mean `steps`?"),
    "no steps": ("steps: []\n", f"1: `steps` is empty, {BEGIN}"),
    "nothing": ("\nsteps:\n", "2: `steps` is empty, write what belongs there, or remove it if it is not needed"),
    "one step without its dash": (
        "steps:\n  id: a\n",
        f"1: `steps` is a mapping (`key: value`), not a list, {BEGIN}",
    ),
    "no step": (
        "steps:\n- a\n",
        "2: the text “a” stands where the step should be, write " + " and ".join(f"`{name}: …`" for name in ABSENT),
    ),
    "an empty step": (
        "steps:\n- {}\n",
        *sorted(f"2: the step has no `{name}`, add `{name}: …`" for name in ABSENT),
    ),
    "unknown entries": (
        STEP.replace("eins", "einz").replace("[zwei]", "[zwo, zwei, zwei]"),
        "2: the id `zwei` stands here twice, remove one",
        "2: there is no entry `einz`, did you mean `eins`?",
        "2: there is no entry `zwo`, did you mean `zwei`?",
    ),
    "a circle": (
        STEP.replace("[zwei]", "[eins]"),
        "2: the step is about `eins` and links to it, remove the id",
    ),
    "too many links": (
        STEP.replace("[zwei]", "[zwei, zwei, zwei, zwei]"),
        "2: `links` has 4 items, keep the best 3",
        "2: the id `zwei` stands here twice, remove one",
    ),
    "an id twice": (
        STEP + STEP.removeprefix("steps:\n"),
        "3: the id `a` is taken, first by onboarding.yaml:2, choose another, or remove one of the two",
    ),
    "longer than a message": (
        STEP.replace("B.", "x" * 3791),
        "2: title + text + task would not fit a Telegram message (3798 characters), shorten by 2 characters",
    ),
    "a summary longer than a message": (
        f"\nsummary: {'x' * 3797}\n",
        "2: summary would not fit a Telegram message (3797 characters), shorten by 1 characters",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    text, *expected = FAULTS[name]
    found = faults(tmp_path, {"a.yaml": ENTRY + SECOND, "onboarding.yaml": text})
    assert found == [f"onboarding.yaml:{line}" for line in expected]


def test_an_unreadable_recommendation_file_hides_only_its_own_entries(tmp_path: Path) -> None:
    found = faults(tmp_path, {"a.yaml": ENTRY, "b.yaml": "- 'zwei\n", "onboarding.yaml": STEP})
    assert [fault.split(":")[0] for fault in found] == ["b.yaml"]


# --- the shipped tour -------------------------------------------------------------------------------------------------


def test_the_nine_tips_are_taken_once_each(library: Library) -> None:
    steps = library.onboarding.steps
    assert sorted(step.recommendation for step in steps) == [f"einstieg-tipp-{number}" for number in range(1, 10)]
    assert len({step.id for step in steps}) == len({sameness(step.title) for step in steps}) == 9


def test_a_step_is_short(step: OnboardingStep) -> None:
    assert 2 <= len(sentences(step.text)) <= 4
    assert len(sentences(step.task)) == 1
    assert against_the_voice(step.title, step.text, step.task) == []


def test_a_step_says_something_else_than_its_recommendation(library: Library, step: OnboardingStep) -> None:
    entry = library.recommendations[step.recommendation]
    said = {sameness(sentence) for text in (entry.answer, *entry.steps) for sentence in sentences(text)}
    assert said.isdisjoint(sameness(sentence) for sentence in sentences(f"{step.text} {step.task}"))
    assert sameness(step.title) != sameness(entry.title)


def test_links_lead_beyond_the_tips(library: Library) -> None:
    """The tour itself goes from tip to tip; its links show what else there is, and rarely the same."""
    links = Counter(link for step in library.onboarding.steps for link in step.links)
    assert {library.recommendations[link].kind for link in links}.isdisjoint({"tipp"})
    assert max(links.values()) <= 2


def test_the_end_keeps_to_the_voice_and_leaves_what_is_to_be_set_up_to_the_card(library: Library) -> None:
    assert against_the_voice(library.onboarding.summary) == []
    assert "Jour fixe" not in library.onboarding.summary
