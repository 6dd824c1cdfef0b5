// Writes a client into a file for another library, or a board into a page for whoever it was made for.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { boards, favouritesName } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { handed } from "../state/handed.svelte";
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

/** Writes the board in sight. */
export async function shareBoard(): Promise<void> {
  boards.failure = null;
  const [profile, name] = [clients.current, boards.open];
  try {
    const shown = name === favouritesName ? t("boards.favourites") : name;
    const file = await askSave("board", offered(shown));
    if (file === null) return;
    const written = await call("share_board", { profile, name, file });
    if (profile !== clients.current) return;
    handed.last = { kind: "board", name, ...written };
    shell.announcement = t("boards.shared", { count: written.items });
  } catch (thrown) {
    if (profile === clients.current) boards.failure = asCommandError(thrown);
  }
}
