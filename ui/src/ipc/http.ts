// The bridge to a StyleNova server, for the page in a browser. Its parts are in http/.
import type { Bridge, CommandName, JobEvent, Request, Response } from "./bridge";
import { copyPicture, toggleFullScreen, zoomPage } from "./http/browser";
import { callsTo } from "./http/calls";
import { command } from "./http/commands";
import { listenForDrops } from "./http/drops";
import { accepted, askFile, downloadOf, newDownload, save, upload } from "./http/files";
import { serverOver } from "./http/server";

/** A bridge to the server at `origin`; empty where the page came from it. */
export function httpBridge(origin = ""): Bridge {
  const calls = callsTo(origin);
  const server = serverOver(calls);

  async function chosen(accept: string): Promise<string | null> {
    const file = await askFile(accept);
    return file && upload(calls, file.name, file);
  }

  async function rpc<K extends CommandName>(name: K, request: Request<K>, onEvent: (event: JobEvent<K>) => void): Promise<Response<K>> {
    const answer = await command(calls, name, request, onEvent);
    const made = downloadOf(request);
    if (made) {
      // The browser fetches it by itself, and does not know how to sign in anew.
      await server.session();
      save(`${origin}/api/v1/${made.path}`, made.name);
    }
    return answer;
  }

  return {
    server,
    rpc,
    // Pictures on the clipboard come with the event of pasting alone.
    pastePhoto: async () => null,
    savePasted: async (name, bytes) => ({ path: await upload(calls, name, new Blob([bytes as Uint8Array<ArrayBuffer>])) }),
    choosePhoto: () => chosen(accepted.photo),
    chooseLogo: () => chosen(accepted.logo),
    chooseCatalogue: () => chosen(accepted.table),
    chooseFolder: () => Promise.reject({ code: "Unsupported", message: "a browser chooses no folder of the server", hint: "" }),
    chooseSave: async (kind, name) => newDownload(kind, name),
    chooseBackup: () => chosen(accepted.backup),
    crashReport: async () => null,
    dismissCrash: async () => undefined,
    reportCrash: async (text) => console.error(text),
    copyPicture: (id) => copyPicture(async () => (await calls.fetch(`pictures/picture/${encodeURIComponent(id)}`, { accept: "image/*" })).blob()),
    toggleFullScreen,
    printPage: async () => window.print(),
    zoomPage: async (factor) => zoomPage(factor),
    photoPreview: async (path) => (await calls.json<{ key: string }>("previews", { method: "POST", json: { path } })).key,
    pictureUrl: (key) => `${origin}/api/v1/pictures/${key}`,
    onFileDrag: async (listener) => listenForDrops(window, listener, (file) => upload(calls, file.name, file)),
  };
}
