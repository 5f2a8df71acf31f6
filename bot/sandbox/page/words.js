// Every sentence of the page, and how it writes dates. German, informal.

export const KINDS = {
  photo: { icon: "🖼", label: "Foto" },
  document: { icon: "📄", label: "Dokument" },
  voice: { icon: "🎤", label: "Sprachnachricht" },
  location: { icon: "📍", label: "Standort" },
  contact: { icon: "👤", label: "Kontakt" },
  sticker: { icon: "👋", label: "Sticker" },
  video_note: { icon: "🎬", label: "Videonachricht" },
  poll: { icon: "📊", label: "Umfrage" },
};

export const WORDS = {
  clockBusy: "Die Zeit vergeht …",
  nothingDue: "Gerade ist nichts geplant, woran der Bot von selbst erinnert.",
  actions: (name) => `Nachricht von ${name}: Aktionen`,
  answer: "Antworten",
  answerTo: (name) => `Antwort an ${name}`,
  attachments: "Anhängen",
  block: "Bot blockieren",
  botSubtitle: "Bot",
  cancelContext: "Abbrechen",
  choices: "Auswahl",
  clipboardDone: "Kopiert.",
  clipboardFailed: "Kopieren geht hier nicht. Markiere den Text und kopiere ihn selbst.",
  commands: "Befehle",
  copyLink: "Link kopieren",
  copyText: "Text kopieren",
  edit: "Bearbeiten",
  edited: "bearbeitet",
  editing: "Nachricht bearbeiten",
  emptyGroup: (bot) => `Hier kannst du mit @${bot} in einer Gruppe schreiben. Der Bot antwortet, wenn du ihn erwähnst oder ihm antwortest.`,
  emptyPrivate: "Drück auf START, dann geht es los.",
  emptyTitle: "Was kann dieser Bot?",
  failed: "Das hat nicht geklappt. Versuch es bitte noch einmal.",
  groupMembers: (names) => `Gruppe: ${names.join(", ")}`,
  inlineResults: "Treffer",
  jump: "Neue Nachrichten",
  lost: "Keine Verbindung. Läuft das Programm noch? Ich versuche es weiter …",
  members: "Mitglieder",
  message: "Nachricht",
  messageTo: (name) => `Nachricht an ${name}`,
  newMessages: "neue Nachrichten",
  noHits: "Keine Treffer",
  ok: "OK",
  openHere: "Hier öffnen",
  opensOutside: "öffnet eine neue Seite",
  phoneOf: (name) => `Telefon von ${name}`,
  replyFrom: (name) => `Antwort auf ${name}`,
  screenOf: (name) => `Chat: ${name}`,
  sendTo: (title) => `An ${title} senden`,
  share: "Teilen",
  showSpoiler: "Verdeckten Text zeigen",
  start: "START",
  typing: "schreibt …",
  unblock: "Blockierung aufheben",
  via: (bot) => `über @${bot}`,
};

const ACTIONS = {
  upload_photo: "sendet ein Bild …",
  upload_document: "sendet ein Dokument …",
};

export const doing = (action) => ACTIONS[action] ?? WORDS.typing;

const ZONE = "Europe/Berlin";
const format = (options) => new Intl.DateTimeFormat("de-DE", { timeZone: ZONE, ...options });
const TIME = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ year: "numeric", month: "2-digit", day: "2-digit" });
const DAY_SHOWN = format({ weekday: "long", day: "numeric", month: "long" });
const DAY_WITH_YEAR = format({ day: "numeric", month: "long", year: "numeric" });
const YEAR = format({ year: "numeric" });

export const time = (unix) => TIME.format(unix * 1000);
export const dayKey = (unix) => DAY.format(unix * 1000);

export function day(unix, now) {
  if (dayKey(unix) === dayKey(now)) return "Heute";
  // 12 hours before the last midnight is always yesterday, on the days of the clock change as well
  const [hours, minutes] = time(now).split(":").map(Number);
  if (dayKey(unix) === dayKey(now - hours * 3600 - minutes * 60 - 12 * 3600)) return "Gestern";
  const sameYear = YEAR.format(unix * 1000) === YEAR.format(now * 1000);
  return (sameYear ? DAY_SHOWN : DAY_WITH_YEAR).format(unix * 1000);
}

export function size(bytes) {
  if (bytes < 1000) return `${bytes} Byte`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${value.toLocaleString("de-DE", { maximumFractionDigits: 1 })} ${unit}`;
}
