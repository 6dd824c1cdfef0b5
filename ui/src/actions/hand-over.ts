// Writes a client into a file for another library, or a board into a lookbook for whoever it was made for.
import { asCommandError, call } from "../ipc/client";
import { date, t } from "../i18n";
import { spoken } from "../i18n/spoken.svelte";
import type { LookbookTexts } from "../ipc/generated";
import { boards, favouritesName } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { handed } from "../state/handed.svelte";
import { settings } from "../state/settings.svelte";
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

/** Writes the board in sight: as a lookbook, or as a table where the file is to be one. */
export async function shareBoard(): Promise<void> {
  boards.failure = null;
  const [profile, name] = [clients.current, boards.open];
  try {
    const shown = name === favouritesName ? t("boards.favourites") : name;
    const file = await askSave("board", offered(shown));
    if (file === null) return;
    const written = file.toLowerCase().endsWith(".html")
      ? await call("lookbook", { profile, board: name, file, texts: lookbookTexts(shown) })
      : await call("share_board", { profile, name, file });
    if (profile !== clients.current) return;
    handed.last = { kind: "board", name, file: written.file, items: written.items };
    shell.announcement = t("boards.shared", { count: written.items });
  } catch (thrown) {
    if (profile === clients.current) boards.failure = asCommandError(thrown);
  }
}
