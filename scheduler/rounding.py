"""Numbers of people and of what they did, so coarse that nobody can be picked out of them."""

FEW = 5
"""Below it nothing is told apart, not even from zero. Also the size a group must have to be shown at all."""
MANY = 2 * FEW
"""From so many on it may be told how they are spread out. With five of them "about five" would be all, and tell about
each."""


def rounded(number: int) -> int | None:
    """The nearest five (5, 6 and 7 are 5; 8 to 12 are 10), or None for less than five.

    Rounding what was rounded changes nothing, so that a number may pass through here twice.
    """
    return None if number < FEW else (number + FEW // 2) // FEW * FEW
