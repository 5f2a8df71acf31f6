"""Nobody gets above their role: any member, any command, any button (real, old or forged), any open prompt.

Driven by the route table, so that a new feature is in it by itself.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import buttons
from handlers.arrival import Kind
from handlers.buttons import LIMIT_BYTES, Deed, deed, encode
from handlers.cards import RefusalCard
from handlers.cards.invites import LINK
from handlers.cards.joining import pass_of
from handlers.feature import Feature
from handlers.routes import BUTTONS, COMMANDS, DEEDS, FEATURES, MEDIA_PROMPTS, PROMPTS
from handlers.texts.teams import LEAD_COMMANDS
from scheduler.people import Admission, Right, Role
from scheduler.stores.prompts import Prompt
from scheduler.teams import Invite
from tests.trials import (
    ADMIN,
    GROUP,
    INVITED,
    INVITES,
    LEAD_NORTH,
    LEAD_SOUTH,
    LEADS_NORTH_TOO,
    LED_YESTERDAY,
    MESSAGE,
    NEWCOMER,
    NORTH,
    NOW,
    OPEN,
    PEOPLE,
    SEAL,
    STRANGER,
    VOID,
    Snapshot,
    Town,
    arriving,
    attempt,
    check,
    open_town,
    stays_in_bounds,
)

# Whatever is new stands in one of these two, or the first test below fails.
OF_LEADS = {"broadcast", "curation", "invite", "offen", "request", "statistics", "team"}
OF_MEMBERS = {"ask", "contact", "jour_fixe", "nudge", "privacy", "times", "tour"}
MEMBERS_OWN = {
    *(("invite", verb) for verb in ("switch", "both", "no")),
    *(("team", verb) for verb in ("mine", "one", "leave", "leave_yes")),
    *(("request", verb) for verb in ("move", "to", "lead", "name", "profile", "send", "mine", "drop")),
    ("broadcast", "read"),
}
MEMBERS_PROMPTS = {"request_name"}
"""What in a feature of the leads everybody may do."""
ADMINS_ONLY = {
    *(
        ("team", verb)
        for verb in ("all", "add", "rename", "drop", "drop_yes", "demote", "demote_yes", "unlink", "admins")
    ),
    *(("team", verb) for verb in ("unadmin", "unadmin_yes", "abdicate", "abdicate_yes")),
}
ABOVE = (Right.LEADING, Right.ADMINISTERING)
NEEDED = {name: command.needs for command in COMMANDS for name in command.names}


def test_every_feature_is_known_as_leads_or_everybodys() -> None:
    assert {feature.name for feature in FEATURES} == OF_LEADS | OF_MEMBERS


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_what_is_the_leads_asks_for_it(feature: Feature) -> None:
    """Forgetting `needs` on a command, a verb or a prompt fails here."""
    for (name, verb), (_, needs) in DEEDS.items():
        if name == feature.name:
            assert (needs in ABOVE) == (name in OF_LEADS and (name, verb) not in MEMBERS_OWN), (name, verb)
    if feature.name in OF_LEADS:
        for kind in feature.prompts:
            assert (PROMPTS[kind][1] in ABOVE) == (kind not in MEMBERS_PROMPTS), kind
        for command in feature.commands:
            assert command.needs in ABOVE or command.names[0] == "team", command.names


def test_what_is_the_admins_asks_for_it() -> None:
    assert {key for key, (_, needs) in DEEDS.items() if needs is Right.ADMINISTERING} == ADMINS_ONLY
    assert all(PROMPTS[kind][1] is Right.ADMINISTERING for kind in ("team_added", "team_renamed"))
    assert all(NEEDED[name] is Right.LEADING for name in LEAD_COMMANDS)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with open_town() as one:
        yield one


WORDS = ("newcomer", "lead", "admin", "x", "", "0", "1", "-1", "teams", "all", "text", "now", "f" * 12, "10" * 8)
people = st.sampled_from(PEOPLE)
admissions = st.sampled_from((OPEN, INVITED))
arguments = st.lists(st.sampled_from(WORDS) | st.integers(0, 9).map(str), max_size=5)
trying = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@trying
@given(people, st.sampled_from(sorted(DEEDS)), arguments, st.booleans(), admissions)
async def test_buttons(
    town: Town, user_id: int, key: tuple[str, str], given_args: Sequence[str], private: bool, admission: Admission
) -> None:
    data = encode(Deed(*key, tuple(given_args)))
    if len(data.encode()) > LIMIT_BYTES:
        return
    done = await attempt(town, arriving(Kind.BUTTON, user_id, private, button=data), admission)
    check(done, DEEDS[key][1], private)


def of_leads(feature: str) -> list[tuple[str, str]]:
    return [key for key, (_, needs) in DEEDS.items() if key[0] == feature and needs in ABOVE]


@pytest.mark.parametrize("feature", sorted(OF_LEADS))
async def test_every_button_of_the_leads_is_refused_to_everybody_below(town: Town, feature: str) -> None:
    """Each of them, with each number that is somebody's: what the dice above may miss."""
    for key in of_leads(feature):
        needs = DEEDS[key][1]
        below = [STRANGER, NEWCOMER, LED_YESTERDAY, *([LEAD_NORTH] if needs is Right.ADMINISTERING else [])]
        for user_id in below:
            for number in (1, 2):
                data = encode(deed(*key, number))
                check(await attempt(town, arriving(Kind.BUTTON, user_id, True, button=data)), needs, True)
        in_group = arriving(Kind.BUTTON, ADMIN, False, button=encode(deed(*key, 1)))
        check(await attempt(town, in_group), needs, False)


async def test_an_occasion_goes_live_by_its_author_only(town: Town) -> None:
    """Here the one who may gets through, so that the refusals mean something."""
    data = encode(deed("curation", "publish", 5))
    published = []
    for user_id in PEOPLE:
        done = await attempt(town, arriving(Kind.BUTTON, user_id, True, button=data))
        if done.after["curations"][5]["state"] == "live":
            published.append(user_id)
    assert published == [LEAD_NORTH]


@pytest.mark.parametrize("feature", sorted(OF_LEADS))
async def test_a_lead_of_another_team_moves_nothing_of_this_one(town: Town, feature: str) -> None:
    words = ((), ("newcomer",), ("lead",), ("lead", NORTH, 1, 0), ("newcomer", NORTH, 1, 0), ("admin", 0, 1, 0))
    for key in of_leads(feature):
        for args in (*((number,) for number in range(1, 8)), *words):
            data = encode(deed(*key, *args))  # type: ignore[arg-type]
            stays_in_bounds(await attempt(town, arriving(Kind.BUTTON, LEAD_SOUTH, True, button=data)))


@pytest.mark.parametrize("feature", ["curation", "offen", "request"])
async def test_a_lead_of_the_same_team_moves_nothing_that_another_has_only_drafted(town: Town, feature: str) -> None:
    for key in of_leads(feature):
        for number in (1, 2):
            data = encode(deed(*key, number))
            stays_in_bounds(await attempt(town, arriving(Kind.BUTTON, LEADS_NORTH_TOO, True, button=data)))


@pytest.mark.parametrize("feature", sorted(OF_MEMBERS | {"request"}))
async def test_what_is_somebodys_own_nobody_else_moves(town: Town, feature: str) -> None:
    """Contacts, turns, questions on their way: by a number that may be guessed, also by an admin."""
    for key in (key for key, (_, needs) in DEEDS.items() if key[0] == feature and needs not in ABOVE):
        for user_id in (LEADS_NORTH_TOO, ADMIN):
            for number in (1, 2):
                data = encode(deed(*key, number))
                done = await attempt(town, arriving(Kind.BUTTON, user_id, True, button=data))
                stays_in_bounds(done)
                drafts = [
                    [row for row in rows["open_questions"].values() if row["state"] == "draft"]
                    for rows in (done.before, done.after)
                ]
                assert drafts[0] == drafts[1]


def forms() -> list[Any]:
    """Each button that is no deed, with the numbers and names of something that is there."""
    given_words = {"entry": "einstieg-tipp-8", "example": "0" * 8, "area": "", "kind": ""}
    return [
        kind(**{field.name: given_words.get(field.name, 1 if field.name == "turn" else 0) for field in fields(kind)})
        for kind in BUTTONS
        if kind is not buttons.Deed
    ]


@pytest.mark.parametrize("button", forms(), ids=lambda button: type(button).__name__)
async def test_buttons_that_are_no_deed(town: Town, button: Any) -> None:
    needs = BUTTONS[type(button)][1]
    for user_id in PEOPLE:
        for private, admission in ((True, OPEN), (True, INVITED), (False, INVITED)):
            done = await attempt(town, arriving(Kind.BUTTON, user_id, private, button=encode(button)), admission)
            check(done, needs, private=True)


async def test_a_reply_answers_only_what_was_passed_on_to_its_writer(town: Town) -> None:
    """Also where the question stands in the chat still, from the time when they led."""
    for user_id in PEOPLE:
        for admission in (OPEN, INVITED):
            text = {"text": "Die Stadt.", "exact": "Die Stadt.", "reply_to": MESSAGE}
            done = await attempt(town, arriving(Kind.TEXT, user_id, True, **text), admission)
            check(done, Right.LEADING if user_id in (LED_YESTERDAY, NEWCOMER) else Right.ANYBODY, private=True)


def gained(rows: Snapshot, user_id: int) -> set[tuple[int | None, str]]:
    """Every role of theirs, with its team."""
    theirs = {(row["team_id"], row["role"]) for row in rows["memberships"].values() if row["member_id"] == user_id}
    admin = rows["members"].get(user_id, {}).get("admin_since")
    return theirs | ({(None, Role.ADMIN.value)} if admin else set())


@pytest.mark.parametrize("invite", INVITES, ids=lambda invite: str(invite.id))
async def test_a_link_opens_what_it_says_and_only_while_its_maker_may_invite_to_it(town: Town, invite: Invite) -> None:
    link = f"{LINK}{invite.token(SEAL)}"
    for user_id in PEOPLE:
        for admission in (OPEN, INVITED):
            arrival = arriving(Kind.COMMAND, user_id, True, command="start", argument=link)
            done = await attempt(town, arrival, admission)
            more = gained(done.after, user_id) - gained(done.before, user_id)
            assert more <= (set() if invite.id in VOID else {(invite.team_id, invite.role.value)})
            in_group = await attempt(town, replace(arrival, chat_id=GROUP, private=False), admission)
            assert in_group.idle
        if invite.id in VOID:
            assert gained(done.after, user_id) == gained(done.before, user_id)


@pytest.mark.parametrize("invite", INVITES, ids=lambda invite: str(invite.id))
async def test_a_button_opens_nothing_to_who_did_not_have_the_link(town: Town, invite: Invite) -> None:
    for user_id in PEOPLE:
        for proof in ("", "f" * 16, pass_of(SEAL, invite.id, user_id + 1), pass_of(SEAL, invite.id + 1, user_id)):
            for verb in ("switch", "both"):
                data = encode(deed("invite", verb, invite.id, proof))
                done = await attempt(town, arriving(Kind.BUTTON, user_id, True, button=data))
                assert done.refused
                assert done.idle
        data = encode(deed("invite", "both", invite.id, pass_of(SEAL, invite.id, user_id)))
        done = await attempt(town, arriving(Kind.BUTTON, user_id, True, button=data))
        more = gained(done.after, user_id) - gained(done.before, user_id)
        assert more <= (set() if invite.id in VOID else {(invite.team_id, invite.role.value)})


@trying
@given(
    people,
    st.sampled_from(sorted(NEEDED)),
    st.sampled_from(("", "1", "alle", "i_x", "e_einstieg-tipp-8", "c_rundruf")),
    st.booleans(),
    st.booleans(),
    admissions,
)
async def test_commands(
    town: Town, user_id: int, name: str, argument: str, private: bool, link: bool, admission: Admission
) -> None:
    """Typed, or by the link that leads from a group."""
    arrival = arriving(Kind.COMMAND, user_id, private, command=name, argument=argument)
    if link:
        arrival = arriving(Kind.COMMAND, user_id, private, command="start", argument=f"c_{name}")
    done = await attempt(town, arrival, admission)
    check(done, NEEDED[name] if NEEDED[name] in ABOVE else Right.ANYBODY, private or NEEDED[name] not in ABOVE)


@pytest.mark.parametrize("user_id", [STRANGER, NEWCOMER, LED_YESTERDAY])
async def test_every_command_of_the_leads_is_refused(town: Town, user_id: int) -> None:
    for name in (name for name, needs in NEEDED.items() if needs in ABOVE):
        for private in (True, False):
            typed = arriving(Kind.COMMAND, user_id, private, command=name)
            linked = arriving(Kind.COMMAND, user_id, private, command="start", argument=f"c_{name}")
            for arrival in (typed, linked):
                check(await attempt(town, arrival), NEEDED[name], private)


@pytest.mark.parametrize("user_id", [STRANGER, NEWCOMER, LED_YESTERDAY])
async def test_what_a_lead_was_asked_is_not_taken_from_who_leads_no_more(town: Town, user_id: int) -> None:
    """The prompt was opened while they led; the text, or the photo, comes after."""
    photo = arriving(Kind.MEDIA, user_id, True, media="photo", file_id="x", file_bytes=9)
    text = arriving(Kind.TEXT, user_id, True, text="Quartier Ost", exact="Quartier Ost")
    for kind in (kind for kind, (_, needs) in PROMPTS.items() if needs in ABOVE):
        for arrival in (text, photo) if kind in MEDIA_PROMPTS else (text,):
            for data in ("", "1", "1:2:x"):
                prompt = Prompt(kind, 0, NOW + timedelta(minutes=5), data)
                done = await attempt(town, arrival, OPEN, prompt)
                assert done.refused, (kind, done.reply)
                assert done.idle, kind


async def test_where_invitations_are_needed_a_stranger_gets_no_further(town: Town) -> None:
    for name, needs in NEEDED.items():
        done = await attempt(town, arriving(Kind.COMMAND, STRANGER, True, command=name), INVITED)
        refused = [card for card in done.reply.cards if isinstance(card.card, RefusalCard)]
        assert bool(refused) == (needs is not Right.ANYBODY or name == "start"), name
