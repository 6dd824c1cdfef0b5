// What the window does for the page and a browser does otherwise: the clipboard, the full screen, the size of all.
const unsupported = (message: string): object => ({ code: "Unsupported", message, hint: "" });

/** A picture as PNG, the only kind that every clipboard takes. */
async function asPng(picture: Blob): Promise<Blob> {
  if (picture.type === "image/png") return picture;
  const bitmap = await createImageBitmap(picture);
  const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return new Promise((done, failed) => canvas.toBlob((png) => (png ? done(png) : failed(unsupported("the picture could not be drawn")))));
}

export async function copyPicture(fetching: () => Promise<Blob>): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (!clipboard?.write || typeof ClipboardItem === "undefined") throw unsupported("the clipboard takes no pictures here");
  // Safari takes what is promised at once, and not what comes later.
  await clipboard.write([new ClipboardItem({ "image/png": fetching().then(asPng) })]);
}

export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  const page = document.documentElement as { requestFullscreen?: () => Promise<void> };
  if (!page.requestFullscreen) throw unsupported("this browser fills no screen");
  await page.requestFullscreen();
}

export function zoomPage(factor: number): void {
  document.documentElement.style.setProperty("zoom", factor === 1 ? "" : String(factor));
}
