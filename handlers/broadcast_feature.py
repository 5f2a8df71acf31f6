"""The broadcasts' command, buttons and prompts."""

from handlers import broadcast_after, broadcast_choices, broadcast_drafts, broadcasts, series
from handlers.broadcast_book import CONTENT, CORRECT, CORRECT_MORE, MORE, TIP, WHEN, drafted, tended
from handlers.cards.broadcasts import FEATURE
from handlers.feature import Command, Feature
from scheduler.people import Right

BROADCASTS = Feature(
    FEATURE,
    commands=(Command(("rundruf", "rundrufe"), broadcasts.show_all, personal=True, needs=Right.LEADING),),
    deeds={
        "list": broadcasts.turn_page,
        "open": tended(broadcasts.open_one),
        "new": broadcast_drafts.ask_new,
        "what": drafted(broadcast_drafts.ask_content),
        "tips": broadcast_drafts.ask_tip,
        "tip": broadcast_drafts.take_tip,
        "whom": drafted(broadcast_choices.choose_audience),
        **dict.fromkeys(("all", "mine", "team", "fresh"), drafted(broadcast_choices.set_audience)),
        "when": drafted(broadcast_choices.choose_when),
        "at": drafted(broadcast_choices.set_moment),
        **dict.fromkeys(("hours", "life", "urgent", "drop"), drafted(broadcast_choices.open_part)),
        **dict.fromkeys(("window", "days", "rush", "button"), drafted(broadcast_choices.set_part)),
        "erase": drafted(broadcasts.erase),
        "preview": tended(broadcasts.preview),
        "send": broadcasts.send,
        **dict.fromkeys(("unschedule", "unplan"), tended(broadcasts.unschedule)),  # under boards it was once "unplan"
        "pause": tended(broadcast_after.pause),
        "resume": tended(broadcast_after.pause),
        "cancel": tended(broadcast_after.ask_sure),
        "stop": tended(broadcast_after.cancel),
        "recall": tended(broadcast_after.ask_sure),
        "fetch": tended(broadcast_after.recall),
        "correct": tended(broadcast_after.ask_correction),
        "amend": tended(broadcast_after.amend),
        "leave": tended(broadcast_after.drop_correction),
        "report": tended(broadcast_after.show_report),
        "read": broadcast_after.mark_read,
        **series.DEEDS,
    },
    prompts={
        CONTENT: broadcast_drafts.take_content,
        TIP: broadcast_drafts.search_tip,
        WHEN: broadcast_choices.read_when,
        MORE: broadcast_drafts.take_more,
        CORRECT: broadcast_after.take_correction,
        CORRECT_MORE: broadcast_after.take_more,
        **series.PROMPTS,
    },
    needs=Right.LEADING,
    exceptions={"read": Right.USING},
    takes_media=frozenset({CONTENT, CORRECT, CORRECT_MORE, MORE}),
)
