"""HTML as Telegram reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import entities, markup, utf16
from bot.sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("html", "text", "found"),
    [
        ("<b>fett</b> nicht", "fett nicht", [("bold", 0, 4)]),
        ("<STRONG>a</STRONG><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("a &lt;b&gt; &amp; &quot; &#252; &#x1F600; &nbsp;", 'a <b> & " ü 😀 &nbsp;', []),
        ("<b>a <i>b</i></b>", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        ("<b></b>leer", "leer", []),
        ('<a href="https://awo.org/?a=1&amp;b=2">AWO</a>', "AWO", [("text_link", 0, 3)]),
        ('<a href="kein link">so</a>', "so", []),
        ("<a href=https>so</a>", "so", []),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ('<tg-time unix="1700000000" format="r">gleich</tg-time>', "gleich", [("date_time", 0, 6)]),
        ('<tg-time unix="x">gleich</tg-time>', "gleich", []),
        (
            "<u>a</u><s>b</s><del>c</del>",
            "abc",
            [("underline", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
        ("1 &< 2".replace("<", "&lt;"), "1 &< 2", []),
        ("</b>".replace("/", "") + "x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, found: list[tuple[str, int, int]]) -> None:
    shown, given = markup.parse(html)
    assert shown == text
    assert [(e["type"], e["offset"], e["length"]) for e in entities.ordered(given)] == found


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("ü<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<p class=x>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a<i>b</b>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x!>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_telegram_cannot_read_is_refused_in_its_words(html: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        markup.parse(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def settled(html: str) -> tuple[str, list[tuple[str, str]]]:
    text, found = entities.settled(*markup.parse(html))
    return text, [(e["type"], utf16.cut(text, e["offset"], e["length"])) for e in found]


def test_a_code_block_has_a_language_and_nothing_inside() -> None:
    text, found = entities.settled(*markup.parse('<pre><code class="language-python">x = 1</code></pre>'))
    assert (text, found) == ("x = 1", [{"type": "pre", "offset": 0, "length": 5, "language": "python"}])
    assert settled("<code>a <b>b</b> /hilfe</code>") == ("a b /hilfe", [("code", "a b /hilfe")])
    assert settled("<b>fett <code>code</code></b>") == ("fett code", [("code", "code")])


def test_text_is_trimmed_and_entities_move_with_it() -> None:
    assert settled("  <b> a </b>\n") == ("a", [("bold", "a")])


def test_telegram_finds_commands_mentions_links_and_tags() -> None:
    text = "/hilfe an @quartierslotse_bot und ü@awo.org: https://awo.org/a?b=1. #Quartier a/b x@y"
    assert settled(text)[1] == [
        ("bot_command", "/hilfe"),
        ("mention", "@quartierslotse_bot"),
        ("email", "ü@awo.org"),
        ("url", "https://awo.org/a?b=1"),
        ("hashtag", "#Quartier"),
    ]


PIECES = st.one_of(
    st.sampled_from(
        ["<b>", "</b>", "<i>", "</i>", "<a href='https://x.de'>", "</a>", "<pre>", "</pre>", "<", ">", "&"]
    ),
    st.sampled_from(['<code class="language-x">', "</code>", '<span class="tg-spoiler">', "</span>", "<blockquote>"]),
    st.sampled_from(["</blockquote>", "&lt;", "&amp;", "&#128512;", "&#xd800;", '"', "'", "=", "/", " ", "😀", "ü"]),
    st.text(max_size=6),
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_read_or_refused(html: str) -> None:
    try:
        text, found = markup.parse(html)
    except Refusal as refusal:
        assert refusal.description.startswith("Bad Request: can't parse entities: ")
        return
    check(text, found)
    check(*entities.settled(entities.clean(text), found))


def check(text: str, found: list[entities.Entity]) -> None:
    for entity in found:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= utf16.length(text) - entity["length"]


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert markup.parse(f"<b>{escaped}</b>")[0] == text
