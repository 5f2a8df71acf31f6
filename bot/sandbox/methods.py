"""Which methods of the Bot API there are."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import editing, lookups, profile, queries, sending
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Any]

# Telegram does not distinguish upper and lower case here.
METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in {
        "getMe": profile.get_me,
        "getUpdates": lookups.get_updates,
        "deleteWebhook": lookups.delete_webhook,
        "getWebhookInfo": lookups.get_webhook_info,
        "getChat": lookups.get_chat,
        "getChatMember": lookups.get_chat_member,
        "getFile": lookups.get_file,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendDocument": sending.send_document,
        "copyMessage": sending.copy_message,
        "forwardMessage": sending.forward_message,
        "sendChatAction": sending.send_chat_action,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "editMessageMedia": editing.edit_message_media,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "pinChatMessage": editing.pin_chat_message,
        "unpinChatMessage": editing.unpin_chat_message,
        "setMessageReaction": editing.set_message_reaction,
        "answerCallbackQuery": queries.answer_callback_query,
        "answerInlineQuery": queries.answer_inline_query,
        "setMyCommands": profile.set_my_commands,
        "getMyCommands": profile.get_my_commands,
        "deleteMyCommands": profile.delete_my_commands,
        "setMyName": profile.set_my_name,
        "getMyName": profile.get_my_name,
        "setMyDescription": profile.set_my_description,
        "getMyDescription": profile.get_my_description,
        "setMyShortDescription": profile.set_my_short_description,
        "getMyShortDescription": profile.get_my_short_description,
    }.items()
}
