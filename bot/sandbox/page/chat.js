// One phone: the chat that is open on it, kept as the sandbox has it.

import { Composer } from "./composer.js";
import { alertBox, copy, notice, shareSheet } from "./dialogs.js";
import { make, menu, telegramLink } from "./elements.js";
import { Log } from "./log.js";
import { act, look } from "./wire.js";
import { WORDS, doing } from "./words.js";

const NEAR_BOTTOM = 80;
const TAP_PATIENCE_MS = 15000;
const TYPING_MS = 6000;

export class Phone {
  constructor(person, overview, unread) {
    this.person = person;
    this.bot = overview.bot;
    this.people = overview.people;
    this.groups = overview.groups.filter((group) => group.members.includes(person.id));
    this.chatId = person.id;
    this.unread = unread;
    this.waiting = new Map();
    this.asked = new Map();
    this.root = document.getElementById("phone-template").content.cloneNode(true).firstElementChild;
    this.root.setAttribute("aria-label", WORDS.phoneOf(person.label));
    this.find = (name) => this.root.querySelector(name);
    this.log = new Log(this.find(".log"));
    this.composer = new Composer(this.find(".composer"), { username: this.bot.username, id: person.id, hands: {
      send: (text, replyTo) => this.send(text, replyTo),
      edit: (message, text) => this.deed("edit", { message, text }),
      attach: (kind) => this.deed("send", { kind }),
      askInline: (text) => this.askInline(text),
      choose: (query, result) => this.deed("choose", { query, result }),
      lastOwn: () => this.state?.messages.findLast((message) => message.from.id === person.id && message.text && !message.via_bot),
    } });
    this.hands = {
      username: this.bot.username,
      command: (text) => this.send(text),
      link: (link) => this.follow(link),
      tap: (message, data, button) => this.tap(message, data, button),
      switchInline: (query) => this.composer.fill(`@${this.bot.username} ${query}`),
      copyText: (text) => copy(this.root, text),
      actions: (message, button) => this.actions(message, button),
      jumpTo: (id) => this.jumpTo(id),
    };
    this.listen();
    this.chatList();
  }

  listen() {
    this.find(".more").addEventListener("click", () => this.more());
    this.find(".wide-button").addEventListener("click", () => this.wideAction?.());
    this.find(".jump").addEventListener("click", () => this.toBottom());
    this.find(".screen").addEventListener("scroll", () => {
      this.stuck = this.nearBottom();
      if (this.stuck) this.find(".jump").hidden = true;
    });
    // a keyboard that opens or a growing text must not push the last message out of sight
    this.stuck = true;
    new ResizeObserver(() => { if (this.stuck) this.toBottom(); }).observe(this.find(".screen"));
  }

  chatList() {
    const chats = [{ id: this.person.id, title: this.bot.name }, ...this.groups];
    this.find(".chats").hidden = chats.length < 2;
    this.find(".chats").replaceChildren(...chats.map((chat) => make("button", {
      type: "button", className: "chat-tab", text: chat.title, "aria-current": chat.id === this.chatId ? "true" : false,
      onclick: () => this.open(chat.id),
    })));
  }

  async open(chatId) {
    this.chatId = chatId;
    this.log.clear();
    this.composer.leave();
    this.composer.fill("");
    this.chatList();
    await this.refresh();
    this.toBottom();
  }

  get isGroup() { return this.chatId < 0; }

  // --- deeds

  async deed(name, said = {}) {
    try {
      return await act(name, { user: this.person.id, chat: this.chatId, ...said });
    } catch {
      notice(this.root, WORDS.failed);
      return null;
    }
  }

  async send(text, replyTo) {
    await this.deed("type", { text, reply_to: replyTo });
    await this.refresh();
    this.toBottom();
  }

  async tap(message, data, button) {
    if (this.waiting.has(button)) return;
    button.classList.add("pressed");
    button.setAttribute("aria-busy", "true");
    this.waiting.set(button, null);
    const id = await this.deed("tap", { message: message.message_id, data });
    if (!id) { this.release(button); return; }
    this.waiting.set(button, id);
    setTimeout(() => this.release(button), TAP_PATIENCE_MS);
    this.refresh();
  }

  release(button) {
    this.waiting.delete(button);
    button.classList.remove("pressed");
    button.removeAttribute("aria-busy");
  }

  askInline(text) {
    return new Promise((resolve) => {
      this.deed("inline", { text }).then((query) => {
        if (query) this.asked.set(query, resolve);
        this.inlineAnswers();
      });
    });
  }

  async inlineAnswers() {
    for (const [query, resolve] of [...this.asked]) {
      const { answered, results } = await look(`/phone/inline/${query}`);
      if (answered) { this.asked.delete(query); resolve({ query, results }); }
    }
  }

  follow(link) {
    if (link.kind === "start") { this.start(link.parameter); return; }
    const targets = this.groups.map(({ id, title }) => ({ title, send: (text) => this.deed("type", { chat: id, text }) }));
    shareSheet(this.root, link, this.bot.username, (parameter) => this.start(parameter), targets);
  }

  async start(parameter) {
    if (this.isGroup) await this.open(this.person.id);
    await this.deed("link", { parameter });
    await this.refresh();
    this.toBottom();
    this.composer.input.focus();
  }

  actions(message, button) {
    const items = [{ icon: "↩", text: WORDS.answer, run: () => this.composer.reply(message) }];
    if (message.from.id === this.person.id && message.text && !message.via_bot) {
      items.push({ icon: "✎", text: WORDS.edit, run: () => this.composer.edit(message) });
    }
    const text = message.text ?? message.caption;
    if (text) items.push({ icon: "📋", text: WORDS.copyText, run: () => copy(this.root, text) });
    menu(button, items, WORDS.actions(message.from.first_name));
  }

  more() {
    const blocked = this.state?.blocked;
    const item = blocked ? { text: WORDS.unblock, run: () => this.deed("unblock") } : { text: WORDS.block, run: () => this.deed("block") };
    menu(this.find(".more"), [item], this.bot.name);
  }

  jumpTo(id) {
    const target = this.log.element(id);
    if (!target) return;
    target.scrollIntoView({ block: "center" });
    target.classList.add("flash");
    setTimeout(() => target.classList.remove("flash"), 1200);
  }

  // --- what is shown

  async refresh() {
    if (this.refreshing) { this.again = true; return; }
    this.refreshing = true;
    try {
      do {
        this.again = false;
        const chat = this.chatId;
        const state = await look(`/phone/chat?user=${this.person.id}&chat=${chat}`);
        if (chat === this.chatId) this.show(state);
        else this.again = true;
        await this.inlineAnswers();
      } while (this.again);
    } catch {
      // the stream of changes tells when the sandbox is gone
    } finally {
      this.refreshing = false;
    }
  }

  show(state) {
    const first = !this.state || this.log.isEmpty;
    const newest = this.state?.messages.at(-1)?.message_id ?? 0;
    const follows = first || this.nearBottom();
    this.state = state;
    this.bot = state.bot;
    this.head(state);
    this.messages(state);
    this.bottom(state);
    this.answers(state);
    const incoming = state.messages.filter((message) => message.message_id > newest && message.from.id !== this.person.id);
    if (!first && incoming.length) this.unread(this);
    if (follows) this.toBottom();
    else if (incoming.length) this.find(".jump").hidden = false;
  }

  head(state) {
    this.find(".phone-title").textContent = state.title;
    const names = this.people.map((person) => person.name);
    const rest = this.isGroup ? WORDS.groupMembers([...names, this.bot.name]) : state.bot.short_description || WORDS.botSubtitle;
    this.find(".phone-sub").textContent = state.action ? doing(state.action) : rest;
    this.find(".phone-sub").classList.toggle("busy", Boolean(state.action));
    this.find(".screen").setAttribute("aria-label", WORDS.screenOf(state.title));
    this.find(".more").hidden = this.isGroup;
    this.find(".typing").hidden = !state.action;
    clearTimeout(this.typingEnds);
    if (state.action) this.typingEnds = setTimeout(() => { this.head({ ...state, action: null }); }, TYPING_MS);
  }

  messages(state) {
    const view = { me: this.person.id, username: this.bot.username, grouped: this.isGroup, hands: this.hands };
    const lostKey = this.log.show(state.messages, state.now, view);
    if (lostKey) this.composer.input.focus({ preventScroll: true });
    this.find(".empty").hidden = state.messages.length > 0;
    this.find(".empty-title").textContent = this.isGroup ? state.title : WORDS.emptyTitle;
    this.find(".empty-text").textContent = this.isGroup ? WORDS.emptyGroup(this.bot.username) : state.bot.description || WORDS.emptyPrivate;
  }

  bottom(state) {
    this.composer.setCommands(state.commands);
    this.composer.input.placeholder = WORDS.message;
    this.composer.input.setAttribute("aria-label", WORDS.messageTo(state.title));
    const own = !this.isGroup;
    const started = state.messages.length > 0;
    if (own && state.blocked) this.wide(WORDS.unblock, () => this.deed("unblock"));
    else if (own && !started) this.wide(WORDS.start, () => this.start(""));
    else this.wide(null, null);
  }

  wide(text, action) {
    const button = this.find(".wide-button");
    button.hidden = !text;
    button.textContent = text ?? "";
    this.wideAction = action;
    this.find(".line").hidden = Boolean(text);
  }

  answers(state) {
    const answered = new Map(state.taps.filter((tap) => tap.answer).map((tap) => [tap.id, tap.answer]));
    for (const [button, id] of [...this.waiting]) {
      const answer = answered.get(id);
      if (!answer) continue;
      this.release(button);
      if (answer.text && answer.show_alert) alertBox(this.root, answer.text);
      else if (answer.text) notice(this.root, answer.text);
      const link = answer.url ? telegramLink(answer.url, this.bot.username) : null;
      if (link) this.follow(link);
    }
  }

  nearBottom() {
    const screen = this.find(".screen");
    return screen.scrollHeight - screen.scrollTop - screen.clientHeight < NEAR_BOTTOM;
  }

  toBottom() {
    const screen = this.find(".screen");
    screen.scrollTop = screen.scrollHeight;
    this.find(".jump").hidden = true;
  }
}
