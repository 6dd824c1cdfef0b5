// What stands in a client's file, in words.
import { capital, inLine, price, spokenDay, t } from "../i18n";
import { thumbUrl } from "../ipc/client";
import type { Card, Coming, Entry, Kept, Pinned } from "../ipc/generated";

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

export const comingText = ({ name, day, days }: Coming): string =>
  joined([name ?? t("file.kind.birthday"), spokenDay(day), days === 0 ? t("file.today") : t("file.in-days", { count: days })]);

export const pieceOf = ({ id, title, price: amount, currency, thumb }: Pinned | Card) => ({
  id, title: title || t("boards.gone"), facts: price(amount, currency), thumb: thumbUrl(thumb),
});

export const boughtOf = ({ piece, size, paid }: Kept) => ({
  id: piece.id,
  title: piece.title || t("boards.gone"),
  facts: joined([size, paid === null ? "" : price(paid, piece.currency)]),
  thumb: thumbUrl(piece.thumb),
});

export const sizeText = ({ of, size, count }: { of: string; size: string; count: number }): string =>
  count > 1 ? `${capital(of)} ${size} (${count})` : `${capital(of)} ${size}`;
