"""The nudges' commands, buttons and prompts."""

from handlers import nudges, reminders
from handlers.cards.nudges import FEATURE
from handlers.feature import Command, Feature

NUDGES = Feature(
    FEATURE,
    commands=(
        Command(("heute",), nudges.show_today, personal=True),
        Command(("erinnerungen",), reminders.show_ahead, personal=True),
    ),
    deeds={
        "today": nudges.press_today,
        "open": nudges.open_one,
        "back": nudges.go_back,
        "done": nudges.finish,
        "later": nudges.choose_later,
        "snooze": nudges.snooze,
        "skip": nudges.decline,
        "undo": nudges.undo,
        "every": reminders.press_ahead,
        "ahead": reminders.turn_ahead,
        "kinds": reminders.show_kinds,
        "switch": reminders.switch_kind,
        "remind": reminders.remind,
        "when": reminders.choose_day,
        "set": reminders.set_day,
        "drop": reminders.drop,
    },
    prompts={nudges.LATER_PROMPT: nudges.take_day, reminders.STEP_PROMPT: reminders.take_step_day},
)
