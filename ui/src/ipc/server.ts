// What the page asks of a server beside the commands: who it is there, the shop's devices, and what others change.
// Written by hand after the server's protocol; the commands' own types are generated.ts.
import type { ErrorCode } from "./generated";

export const roles = ["owner", "stylist", "floor", "kiosk"] as const;
export type Role = (typeof roles)[number];

/** Codes of failures that only a server has, and those that only a page in a browser has. */
export type ServerCode = "SignedOut" | "Forbidden" | "TooManyRequests" | "TooLarge" | "WrongCode" | "Unreachable" | "Unsupported";
export type Code = ErrorCode | ServerCode;

/** This device as the server knows it. */
export interface Session {
  device: { id: string; name: string };
  role: Role;
  /** The client of a kiosk. */
  profile: string | null;
  /** The shop's name. */
  shop: string | null;
}

export interface Device {
  id: string;
  name: string;
  role: Role;
  profile: string | null;
  /** Milliseconds since 1970, as `seen_at`. */
  paired_at: number;
  seen_at: number;
  /** It is the one that asks. */
  this: boolean;
}

/** A code by which a device can be added, once. */
export interface PairingCode {
  code: string;
  /** The page's address with the code in its fragment. */
  url: string;
  /** That address as a picture, in SVG. */
  qr_svg: string;
  /** Milliseconds since 1970. */
  expires_at: number;
  /** Of the server's certificate; null where it has none of its own. */
  fingerprint: string | null;
}

/** That a command changed something. */
export interface Changed {
  command: string;
  /** Whose it is; null where it is nobody's. */
  profile: string | null;
  /** Id of the device that did it. */
  device: string;
}

/** Why a device is no longer signed in: its time is over, it was taken off, or it left. */
export type Ended = "over" | "revoked" | "left";

export interface Heard {
  changed(change: Changed): void;
  /** What others did meanwhile was missed: the connection is there again. */
  again(): void;
}

export interface Server {
  /** Who this device is; rejects with `SignedOut` where it is nobody. */
  session(): Promise<Session>;
  /** Adds this device by a code, under a name. */
  pair(code: string, name: string): Promise<Session>;
  /** Has the server forget this device. */
  signOut(): Promise<void>;
  devices(): Promise<Device[]>;
  makeCode(role: Role, profile: string | null): Promise<PairingCode>;
  removeDevice(id: string): Promise<void>;
  /** Listens for changes of all devices; the answer stops listening. */
  listen(heard: Heard): () => void;
  /** Is called whenever this device is found to be signed in no longer. */
  onEnded(listener: (why: Ended) => void): void;
}
