// The sandbox's clock: half a year of reminders in a minute.

import { WORDS } from "./words.js";

const SHOWN = new Intl.DateTimeFormat("de-DE", {
  weekday: "short", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit",
  timeZone: "Europe/Berlin",
});
const REDRAW = 15_000;

export class Clock {
  // `moved` is called when the clock has been put forward.
  constructor(root, moved) {
    this.root = root;
    this.moved = moved;
    this.shown = root.querySelector(".clock-now");
    this.keys = [...root.querySelectorAll(".clock-key")];
    this.ahead = 0;
    this.next = null;
    this.busy = false;
    for (const key of this.keys) key.addEventListener("click", () => this.move(key.dataset));
    setInterval(() => this.draw(), REDRAW);
  }

  async refresh() {
    if (this.busy) return;
    const response = await fetch("/phone/clock").catch(() => null);
    // a sandbox without a clock has nothing to say
    if (response?.status === 200) this.take(await response.json());
  }

  async move({ days, to }) {
    this.busy = true;
    this.shown.textContent = WORDS.clockBusy;
    this.able();
    try {
      const response = await fetch("/phone/clock", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(to ? { to } : { days: Number(days) }),
      });
      if (response.ok) this.take(await response.json());
    } finally {
      this.busy = false;
      this.draw();
      this.able();
      this.moved();
    }
  }

  take({ now, next }) {
    this.ahead = now * 1000 - Date.now();
    this.next = next;
    this.root.hidden = false;
    this.draw();
    this.able();
  }

  draw() {
    if (this.busy || this.root.hidden) return;
    this.shown.textContent = SHOWN.format(new Date(Date.now() + this.ahead));
  }

  able() {
    for (const key of this.keys) {
      const impossible = key.dataset.to === "next" && this.next === null;
      key.disabled = this.busy || impossible;
      key.title = impossible ? WORDS.nothingDue : "";
    }
  }
}
