import pytest

from knowledge.answers import Answer, Hit, Outcome
from knowledge.entries import GoldQuestion
from knowledge.evaluation import (
    Judged,
    QuestionFileError,
    Verdict,
    by_style,
    evaluate,
    figures,
    outright_right,
    parse,
)


def judged(outcome: Outcome, ids: tuple[str, ...], *ranking: str, offered: int = 0, style: str = "") -> Judged:
    hits = tuple(Hit(id_, id_, 0.5, offered=place < offered) for place, id_ in enumerate(ranking))
    return Judged(GoldQuestion("?", ids, style), Answer("?", outcome, hits))


@pytest.mark.parametrize(
    ("one", "verdict", "failed"),
    [
        (judged(Outcome.ANSWER, ("a", "b"), "b", "c"), Verdict.RIGHT, False),
        (judged(Outcome.ANSWER, ("a",), "b", "a"), Verdict.WRONG, True),
        (judged(Outcome.CLARIFY, ("a",), "b", "a", "c", offered=2), Verdict.AMONG, False),
        (judged(Outcome.CLARIFY, ("a",), "b", "c", "a", offered=2), Verdict.BESIDE, True),
        (judged(Outcome.UNKNOWN, ("a",), "a"), Verdict.REFUSED, True),
        (judged(Outcome.SMALLTALK, ("a",)), Verdict.TALKED, True),
        (judged(Outcome.UNKNOWN, (), "a"), Verdict.REFUSED, False),
        (judged(Outcome.SMALLTALK, ()), Verdict.TALKED, False),
        (judged(Outcome.CLARIFY, (), "a", "b", offered=2), Verdict.BESIDE, True),
        (judged(Outcome.ANSWER, (), "a"), Verdict.WRONG, True),
    ],
)
def test_verdicts(one: Judged, verdict: Verdict, failed: bool) -> None:
    assert (one.verdict, one.failed) == (verdict, failed)


def test_figures() -> None:
    several = [
        judged(Outcome.ANSWER, ("a",), "a"),
        judged(Outcome.CLARIFY, ("a",), "b", "a", offered=2),
        judged(Outcome.CLARIFY, ("a",), "b", "c", "d", "a", offered=3),
        judged(Outcome.UNKNOWN, ("a",), "b"),
    ]
    shares = figures(several)
    assert (shares.count, shares.first, shares.first_three) == (4, 0.25, 0.5)
    assert shares.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)
    assert shares.verdicts[Verdict.BESIDE] == 0.25
    assert sum(shares.verdicts.values()) == 1


def test_figures_of_nothing_are_zero() -> None:
    assert figures([]).first == 0


def test_an_outright_answer_to_a_stray_counts_as_wrong() -> None:
    answers = [judged(Outcome.ANSWER, ("a",), "a"), judged(Outcome.ANSWER, (), "a"), judged(Outcome.UNKNOWN, ("a",))]
    assert outright_right(answers) == 0.5


def test_styles_keep_their_order() -> None:
    several = [judged(Outcome.UNKNOWN, ("a",), style=style) for style in ("phone", "plain", "phone", "")]
    assert {style: len(group) for style, group in by_style(several).items()} == {"phone": 2, "plain": 1, "in scope": 1}


def test_every_question_is_asked_once() -> None:
    asked: list[str] = []

    def answer(question: str) -> Answer:
        asked.append(question)
        return Answer(question, Outcome.UNKNOWN)

    assert len(evaluate(answer, [GoldQuestion("eins", ()), GoldQuestion("zwei", ())])) == 2
    assert asked == ["eins", "zwei"]


def test_a_file_of_questions() -> None:
    lines = ["question\trelevant_ids\tstyle\r\n", "Wer?\ta, b\tplain\r\n", "\n", "Was?\t-\n"]
    assert parse(lines, ("a", "b")) == [GoldQuestion("Wer?", ("a", "b"), "plain"), GoldQuestion("Was?", (), "")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Wer?\ta\n", "Was?\tx,a\n"], "line 2: the collection has no entry x"),
        (["Wer?\n"], "line 1: a question and its ids"),
        (["Wer?\t\tplain\n"], "line 1: a question and its ids"),
        (["question\tids\tstyle\n"], "no question"),
        ([], "no question"),
    ],
)
def test_faulty_files_are_named_by_line(lines: list[str], said: str) -> None:
    with pytest.raises(QuestionFileError, match=said):
        parse(lines, ("a",))
