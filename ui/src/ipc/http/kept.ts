// What this device keeps for itself. How the page looks here, its language, the client at hand and where one was are no
// matter of other devices, so they stay in the browser; the shop's own settings are the server's.
const own = ["theme", "language", "client", "welcomed", "last", "zoom", "pictures"];
const prefix = "stylenova.";

export const isOwn = (key: string): boolean => own.includes(key);

/** Some browsers keep nothing, and say so by throwing. */
function tried<T>(work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(localStorage);
  } catch {
    return otherwise;
  }
}

const unkept = new Map<string, string>();

export function keepOwn(key: string, value: string | null): void {
  if (value === null) unkept.delete(key);
  else unkept.set(key, value);
  tried((storage) => (value === null ? storage.removeItem(prefix + key) : storage.setItem(prefix + key, value)), undefined);
}

/** The settings of the server with this device's own in their place. */
export function withOwn(values: Readonly<Record<string, string>>): Record<string, string> {
  const shops = Object.entries(values).filter(([key]) => !isOwn(key));
  const kept = own.flatMap((key) => {
    const value = tried((storage) => storage.getItem(prefix + key), null) ?? unkept.get(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  // Whoever comes by a server is no stranger to what this is.
  return Object.fromEntries([["welcomed", "true"], ...shops, ...kept]);
}

/** Forgets all that says who was here; how the page looks stays. */
export function forgetOwn(): void {
  for (const key of ["client", "last"]) keepOwn(key, null);
}
