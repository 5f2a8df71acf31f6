// The messages of the open chat. What has not changed stays untouched, so that focus, scrolling and screen readers do.

import { bubble } from "./bubbles.js";
import { make } from "./elements.js";
import { day, dayKey } from "./words.js";

export class Log {
  constructor(root) {
    this.root = root;
    this.shown = new Map();
  }

  get isEmpty() { return this.shown.size === 0; }

  element(id) { return this.shown.get(id)?.element; }

  clear() {
    this.shown.clear();
    this.root.replaceChildren();
  }

  // Returns true if the focus was on a key that is gone.
  show(messages, now, view) {
    const focused = this.focusedKey();
    const kept = new Set(messages.map((message) => message.message_id));
    for (const [id, { element }] of this.shown) {
      if (kept.has(id)) continue;
      element.remove();
      this.shown.delete(id);
    }
    for (const message of messages) this.put(message, view);
    this.days(messages, now);
    return Boolean(focused) && !this.refocus(focused);
  }

  put(message, view) {
    const json = JSON.stringify(message);
    const known = this.shown.get(message.message_id);
    if (known?.json === json) return;
    const element = bubble(message, view);
    if (known) known.element.replaceWith(element);
    else this.root.append(element);
    this.shown.set(message.message_id, { json, element });
  }

  focusedKey() {
    for (const [id, { element }] of this.shown) {
      const place = [...element.querySelectorAll(".key")].indexOf(document.activeElement);
      if (place >= 0) return { id, place, key: document.activeElement };
    }
    return null;
  }

  // An edited message often loses the button that has just been pressed; the focus stays in its keyboard.
  refocus({ id, place, key }) {
    if (key.isConnected) return true;
    const keys = this.element(id)?.querySelectorAll(".key") ?? [];
    const next = keys[Math.min(place, keys.length - 1)];
    next?.focus({ preventScroll: true });
    return Boolean(next);
  }

  days(messages, now) {
    const marks = new Map([...this.root.querySelectorAll(".day")].map((mark) => [mark.dataset.day, mark]));
    let previous = "";
    for (const message of messages) {
      const key = dayKey(message.date);
      if (key !== previous) this.dayMark(marks.get(key), key, message, now);
      marks.delete(key);
      previous = key;
    }
    for (const mark of marks.values()) mark.remove();
  }

  dayMark(known, key, message, now) {
    const text = day(message.date, now);
    const element = this.element(message.message_id);
    if (known && known.nextElementSibling === element && known.textContent === text) return;
    known?.remove();
    element.before(make("p", { className: "day", "data-day": key }, make("span", { text })));
  }
}
