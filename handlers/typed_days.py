"""A day that somebody types without its year, where both what was and what comes can be meant."""

from datetime import date, timedelta

from scheduler.dates import Reading, read_date

FAR_OFF = timedelta(days=182)


def nearest_day(text: str, today: date, far_off: timedelta = FAR_OFF) -> Reading:
    """ "1.3." on 3 March was the day before yesterday, not next year's; with its year it is what it says. A day that
    would be farther off than `far_off` is taken for the one that was."""
    ahead, back = read_date(text, today), read_date(text, today, allow_past=True)
    if ahead.day is not None and ahead.day - today > far_off and back.day is not None:
        return Reading(past=back.day)
    return ahead if ahead != Reading() else Reading(past=back.day)
