// Files dragged over the page, as the window would tell of them: what they are while they hang over it, and their paths
// once they are dropped and uploaded.
import type { FileDrag } from "../bridge";

/** A name for a file of which only the type is told yet. */
function nameFor(type: string): string {
  if (type.startsWith("image/")) return "file.jpg";
  return type === "application/zip" || type === "application/x-zip-compressed" ? "file.zip" : "file.csv";
}

/** Listens on `target` until the answer is called. */
export function listenForDrops(target: EventTarget, listener: (drag: FileDrag) => void, upload: (file: File) => Promise<string>): () => void {
  const stop = new AbortController();
  let over = "";
  const leave = (): void => {
    over = "";
    listener({ phase: "leave" });
  };
  const on = (name: string, heard: (event: DragEvent) => void): void =>
    target.addEventListener(name, (event) => heard(event as DragEvent), { signal: stop.signal });

  on("dragover", ({ dataTransfer }) => {
    const files = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
    const paths = files.map(({ type }) => nameFor(type));
    // The event comes many times a second.
    if (paths.length === 0 || over === paths.join()) return;
    over = paths.join();
    listener({ phase: "over", paths });
  });
  // Of all elements that are left, the page is left where none is come to.
  on("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null && over !== "") leave();
  });
  on("drop", ({ dataTransfer }) => {
    const files = [...(dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    leave();
    Promise.all(files.map(upload)).then(
      (paths) => listener({ phase: "drop", paths }),
      (failure: unknown) => listener({ phase: "refused", failure }),
    );
  });
  return () => stop.abort();
}
