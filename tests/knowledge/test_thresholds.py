import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.thresholds import CAREFUL, CAREFUL_WITH_DECOYS, FEWEST, Sample, fitted

SAMPLES = st.lists(
    st.builds(
        lambda confidence, right, in_scope: Sample(confidence, right and in_scope, in_scope),
        st.floats(0, 1),
        st.booleans(),
        st.booleans(),
    ),
    max_size=300,
)


def right(*confidences: float) -> list[Sample]:
    return [Sample(confidence, right=True, in_scope=True) for confidence in confidences]


def strays(*confidences: float) -> list[Sample]:
    return [Sample(confidence, right=False, in_scope=False) for confidence in confidences]


def test_everything_right_is_answered_and_strays_below_it_are_not() -> None:
    thresholds = fitted(right(*[0.8] * 50) + strays(*[0.1] * 50))
    assert thresholds.answer == pytest.approx(0.8)
    assert 0.1 <= thresholds.clarify <= thresholds.answer


def test_confident_strays_raise_the_threshold() -> None:
    low = fitted(right(*[0.6] * 40, *[0.9] * 40) + strays(*[0.1] * 40))
    high = fitted(right(*[0.6] * 40, *[0.9] * 40) + strays(*[0.7] * 40))
    assert (low.answer, high.answer) == (0.6, 0.9)


def test_too_few_samples_leave_the_careful_ones() -> None:
    assert fitted([]) == CAREFUL
    assert fitted(right(*[0.9] * (FEWEST - 1)), CAREFUL_WITH_DECOYS) == CAREFUL_WITH_DECOYS


def test_without_strays_outright_answers_stay_careful() -> None:
    thresholds = fitted(right(*[0.2] * 100))
    assert 0.99 < thresholds.answer < 1
    assert thresholds.clarify == CAREFUL.clarify


def test_careful_means_buttons_only() -> None:
    assert min(CAREFUL.answer, CAREFUL_WITH_DECOYS.answer) > 1


def test_nothing_right_means_nothing_is_answered_outright() -> None:
    wrong = [Sample(0.9, right=False, in_scope=True)] * 50
    assert fitted(wrong + strays(*[0.5] * 50)).answer == 1.0


@given(SAMPLES)
def test_both_promises_hold_on_the_samples(samples: list[Sample]) -> None:
    thresholds = fitted(samples)
    outside = [sample for sample in samples if not sample.in_scope]
    if len(samples) - len(outside) < FEWEST or len(outside) < FEWEST:
        return
    answered = [sample for sample in samples if sample.confidence > thresholds.answer]
    assert sum(sample.right for sample in answered) >= 0.97 * len(answered) - 1
    assert thresholds.clarify <= thresholds.answer
    offered = [sample for sample in outside if sample.confidence > thresholds.clarify]
    assert len(offered) <= 0.15 * len(outside) or thresholds.clarify == thresholds.answer
