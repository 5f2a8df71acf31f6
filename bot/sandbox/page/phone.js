// The page: one phone per person, side by side where there is room, behind tabs where there is none.

import { Phone } from "./chat.js";
import { Clock } from "./clock.js";
import { make } from "./elements.js";
import { look, watch } from "./wire.js";
import { WORDS } from "./words.js";

const desk = document.querySelector(".desk");
const tabs = document.querySelector(".tabs");
const lost = document.querySelector(".lost");

async function begin() {
  const overview = await look("/phone/overview");
  const phones = overview.people.map((person) => {
    const label = person.note ? `${person.name} (${person.note})` : person.name;
    return new Phone({ ...person, label }, overview, (phone) => mark(phone));
  });
  phones.forEach((phone, place) => {
    phone.root.id = `phone-${phone.person.id}`;
    phone.root.classList.toggle("front", place === 0);
    phone.caption = make("p", { className: "phone-owner", text: phone.person.label });
    desk.append(make("div", { className: "place" }, phone.caption, phone.root));
  });
  if (phones.length > 1) tabBar(phones);
  await Promise.all(phones.map((phone) => phone.refresh()));
  for (const phone of phones) phone.toBottom();
  return phones;
}

function tabBar(phones) {
  tabs.hidden = false;
  tabs.append(...phones.map((phone, place) => make("button", {
    type: "button", role: "tab", className: "tab", id: `tab-${phone.person.id}`, text: phone.person.label,
    "aria-controls": phone.root.id, "aria-selected": String(place === 0), tabindex: place === 0 ? "0" : "-1",
    onclick: () => bringToFront(phones, place),
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) bringToFront(phones, (place + step + phones.length) % phones.length, true);
    },
  })));
}

function bringToFront(phones, place, focus = false) {
  [...tabs.children].forEach((tab, at) => {
    tab.setAttribute("aria-selected", String(at === place));
    tab.tabIndex = at === place ? 0 : -1;
    phones[at].root.classList.toggle("front", at === place);
  });
  tabs.children[place].classList.remove("unread");
  tabs.children[place].removeAttribute("aria-description");
  if (focus) tabs.children[place].focus();
  phones[place].toBottom();
}

function mark(phone) {
  const tab = document.getElementById(`tab-${phone.person.id}`);
  if (!tab || phone.root.classList.contains("front")) return;
  tab.classList.add("unread");
  tab.setAttribute("aria-description", WORDS.newMessages);
}

function reachable(isReachable) {
  lost.textContent = isReachable ? "" : WORDS.lost;
  lost.hidden = isReachable;
}

let phones = null;
// what was today is not any more, whether or not somebody wrote meanwhile
const clock = new Clock(document.querySelector(".clock"), () => phones?.forEach((phone) => phone.refresh()));
let beginning = false;
watch(async () => {
  clock.refresh();
  if (phones) { for (const phone of phones) phone.refresh(); return; }
  if (beginning) return;
  beginning = true;
  try {
    phones = await begin();
  } catch {
    beginning = false;
    reachable(false);
  }
}, reachable);
