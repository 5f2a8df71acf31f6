"""What Telegram shows of the bot before anybody writes: description, short description, command menus."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault
from telegram.error import TelegramError

from handlers import texts

log = logging.getLogger("quartierslotse.profile")


async def publish(bot: Bot) -> None:
    """Sets what differs from what is set. Not needed for answering, so a failure is only reported."""
    try:
        await _describe(bot)
        await _list_commands(bot)
    except TelegramError as error:
        log.warning("the bot's profile could not be set (%s); it will be at the next start", error)


async def _describe(bot: Bot) -> None:
    if (await bot.get_my_description()).description != texts.DESCRIPTION:
        await bot.set_my_description(texts.DESCRIPTION)
    if (await bot.get_my_short_description()).short_description != texts.SHORT_DESCRIPTION:
        await bot.set_my_short_description(texts.SHORT_DESCRIPTION)


async def _list_commands(bot: Bot) -> None:
    menus = (
        (BotCommandScopeDefault(), texts.COMMANDS),
        (BotCommandScopeAllGroupChats(), texts.GROUP_COMMANDS),
    )
    for scope, commands in menus:
        wanted = [BotCommand(name, what) for name, what in commands.items()]
        if list(await bot.get_my_commands(scope=scope)) != wanted:
            await bot.set_my_commands(wanted, scope=scope)
