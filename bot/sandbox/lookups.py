"""getChat, getChatMember, getFile, and the webhook that is never set."""

from typing import Any

from bot.sandbox.chats import Group
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request, forbidden
from bot.sandbox.uploads import LARGEST_DOWNLOAD
from bot.sandbox.world import World


def get_chat(world: World, p: Parameters) -> dict[str, Any]:
    chat = world.directory.named(p)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    full = chat.chat() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    pinned = world.shelf.get(chat.id, world.pinned.get(chat.id, 0))
    return full | ({"pinned_message": pinned.quoted()} if pinned else {})


def get_chat_member(world: World, p: Parameters) -> dict[str, Any]:
    chat = world.directory.named(p)
    user_id = p.integer("user_id")
    if isinstance(chat, Group) and not chat.has_bot:
        raise forbidden("bot was kicked from the group chat")
    if user_id == world.bot["id"]:
        return {"status": "member", "user": world.bot}
    person = world.directory.people.get(user_id)
    if person is None:
        raise bad_request("invalid user_id specified")
    inside = user_id in chat.members if isinstance(chat, Group) else user_id == chat.id
    return {"status": "member" if inside else "left", "user": person.user()}


def get_file(world: World, p: Parameters) -> dict[str, Any]:
    if not p.has("file_id"):
        raise bad_request("file_id not specified")
    stored = world.archive.by_id(p.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    size = len(stored.upload.content)
    if size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    known = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    return known | {"file_size": size, "file_path": stored.path}


def delete_webhook(world: World, p: Parameters) -> bool:
    if p.flag("drop_pending_updates"):
        world.updates.forget_all()
    return True


def get_webhook_info(world: World, p: Parameters) -> dict[str, Any]:
    info: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return info | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


def get_updates(world: World, p: Parameters) -> list[dict[str, Any]]:
    """What is there now; the waiting is done by whoever serves the long poll."""
    allowed = p.json("allowed_updates", "allowed updates")
    if isinstance(allowed, list):
        world.updates.allowed = [str(kind) for kind in allowed]
    limit = min(max(p.integer("limit", 100), 1), 100)
    return world.updates.take(p.integer("offset"), limit, world.now())
