// The bridge to the StyleNova window. The only file that imports Tauri.
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import type { Bridge, JobEvent } from "./bridge";

export const tauriBridge: Bridge = {
  rpc(name, request, onEvent) {
    const channel = new Channel<JobEvent<typeof name>>(onEvent);
    return invoke("rpc", { cmd: name, req: request, onEvent: channel });
  },
  pastePhoto: () => invoke("paste_photo"),
  savePasted: (name, bytes) => invoke("save_pasted", { name, bytes: Array.from(bytes) }),
  choosePhoto: () => invoke("choose_photo"),
  chooseCatalogue: () => invoke("choose_catalogue"),
  chooseFolder: () => invoke("choose_folder"),
  chooseSave: (kind, name) => invoke("choose_save", { kind, name }),
  chooseBackup: () => invoke("choose_backup"),
  crashReport: () => invoke("crash_report"),
  dismissCrash: () => invoke("dismiss_crash"),
  reportCrash: (text) => invoke("report_crash", { text }),
  zoomPage: (factor) => getCurrentWebview().setZoom(factor),
  photoPreview: (path) => invoke("photo_preview", { path }),
  // The empty path keeps the slashes of the key, which convertFileSrc would escape.
  pictureUrl: (key) => convertFileSrc("", "nova") + key,
  onFileDrag: (listener) =>
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === "drop") listener({ phase: "drop", paths: payload.paths });
      else if (payload.type === "enter") listener({ phase: "over", paths: payload.paths });
      else if (payload.type === "leave") listener({ phase: "leave" });
    }),
};
