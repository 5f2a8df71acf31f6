// One message as an element.

import { make, outsideLink, telegramLink } from "./elements.js";
import { KINDS, WORDS, size, time } from "./words.js";

// What somebody named may be one word wider than a phone; its key gets a row of its own and breaks there.
const LONG_WORD = 24;
const STYLES = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote", expandable_blockquote: "blockquote" };

// `hands` is what a hand can do with the message: command, link, tap, switchInline, copyText, actions, jumpTo.
export function bubble(message, { me, username, grouped, hands }) {
  const own = message.from.id === me;
  const box = make("div", { className: "bubble" });
  if (grouped && !own) box.append(make("p", { className: "sender", text: message.from.first_name }));
  if (message.via_bot) box.append(make("p", { className: "via", text: WORDS.via(message.via_bot.username) }));
  if (message.reply_to_message) box.append(quote(message.reply_to_message, hands));
  box.append(...media(message));
  const text = message.text ?? message.caption;
  if (text) {
    const body = make("div", { className: "text" });
    // the time flows with the text, so that a short message stays one line
    body.append(...formatted(text, message.entities ?? message.caption_entities ?? [], { username, hands }), foot(message));
    box.append(body);
  } else {
    box.append(foot(message));
  }
  box.append(actionsButton(message, hands));
  const parts = [box];
  if (message.reactions?.length) parts.push(reactions(message));
  if (message.reply_markup?.inline_keyboard) parts.push(keyboard(message, hands));
  return make("div", { className: `message ${own ? "own" : "other"}` }, ...parts);
}

function foot(message) {
  const shown = message.edit_date ? `${WORDS.edited} ${time(message.date)}` : time(message.date);
  return make("span", { className: "time", text: shown });
}

function actionsButton(message, hands) {
  const button = make("button", {
    type: "button", className: "actions", "aria-haspopup": "menu", "aria-expanded": "false",
    "aria-label": WORDS.actions(message.from.first_name), text: "⌄",
  });
  button.addEventListener("click", () => hands.actions(message, button));
  return button;
}

function quote(replied, hands) {
  const shown = replied.text ?? replied.caption ?? KINDS[kindOf(replied)]?.label ?? WORDS.message;
  return make("button", {
    type: "button", className: "quote", "aria-label": `${WORDS.replyFrom(replied.from.first_name)}: ${shown.slice(0, 120)}`,
    onclick: () => hands.jumpTo(replied.message_id),
  }, make("strong", { text: replied.from.first_name }), make("span", { text: shown.slice(0, 200) }));
}

function reactions(message) {
  return make("p", { className: "reactions", text: message.reactions.map((reaction) => reaction.emoji ?? "").join(" ") });
}

export const kindOf = (message) => Object.keys(KINDS).find((kind) => message[kind]);

function media(message) {
  const kind = kindOf(message);
  if (!kind) return [];
  if (kind === "photo") return [picture(message)];
  if (kind === "document") return [file(message.document)];
  if (kind === "sticker") return [make("p", { className: "sticker", text: message.sticker.emoji ?? "👋", role: "img", "aria-label": KINDS.sticker.label })];
  return [make("p", { className: "attached" },
    make("span", { className: "attached-icon", "aria-hidden": "true", text: KINDS[kind].icon }),
    make("span", { text: KINDS[kind].label }))];
}

function picture(message) {
  const photo = message.photo.at(-1);
  const alt = message.caption ? `${KINDS.photo.label}: ${message.caption}` : KINDS.photo.label;
  return make("img", { className: "picture", src: `/phone/files/${encodeURIComponent(photo.file_id)}`, alt, width: photo.width, height: photo.height });
}

function file(document_) {
  return make("a", { className: "file", href: `/phone/files/${encodeURIComponent(document_.file_id)}`, download: document_.file_name },
    make("span", { className: "file-icon", "aria-hidden": "true", text: "↓" }),
    make("span", { className: "file-who" },
      make("span", { className: "file-name", text: document_.file_name }),
      make("span", { className: "file-size", text: size(document_.file_size) })));
}

function keyboard(message, hands) {
  const rows = message.reply_markup.inline_keyboard.map((row) =>
    make("div", { className: "keys" }, ...row.map((key) => keyButton(message, key, hands))));
  return make("div", { className: "keyboard", role: "group", "aria-label": WORDS.choices }, ...rows);
}

function keyButton(message, key, hands) {
  const label = make("span", { className: "key-text", text: key.text });
  if (key.url && !telegramLink(key.url, hands.username)) {
    const link = outsideLink(key.url, label, make("span", { className: "key-mark", "aria-hidden": "true", text: "↗" }));
    link.classList.add("key");
    link.title = `${key.url} (${WORDS.opensOutside})`;
    return link;
  }
  const long = key.text.split(/\s/).some((word) => word.length > LONG_WORD);
  const button = make("button", { type: "button", className: long ? "key long" : "key" }, label);
  const query = key.switch_inline_query_current_chat ?? key.switch_inline_query;
  if (key.url) {
    button.addEventListener("click", () => hands.link(telegramLink(key.url, hands.username)));
    button.append(make("span", { className: "key-mark", "aria-hidden": "true", text: "↗" }));
  } else if (key.callback_data) {
    button.dataset.data = key.callback_data;
    button.addEventListener("click", () => hands.tap(message, key.callback_data, button));
  } else if (query !== undefined) {
    button.addEventListener("click", () => hands.switchInline(query));
  } else if (key.copy_text) {
    button.addEventListener("click", () => hands.copyText(key.copy_text.text));
  }
  return button;
}

// Text with its entities as nested elements. JavaScript counts in UTF-16, as Telegram does.
export function formatted(text, entities, context) {
  const sorted = entities.filter((entity) => entity.length > 0).map((entity) => ({ ...entity, end: entity.offset + entity.length }))
    .sort((a, b) => a.offset - b.offset || b.end - a.end);
  return nodes(text, 0, text.length, sorted, context);
}

function nodes(text, from, to, entities, context) {
  const result = [];
  let at = from;
  const left = [...entities];
  while (left.length) {
    const entity = left.shift();
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.end, to);
    if (begin >= end) continue;
    if (begin > at) result.push(text.slice(at, begin));
    const inside = left.filter((other) => other.offset < end);
    result.push(wrapped(entity, text.slice(begin, end), nodes(text, begin, end, inside, context), context));
    at = end;
  }
  if (at < to) result.push(text.slice(at, to));
  return result;
}

function wrapped(entity, shown, children, { username, hands }) {
  if (STYLES[entity.type]) return make(STYLES[entity.type], {}, ...children);
  if (entity.type === "pre") return make("pre", {}, make("code", { text: shown }));
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "bot_command") {
    return make("button", { type: "button", className: "inline-link", text: shown, onclick: () => hands.command(shown) });
  }
  if (entity.type === "email") return outsideLink(`mailto:${shown}`, ...children);
  if (entity.type === "url" || entity.type === "text_link") {
    const address = entity.url ?? shown;
    const inside = telegramLink(address, username);
    if (!inside) return outsideLink(address, ...children);
    return make("button", { type: "button", className: "inline-link", onclick: () => hands.link(inside) }, ...children);
  }
  if (["mention", "hashtag", "text_mention"].includes(entity.type)) return make("span", { className: "accent" }, ...children);
  return make("span", {}, ...children);
}

function spoiler(children) {
  const button = make("button", { type: "button", className: "spoiler", "aria-label": WORDS.showSpoiler }, make("span", {}, ...children));
  button.addEventListener("click", () => button.replaceWith(make("span", {}, ...children)));
  return button;
}
