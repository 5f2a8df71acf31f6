// What covers the phone for a moment: notices, alerts, the share sheet.

import { make, telegramLink } from "./elements.js";
import { WORDS } from "./words.js";

const NOTICE_MS = 4000;

export function notice(phone, text) {
  const toast = make("p", { className: "toast", text });
  phone.querySelector(".toasts").append(toast);
  setTimeout(() => toast.remove(), NOTICE_MS);
}

export function alertBox(phone, text) {
  const ok = make("button", { type: "button", className: "dialog-button strong", text: WORDS.ok });
  show(phone, make("p", { className: "dialog-text", text }), [ok]);
}

export async function copy(phone, text) {
  try {
    await navigator.clipboard.writeText(text);
    notice(phone, WORDS.clipboardDone);
  } catch {
    notice(phone, WORDS.clipboardFailed);
  }
}

// `targets` are the chats to which the link can be sent from here: {title, send}.
export function shareSheet(phone, link, username, openStart, targets) {
  const buttons = [];
  const button = (text, run) => {
    buttons.push(make("button", { type: "button", className: "dialog-button", text, onclick: run }));
  };
  button(WORDS.copyLink, () => copy(phone, link.url));
  const inside = telegramLink(link.url, username);
  if (inside?.kind === "start") button(WORDS.openHere, () => openStart(inside.parameter));
  for (const { title, send } of targets) {
    button(WORDS.sendTo(title), () => send([link.text, link.url].filter(Boolean).join("\n")));
  }
  button(WORDS.cancelContext, () => {});
  const body = make("div", { className: "dialog-text" },
    make("h3", { text: WORDS.share }),
    link.text ? make("p", { text: link.text }) : null,
    make("p", { className: "dialog-link", text: link.url }));
  show(phone, body, buttons);
}

function show(phone, body, buttons) {
  const opener = document.activeElement;
  const dialog = make("dialog", { className: "dialog" }, body, make("div", { className: "dialog-buttons" }, ...buttons));
  for (const button of buttons) button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (opener?.isConnected) opener.focus();
  });
  phone.append(dialog);
  dialog.showModal();
}
