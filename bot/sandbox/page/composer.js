// The line at the bottom: writing, editing, replying, commands, inline results, attachments.

import { make, menu } from "./elements.js";
import { KINDS, WORDS } from "./words.js";

const INLINE_PAUSE_MS = 250;

export class Composer {
  // `hands`: send(text, replyTo), edit(id, text), attach(kind), askInline(text), choose(query, result), lastOwn()
  constructor(root, { username, hands, id }) {
    this.root = root;
    this.username = username;
    this.hands = hands;
    this.commands = [];
    this.offers = [];
    this.active = -1;
    this.context = null;
    this.find = (name) => root.querySelector(name);
    this.input = this.find(".input");
    this.popup = this.find(".popup");
    this.popup.id = `popup-${id}`;
    this.input.setAttribute("aria-controls", this.popup.id);
    this.input.setAttribute("aria-autocomplete", "list");
    this.listen();
    // hidden it has no height: it is measured when it comes to be seen, and anew when its text wraps elsewhere
    this.width = 0;
    new ResizeObserver(() => this.measure()).observe(this.input);
  }

  measure() {
    if (this.width === this.input.clientWidth) return;
    this.width = this.input.clientWidth;
    this.grow();
  }

  listen() {
    this.find(".line").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.input.addEventListener("input", () => { this.grow(); this.suggest(); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.find(".context-close").addEventListener("click", () => this.leave());
    this.find(".context-close").setAttribute("aria-label", WORDS.cancelContext);
    this.find(".commands").addEventListener("click", () => this.toggleCommands());
    this.find(".attach").addEventListener("click", () => this.attachments());
    this.input.addEventListener("blur", () => setTimeout(() => {
      if (!this.root.contains(document.activeElement)) this.close();
    }, 150));
  }

  attachments() {
    const items = Object.entries(KINDS).map(([kind, { icon, label }]) => ({ icon, text: label, run: () => this.hands.attach(kind) }));
    menu(this.find(".attach"), items, WORDS.attachments);
  }

  setCommands(commands) {
    this.commands = commands;
    this.find(".commands").hidden = commands.length === 0;
  }

  grow() {
    this.input.style.height = "auto";
    const border = this.input.offsetHeight - this.input.clientHeight;
    this.input.style.height = `${Math.min(this.input.scrollHeight + border, 160)}px`;
    this.find(".send").classList.toggle("ready", this.input.value.trim() !== "");
  }

  fill(text) {
    this.input.value = text;
    this.grow();
    this.suggest();
    this.input.focus();
  }

  submit() {
    const text = this.input.value;
    if (!text.trim()) return;
    const { kind, message } = this.context ?? {};
    if (kind === "edit") this.hands.edit(message.message_id, text);
    else this.hands.send(text, kind === "reply" ? message.message_id : undefined);
    this.leave();
    this.fill("");
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.popup.hidden;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (open && this.active >= 0) this.pick(this.active);
      else this.submit();
    } else if (open && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && event.key === "Tab" && this.active >= 0) {
      event.preventDefault();
      this.pick(this.active);
    } else if (event.key === "Escape") {
      if (open) this.close();
      else this.leave();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const last = this.hands.lastOwn();
      if (last) { event.preventDefault(); this.edit(last); }
    }
  }

  reply(message) {
    this.enter("reply", message, WORDS.answerTo(message.from.first_name));
    this.input.focus();
  }

  edit(message) {
    this.enter("edit", message, WORDS.editing);
    this.fill(message.text);
    this.input.setSelectionRange(message.text.length, message.text.length);
  }

  enter(kind, message, title) {
    this.context = { kind, message };
    const shown = message.text ?? message.caption ?? WORDS.message;
    this.find(".context").hidden = false;
    this.find(".context-text strong").textContent = title;
    this.find(".context-text span").textContent = shown.slice(0, 120);
  }

  leave() {
    if (this.context?.kind === "edit") this.input.value = "";
    this.context = null;
    this.find(".context").hidden = true;
    this.grow();
  }

  // --- what opens above the line

  inlineText() {
    const name = `@${this.username} `;
    return this.input.value.toLowerCase().startsWith(name.toLowerCase()) ? this.input.value.slice(name.length) : null;
  }

  suggest() {
    const text = this.input.value;
    const inline = this.inlineText();
    clearTimeout(this.pause);
    if (inline !== null) {
      this.pause = setTimeout(() => this.ask(inline), INLINE_PAUSE_MS);
    } else if (/^\/\w*$/.test(text) && !this.context) {
      this.offerCommands(this.commands.filter(({ command }) => command.startsWith(text.slice(1).toLowerCase())));
    } else {
      this.close();
    }
  }

  async ask(text) {
    const { query, results } = await this.hands.askInline(text);
    if (this.inlineText() !== text) return;
    this.offer(results.map((result) => ({
      title: result.title, note: result.description, run: () => { this.fill(""); this.hands.choose(query, result.id); },
    })), WORDS.inlineResults);
  }

  toggleCommands() {
    if (!this.popup.hidden) { this.close(); return; }
    this.offerCommands(this.commands);
    this.input.focus();
    this.move(1);
  }

  offerCommands(commands) {
    if (!commands.length) { this.close(); return; }
    this.offer(commands.map(({ command, description }) => ({
      title: `/${command}`, note: description, run: () => { this.fill(""); this.hands.send(`/${command}`); },
    })), WORDS.commands);
  }

  offer(offers, label) {
    this.offers = offers;
    this.active = -1;
    this.popup.setAttribute("aria-label", label);
    const rows = offers.map((offer, place) => make("div", {
      className: "offer", role: "option", id: `${this.popup.id}-${place}`, "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(), onclick: () => this.pick(place),
    }, make("span", { className: "offer-title", text: offer.title }), make("span", { className: "offer-note", text: offer.note })));
    this.popup.replaceChildren(...(rows.length ? rows : [make("p", { className: "offer-none", text: WORDS.noHits })]));
    this.popup.hidden = false;
    this.find(".commands").setAttribute("aria-expanded", "true");
  }

  move(step) {
    if (!this.offers.length) return;
    this.active = (this.active + step + this.offers.length + (this.active < 0 && step < 0 ? 1 : 0)) % this.offers.length;
    [...this.popup.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === this.active)));
    this.input.setAttribute("aria-activedescendant", `${this.popup.id}-${this.active}`);
    this.popup.children[this.active].scrollIntoView({ block: "nearest" });
  }

  pick(place) {
    const offer = this.offers[place];
    this.close();
    offer?.run();
  }

  close() {
    this.popup.hidden = true;
    this.offers = [];
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.find(".commands").setAttribute("aria-expanded", "false");
  }
}
