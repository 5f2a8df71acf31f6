"""Help and silence: what the bot says about itself."""

from dataclasses import dataclass

from handlers import texts
from handlers.cards.base import TOPICS_ROW, Card, Showcase, example_rows
from handlers.screens import Screen, bold, lines, paragraphs, plain


@dataclass(frozen=True)
class HelpCard(Card, name="help"):
    def draw(self, showcase: Showcase) -> Screen:
        commands = lines(plain(f"/{name} – {what}") for name, what in texts.COMMANDS.items() if name != "start")
        html = paragraphs(
            bold(texts.HELP_TITLE),
            plain(texts.HELP_TEXT),
            lines([bold(texts.HELP_COMMANDS), commands]),
            plain(texts.inline_hint(showcase.bot)) if showcase.bot else "",
        )
        return Screen(html, (*example_rows(showcase.library), TOPICS_ROW))


@dataclass(frozen=True)
class QuietCard(Card, name="quiet"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.QUIET_TITLE), plain(texts.QUIET)))
