// The actions that have a shortcut, in the order in which Settings lists them.
import type { Action } from "./action";
import { choosePhoto } from "./choose-photo";
import { back, close } from "./close";
import { focusSearch, goCatalogue, goSearch, goSettings } from "./go";
import { planFile } from "./plan-import";

export const keyed: readonly Action[] = [
  focusSearch,
  choosePhoto,
  back,
  close,
  goSearch,
  goCatalogue,
  goSettings,
  planFile,
];
