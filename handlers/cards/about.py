"""Welcome, help, privacy: what the bot says about itself."""

from dataclasses import dataclass

from handlers import texts
from handlers.cards.base import TOPICS_ROW, Card, Showcase, example_rows
from handlers.screens import Screen, bold, italic, lines, paragraphs, plain


@dataclass(frozen=True)
class WelcomeCard(Card, name="welcome"):
    def draw(self, showcase: Showcase) -> Screen:
        examples = example_rows(showcase.library)
        html = paragraphs(bold(texts.WELCOME_TITLE), plain(texts.WELCOME), italic(texts.TRY_ONE) if examples else "")
        return Screen(html, (*examples, TOPICS_ROW))


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
class PrivacyCard(Card, name="privacy"):
    def draw(self, showcase: Showcase) -> Screen:
        responsible = texts.responsible(showcase.responsible) if showcase.responsible else texts.RESPONSIBLE_LOCAL
        return Screen(
            paragraphs(
                bold(texts.PRIVACY_TITLE), plain(texts.PRIVACY), plain(responsible), plain(texts.PRIVACY_BEFORE_WRITING)
            )
        )


@dataclass(frozen=True)
class QuietCard(Card, name="quiet"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.QUIET_TITLE), plain(texts.QUIET)))
