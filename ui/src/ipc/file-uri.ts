// The address of a file on this machine, as other programs take it.

/** Of an absolute path: `/home/a b.jpg` is `file:///home/a%20b.jpg`, `C:\\a.jpg` is `file:///C:/a.jpg` (RFC 8089). */
export function fileUri(path: string): string {
  const parts = path.replaceAll("\\", "/").split("/").map((part) => encodeURIComponent(part).replaceAll("%3A", ":"));
  const joined = parts.join("/");
  return `file://${joined.startsWith("/") ? "" : "/"}${joined}`;
}
