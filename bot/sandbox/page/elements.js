// Building elements from data: text becomes text nodes, never markup.

export function make(tag, { className, text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

const OUTSIDE = /^(https?:|mailto:|tel:)/i;

// A link that leaves the page; anything but a plain web or mail address stays text.
export function outsideLink(address, ...children) {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`;
  if (!OUTSIDE.test(url)) return make("span", {}, ...children);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// What a t.me address means inside this phone; null for any other address.
export function telegramLink(address, username) {
  let url;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  if (!["t.me", "telegram.me", "www.t.me"].includes(url.hostname)) return null;
  const path = url.pathname.replace(/^\/|\/$/g, "");
  if (path === "share/url" || path === "share") {
    return { kind: "share", url: url.searchParams.get("url") ?? "", text: url.searchParams.get("text") ?? "" };
  }
  if (path.toLowerCase() !== username.toLowerCase()) return null;
  return { kind: "start", parameter: url.searchParams.get("start") ?? url.searchParams.get("startgroup") ?? "" };
}

// A menu under a button: arrows move, Escape closes, focus comes back.
export function menu(opener, items, label) {
  const list = make("div", { className: "menu", role: "menu", "aria-label": label });
  const close = (refocus = true) => {
    list.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) opener.focus();
  };
  const outside = (event) => { if (!list.contains(event.target)) close(opener.contains(event.target)); };
  for (const { icon, text, run } of items) {
    const item = make("button", { type: "button", role: "menuitem", className: "menu-item" });
    if (icon) item.append(make("span", { className: "menu-icon", "aria-hidden": "true", text: icon }));
    item.append(make("span", { text }));
    item.addEventListener("click", () => { close(); run(); });
    list.append(item);
  }
  list.addEventListener("keydown", (event) => {
    const entries = [...list.children];
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + entries.length, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) { event.preventDefault(); entries[to % entries.length].focus(); }
    if (event.key === "Escape") { event.stopPropagation(); close(); }
    if (event.key === "Tab") close(false);
  });
  opener.setAttribute("aria-expanded", "true");
  opener.parentElement.append(list);
  list.firstElementChild?.focus();
  list.scrollIntoView({ block: "nearest" });
  setTimeout(() => document.addEventListener("pointerdown", outside, true));
  return close;
}
