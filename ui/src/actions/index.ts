// The actions that have a shortcut, in the order in which Settings lists them.
import type { Action } from "./action";
import { choosePhoto } from "./choose-photo";
import { back, close } from "./close";
import { keepTop } from "./favourite";
import { focusSearch, goBoards, goCatalogue, goClients, goDiscover, goInsights, goSearch, goSettings, goTaste } from "./go";
import { openCommands, openKeys } from "./palette";
import { planFile } from "./plan-import";
import { like, pass, superLike } from "./swipe";
import { redo, undo } from "./undo";
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
];
