// What the palette offers beside actions: what elsewhere is a button of its own, where it can be done at the moment.
import { compare } from "../actions/choose";
import { createClient } from "../actions/edit-clients";
import { go } from "../actions/go";
import { askSeveral, printBoard, shareBoard, shownName } from "../actions/hand-over";
import { openPin } from "../actions/kiosk";
import { chooseLanguage } from "../actions/language";
import { chooseTheme } from "../actions/theme";
import { undoImport } from "../actions/undo-import";
import { t } from "../i18n";
import { languageNames, languages, spoken } from "../i18n/spoken.svelte";
import { boards } from "../state/boards.svelte";
import { chosen } from "../state/chosen.svelte";
import { clients } from "../state/clients.svelte";
import { device } from "../state/device.svelte";
import { importing } from "../state/importing.svelte";
import { library } from "../state/library.svelte";
import { question } from "../state/question.svelte";
import { themes } from "../state/theme.svelte";

export interface Entry {
  id: string;
  /** What kind of thing it is, as a word beside the label. */
  kind: string;
  label: string;
  /** Its shortcut as it is printed; empty without one. */
  keys: string;
  perform: () => unknown;
}

const entry = (id: string, label: string, perform: () => unknown, kind = t("palette.action")): Entry => ({ id, kind, label, keys: "", perform });

/** Letters of the longest name that a client can have. */
const longestName = 80;

function askName(): void {
  question.asked = {
    title: t("clients.create"),
    text: t("clients.hint"),
    yes: t("clients.create"),
    no: t("file.leave"),
    field: { label: t("clients.name"), value: "", most: longestName },
    perform: (typed) => {
      clients.draft = typed;
      void createClient();
    },
  };
}

/** What can be made of the board that is open, or was last. */
function ofBoard(): Entry[] {
  if (boards.items.length === 0) return [];
  const made = (id: string, label: string, perform: () => Promise<void>): Entry =>
    entry(id, label, async () => {
      await go("boards");
      await perform();
    }, shownName(boards.open));
  return [
    made("board-lookbook", t("boards.share"), () => shareBoard()),
    made("board-lookbook-print", t("print.lookbook"), () => shareBoard("print")),
    made("board-tags", t("print.tags"), () => printBoard("tags")),
    made("board-list", t("print.list"), () => printBoard("list")),
    ...(boards.list.length > 0 ? [entry("board-several", t("print.several"), () => askSeveral())] : []),
  ];
}

/** What can be done now, in the order in which it is listed. */
export function commands(): Entry[] {
  const idle = importing.job === null;
  return [
    ...(device.may("clients") ? [entry("new-client", t("clients.create"), askName), entry("hand-over", t("kiosk.hand"), () => openPin("hand")), ...ofBoard()] : []),
    ...(chosen.comparable ? [entry("compare", t("chosen.compare"), () => compare())] : []),
    ...(device.may("import") && library.stats?.can_undo_import && idle ? [entry("undo-import", t("import.undo"), () => undoImport())] : []),
    ...themes.map((theme) => entry(`theme ${theme}`, `${t("settings.theme")}: ${t(`settings.theme.${theme}`)}`, () => chooseTheme(theme), t("settings.theme"))),
    ...languages
      .filter((language) => language !== spoken.language)
      .map((language) => entry(`language ${language}`, languageNames[language], () => chooseLanguage(language), t("settings.language"))),
  ];
}
