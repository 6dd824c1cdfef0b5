// What stands in a client's file, in words.
import { capital, date, inLine, price, spokenDay, t } from "../i18n";
import { thumbUrl } from "../ipc/client";
import type { OwnPiece } from "../state/look.svelte";
import type { Card, Coming, Entry, Kept, ListedClient, Pinned, Wanted } from "../ipc/generated";

const joined = (parts: readonly (string | null | undefined)[]): string => inLine(...parts.map((part) => part ?? ""));

/** What an entry says, in one line. */
export function entryText(entry: Entry): string {
  switch (entry.kind) {
    case "contact":
      return joined([t(`file.channel.${entry.channel}`), entry.value]);
    case "birthday":
      return spokenDay(entry.day);
    case "occasion":
      return joined([entry.name, spokenDay(entry.day)]);
    case "size":
      return joined([entry.size, entry.of, entry.brand]);
    case "avoid":
      return entry.what;
    case "note":
      return entry.text;
    case "wardrobe":
      return entry.name;
    case "appointment":
      return joined([spokenDay(entry.day), entry.time, entry.text]);
    case "follow_up":
      return joined([entry.text, entry.size, entry.day ? t("file.by", { day: spokenDay(entry.day) }) : ""]);
    case "consent":
      return joined([entry.to, t(entry.given ? "file.given" : "file.refused")]);
  }
}

/** Days ahead within which a birthday is told in the list of clients. */
const soon = 60;

/** What the list of clients tells of a file. */
export const listedText = ({ last_seen, birthday, due, found }: ListedClient): string =>
  joined([
    last_seen === null ? "" : t("file.seen", { day: date(last_seen) }),
    birthday !== null && birthday.days <= soon ? comingText(birthday) : "",
    due === null ? "" : t("clients.due", { count: due.count }),
    due?.day ? spokenDay(due.day) : "",
    found === null ? "" : `“${entryText(found.entry)}”`,
  ]);

export const comingText = ({ name, day, days }: Coming): string =>
  joined([name ?? t("file.kind.birthday"), spokenDay(day), days === 0 ? t("file.today") : t("file.in-days", { count: days })]);

export const pieceOf = ({ id, title, price: amount, currency, thumb }: Pinned | Card) => ({
  id, title: title || t("boards.gone"), facts: price(amount, currency), thumb: thumbUrl(thumb),
});

/** A piece of the client's wardrobe, for a look around it. */
export const ownPiece = ({ name, photo }: Extract<Entry, { kind: "wardrobe" }>): OwnPiece => ({
  title: name, said: name, ...(photo ? { image: photo } : {}),
});

/** Why a piece was wanted that came. */
function wantText({ want, piece }: Wanted): string {
  switch (want.kind) {
    case "back":
      return t("want.back");
    case "size":
      return t("want.size", { sizes: want.sizes.join(", ") });
    case "cheaper":
      return t("want.cheaper", { now: price(piece.price, piece.currency), before: price(want.before, piece.currency) });
    case "sought":
      return want.words === "" ? t("want.sought.photo") : t("want.sought", { words: want.words });
  }
}

/** Pieces that came and were wanted, each once with all its reasons. */
export function wantedPieces(wanted: readonly Wanted[]) {
  const pieces = new Map(wanted.map((own) => [own.piece.id, own.piece]));
  return [...pieces.values()].map((piece) => ({
    ...pieceOf(piece),
    facts: joined(wanted.filter((own) => own.piece.id === piece.id).map(wantText)),
  }));
}

export const boughtOf = ({ piece, size, paid }: Kept) => ({
  id: piece.id,
  title: piece.title || t("boards.gone"),
  facts: joined([size, paid === null ? "" : price(paid, piece.currency)]),
  thumb: thumbUrl(piece.thumb),
});

export const sizeText = ({ of, size, count }: { of: string; size: string; count: number }): string =>
  count > 1 ? `${capital(of)} ${size} (${count})` : `${capital(of)} ${size}`;
