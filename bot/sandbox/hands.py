"""What people do on their phones."""

from typing import Any

from bot.sandbox import dummies, keyboard, texts, utf16
from bot.sandbox.chats import Group, Person, chat_instance
from bot.sandbox.messages import Message
from bot.sandbox.world import InlineQuery, Tap, World


def write(world: World, chat_id: int, user_id: int, text: str, reply_to: int | None) -> Message:
    formatted = texts.typed(text)
    if not formatted.text:
        raise ValueError("there is nothing to send")
    if utf16.length(formatted.text) > texts.LONGEST_TEXT:
        raise ValueError("a phone splits a text of more than 4,096 characters")
    return _post(world, chat_id, user_id, formatted.fields("text", "entities"), reply_to)


def send(world: World, chat_id: int, user_id: int, kind: str) -> Message:
    return _post(world, chat_id, user_id, dummies.content(kind, world.archive, world.directory.person(user_id)), None)


def _post(world: World, chat_id: int, user_id: int, content: dict[str, Any], reply_to: int | None) -> Message:
    person = world.directory.may_speak(chat_id, user_id)
    chat = world.directory.find(chat_id)
    if isinstance(chat, Person):
        if person.blocked:
            raise ValueError(f"{user_id} has blocked the bot; a phone asks to unblock it first")
        person.wrote = True
    replied = world.shelf.get(chat_id, reply_to) if reply_to is not None else None
    if reply_to is not None and replied is None:
        raise ValueError(f"there is no message {reply_to} to reply to")
    if replied is not None:
        content = {"reply_to_message": replied.quoted(), **content}
    message = world.post(chat, person.user(), content)
    _deliver(world, chat, message, "message")
    return message


def edit(world: World, chat_id: int, user_id: int, message_id: int, text: str) -> Message:
    message = world.shelf.get(chat_id, message_id)
    if message is None or message.body["from"]["id"] != user_id or "text" not in message.body:
        raise ValueError(f"{user_id} can't edit message {message_id}")
    formatted = texts.typed(text)
    if not formatted.text or utf16.length(formatted.text) > texts.LONGEST_TEXT:
        raise ValueError("an edited message keeps between 1 and 4,096 characters")
    kept = {key: value for key, value in message.body.items() if key not in ("text", "entities", "edit_date")}
    message.body = kept | {"edit_date": world.unix()} | formatted.fields("text", "entities")
    _deliver(world, world.directory.find(chat_id), message, "edited_message")
    return message


def _deliver(world: World, chat: Person | Group, message: Message, kind: str) -> None:
    if isinstance(chat, Group) and not _bot_sees(world, chat, message):
        return
    world.updates.put(kind, message.view(), world.now())


def _bot_sees(world: World, group: Group, message: Message) -> bool:
    """In privacy mode a bot in a group sees commands, its own name, replies to it and what came through it."""
    if not group.has_bot:
        return False
    body = message.body
    replied = body.get("reply_to_message", {}).get("from", {}).get("id")
    named = f"@{world.username}".lower() in body.get("text", "").lower()
    command = body.get("text", "").startswith("/")
    return not world.privacy_mode or replied == world.bot["id"] or named or command or "via_bot" in body


def tap(world: World, chat_id: int, user_id: int, message_id: int, data: str, force: bool) -> Tap:
    person = world.directory.may_speak(chat_id, user_id)
    message = world.shelf.get(chat_id, message_id)
    offered = [button.get("callback_data") for button in keyboard.buttons(message.body)] if message else []
    if data not in offered and not force:
        raise ValueError(f"message {message_id} has no button with {data!r}; it has {offered}")
    pressed = Tap(world.next_query_id(), chat_id, user_id, message_id, data, world.now())
    world.taps[pressed.id] = pressed
    query = {"id": pressed.id, "from": person.user(), "chat_instance": chat_instance(chat_id), "data": data}
    if message is not None and message.inline_id:
        query["inline_message_id"] = message.inline_id
    elif message is not None:
        query["message"] = _with_current_quote(world, message)
    else:
        query["message"] = {"chat": world.directory.find(chat_id).chat(), "message_id": message_id, "date": 0}
    world.updates.put("callback_query", query, world.now())
    return pressed


def _with_current_quote(world: World, message: Message) -> dict[str, Any]:
    """Telegram's server looks up anew what a message replies to: as it was edited, or not at all once it is gone."""
    view = message.view()
    if "reply_to_message" in view:
        quoted = world.shelf.get(message.chat_id, view.pop("reply_to_message")["message_id"])
        if quoted is not None:
            view["reply_to_message"] = quoted.quoted()
    return view


def ask_inline(world: World, user_id: int, text: str) -> InlineQuery:
    person = world.directory.person(user_id)
    query = InlineQuery(world.next_query_id(), user_id, text, world.now())
    world.inline_queries[query.id] = query
    asked = {"id": query.id, "from": person.user(), "query": text, "offset": "", "chat_type": "sender"}
    world.updates.put("inline_query", asked, world.now())
    return query


def choose(world: World, query_id: str, result_id: str, chat_id: int) -> Message:
    query = world.inline_queries[query_id]
    result = next((result for result in query.results if result["id"] == result_id), None)
    if result is None:
        raise ValueError(f"the bot offered no result {result_id!r}")
    person = world.directory.may_speak(chat_id, query.user_id)
    chat = world.directory.find(chat_id)
    if isinstance(chat, Person):
        person.wrote = True
    inline_id = f"AAAAinline{world.next_query_id()}" if "reply_markup" in result["message"] else None
    message = world.post(chat, person.user(), result["message"] | {"via_bot": world.bot}, inline_id)
    _deliver(world, chat, message, "message")
    return message


def set_blocked(world: World, user_id: int, blocked: bool) -> None:
    person = world.directory.person(user_id)
    if person.blocked == blocked:
        return
    person.blocked = blocked
    _membership(world, person, person, present=not blocked)


def kick(world: World, chat_id: int, user_id: int) -> None:
    group = world.directory.groups[chat_id]
    group.has_bot = False
    _membership(world, group, world.directory.person(user_id), present=False)


def _membership(world: World, chat: Person | Group, by: Person, present: bool) -> None:
    member = {"user": world.bot, "status": "member"}
    kicked = {"user": world.bot, "status": "kicked", "until_date": 0}
    change = {
        "chat": chat.chat(),
        "from": by.user(),
        "date": world.unix(),
        "old_chat_member": kicked if present else member,
        "new_chat_member": member if present else kicked,
    }
    world.updates.put("my_chat_member", change, world.now())
