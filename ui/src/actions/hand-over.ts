// Writes a client into a file for another library, or a board into a lookbook for whoever it was made for.
import { asCommandError, call } from "../ipc/client";
import { date, t } from "../i18n";
import { spoken } from "../i18n/spoken.svelte";
import type { LookbookTexts, PrintTexts } from "../ipc/generated";
import { boards, favouritesName, lostOf } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { handed, type Handed } from "../state/handed.svelte";
import { settings } from "../state/settings.svelte";
import { several } from "../state/several.svelte";
import { shell } from "../state/shell.svelte";
import { askSave } from "./dialogs";
import { nameOf } from "./edit-clients";

/** A name that every file system takes. */
const offered = (name: string): string => name.replace(/[\s\\/:*?"<>|\p{Cc}]+/gu, " ").trim() || "stylenova";

export async function exportClient(name: string): Promise<void> {
  clients.failure = null;
  try {
    const shown = nameOf(name);
    const file = await askSave("client", offered(shown));
    if (file === null) return;
    await call("export_profile", { profile: name, file });
    handed.last = { kind: "client", name, file };
    shell.announcement = t("clients.exported", { name: shown });
  } catch (thrown) {
    clients.failure = asCommandError(thrown);
  }
}

/** What a lookbook of the board says, in the page's language. */
function lookbookTexts(title: string): LookbookTexts {
  const guest = clients.current === clients.guest;
  return {
    language: spoken.locale,
    right_to_left: spoken.language === "ar",
    title,
    shop: settings.get("shop") ?? "",
    greeting: guest ? t("lookbook.greeting.guest") : t("lookbook.greeting", { name: clients.current }),
    hint: t("lookbook.hint"),
    love: t("lookbook.love"),
    maybe: t("lookbook.maybe"),
    no: t("lookbook.no"),
    word: t("lookbook.word"),
    sizes: t("lookbook.sizes"),
    sold: t("card.sold"),
    total: t("lookbook.total"),
    send: t("lookbook.send"),
    send_hint: t("lookbook.send.hint"),
    save: t("lookbook.save"),
    copy: t("lookbook.copy"),
    footer: t("lookbook.footer", { date: date(Date.now()) }),
  };
}

export const shownName = (board: string): string => (board === favouritesName ? t("boards.favourites") : board);

/** Pieces of boards that `written` pieces of them leave out, because they can no longer be had. */
function leftOut(names: readonly string[], written: number): number {
  const items = names.flatMap((name) => boards.itemsOf(name));
  return Math.max(0, Math.min(lostOf(items), items.length - written));
}

/** Asks where what is made of boards is to be written, under a name that is offered, and writes it there. */
async function write(kind: "board" | "print", title: string, parts: readonly string[], perform: (file: string) => Promise<Omit<Extract<Handed, { kind: "board" }>, "kind" | "name" | "left">>): Promise<void> {
  boards.failure = null;
  const [profile, name] = [clients.current, boards.open];
  try {
    const file = await askSave(kind, offered(title));
    if (file === null) return;
    const written = await perform(file);
    if (profile !== clients.current) return;
    handed.last = { kind: "board", name, ...written, left: leftOut(parts, written.items) };
    shell.announcement = writtenText(handed.last);
  } catch (thrown) {
    if (profile === clients.current) boards.failure = asCommandError(thrown);
  }
}

/** Writes the board in sight: as a lookbook, or as a table where the file is to be one. */
export async function shareBoard(kind: "board" | "print" = "board"): Promise<void> {
  const [profile, board] = [clients.current, boards.open];
  const shown = shownName(board);
  await write(kind, shown, [board], async (file) => {
    if (file.toLowerCase().endsWith(".csv")) {
      const { items } = await call("share_board", { profile, name: board, file });
      return { file, items, what: "table", unprintable: "" };
    }
    const { items, unprintable } = await call("lookbook", { profile, board, file, texts: lookbookTexts(shown) });
    return { file, items, what: "lookbook", unprintable };
  });
}

/** Opens the sheet on which several boards are chosen. */
export function askSeveral(): void {
  const guest = clients.current === clients.guest;
  several.ask(guest ? t("several.offered.guest") : t("several.offered", { name: clients.current }));
}

/** Writes the boards that were chosen as one lookbook. */
export async function shareSeveral(kind: "board" | "print"): Promise<void> {
  const [profile, title] = [clients.current, several.title.trim()];
  const [parts, prices] = [several.chosen.map((board) => ({ board, title: shownName(board) })), several.prices];
  several.open = false;
  await write(kind, title, parts.map(({ board }) => board), async (file) => {
    const { items, unprintable } = await call("lookbook", { profile, parts, prices, file, texts: lookbookTexts(title) });
    return { file, items, what: "lookbook", unprintable };
  });
}

/** Writes price tags of the board in sight, or a list for the fitting room. */
export async function printBoard(what: "tags" | "list"): Promise<void> {
  const [profile, board] = [clients.current, boards.open];
  const title = t(`print.${what}.title`);
  const texts: PrintTexts = {
    language: spoken.locale,
    right_to_left: spoken.language === "ar",
    title,
    client: profile === clients.guest ? shownName(board) : profile,
    time: date(Date.now()),
    sold: t("card.sold"),
  };
  await write("print", `${shownName(board)} – ${title}`, [board], async (file) => {
    const { items, unprintable } = await call("print_board", { profile, board, what, file, texts });
    return { file, items, what, unprintable };
  });
}

/** What of a board was written, in words. */
export function writtenText(written: Handed): string {
  if (written.kind !== "board") return "";
  const { items: count, what } = written;
  return t(what === "tags" ? "print.tags.written" : what === "list" ? "print.list.written" : "boards.shared", { count });
}

/** What is to be known of it beside: pieces that are not in it, letters that no font has. */
export function writtenHint(written: Handed): string {
  if (written.kind !== "board") return "";
  const { left, unprintable } = written;
  const facts = [left > 0 ? t("boards.shared.left", { count: left }) : "", unprintable ? t("print.no-font", { letters: unprintable }) : ""];
  return facts.filter(Boolean).join(" ");
}
