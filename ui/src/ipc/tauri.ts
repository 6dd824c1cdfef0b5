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
  choosePhoto: (words) => invoke("choose_photo", { words }),
  chooseLogo: (words) => invoke("choose_logo", { words }),
  chooseCatalogue: (words) => invoke("choose_catalogue", { words }),
  chooseFolder: (words) => invoke("choose_folder", { words }),
  chooseSave: (kind, name, words) => invoke("choose_save", { kind, name, words }),
  chooseBackup: (words) => invoke("choose_backup", { words }),
  crashReport: () => invoke("crash_report"),
  dismissCrash: () => invoke("dismiss_crash"),
  reportCrash: (text) => invoke("report_crash", { text }),
  copyPicture: (id) => invoke("copy_picture", { id }),
  toggleFullScreen: () => invoke("toggle_full_screen"),
  printPage: () => invoke("print_page"),
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
