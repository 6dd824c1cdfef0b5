// Every action: those that have a shortcut, in the order in which Settings lists them, and those that the palette lists
// beside them.
import { device } from "../state/device.svelte";
import type { Action } from "./action";
import { makeBackup, restoreBackup } from "./backup";
import { choosePhoto } from "./choose-photo";
import { back, close } from "./close";
import { keepTop } from "./favourite";
import { focusSearch, goBoards, goCatalogue, goClients, goDiscover, goInsights, goSearch, goSettings, goTaste } from "./go";
import { importDemo } from "./import-catalogue";
import { checkLibrary } from "./library";
import { openCommands, openKeys, openLicences } from "./palette";
import { planFile, planFolder } from "./plan-import";
import { answerQuiz } from "./quiz";
import { like, pass, superLike } from "./swipe";
import { redo, undo } from "./undo";
import { fullScreen, print } from "./window";
import { zoomIn, zoomOut, zoomReset } from "./zoom";

export const keyed: readonly Action[] = [
  openCommands,
  openKeys,
  focusSearch,
  choosePhoto,
  back,
  close,
  goDiscover,
  goSearch,
  goBoards,
  goClients,
  goTaste,
  goInsights,
  goCatalogue,
  goSettings,
  planFile,
  pass,
  like,
  superLike,
  keepTop,
  undo,
  redo,
  zoomIn,
  zoomOut,
  zoomReset,
  fullScreen,
  print,
];

export const listed: readonly Action[] = [answerQuiz, planFolder, checkLibrary, makeBackup, restoreBackup, openLicences, importDemo];

/** Those of them that may be done on this device. */
export const allowed = (actions: readonly Action[]): readonly Action[] => actions.filter(({ needs }) => needs === undefined || device.may(needs));

/** Those that a client has whose hands the window is in. */
export const keyedForClients: readonly Action[] = [focusSearch, back, close, goDiscover, goSearch, goBoards, pass, like, superLike, keepTop, undo, redo, zoomIn, zoomOut, zoomReset];
