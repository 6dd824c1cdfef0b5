// A server from memory, for tests and the development page: one device that is or is not signed in, others beside it.
import type { Device, Ended, Heard, PairingCode, Role, Server, Session } from "../server";
import { wireError } from "./bridge";

const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21" shape-rendering="crispEdges"><path d="M0 0h7v7h-7zM14 0h7v7h-7zM0 14h7v7h-7zM9 2h2v3h-2zM12 9h5v2h-5zM9 12h3v6h-3zM15 15h4v4h-4zM3 9h4v2h-4z"/></svg>`;

export class FakeServer implements Server {
  /** The code that connects a device; it is typed as people type. */
  readonly code = "K7MP-42XQ";
  signedIn: Session | null;
  readonly others: Device[] = [
    { id: "d2", name: "Tablet at the till", role: "floor", profile: null, paired_at: 1_795_000_000_000, seen_at: 1_795_500_000_000, this: false },
    { id: "d3", name: "iPhone", role: "stylist", profile: null, paired_at: 1_795_100_000_000, seen_at: 1_795_510_000_000, this: false },
  ];
  /** The codes that were made, and for what. */
  readonly made: [role: Role, profile: string | null][] = [];
  private heard = new Set<Heard>();
  private ended: ((why: Ended) => void)[] = [];

  constructor(role: Role | null, profile: string | null = null) {
    this.signedIn = role && { device: { id: "d1", name: "Tablet" }, role, profile, shop: "Maison Aurore" };
  }

  private get now(): Session {
    if (!this.signedIn) throw wireError("SignedOut" as never);
    return this.signedIn;
  }

  session = async (): Promise<Session> => this.now;

  async pair(code: string, name: string): Promise<Session> {
    const plain = (text: string): string => text.replace(/[\s-]/g, "").toUpperCase();
    if (plain(code) !== plain(this.code)) throw wireError("WrongCode" as never, "the code is not known");
    this.signedIn = { device: { id: "d1", name }, role: "stylist", profile: null, shop: "Maison Aurore" };
    return this.signedIn;
  }

  async signOut(): Promise<void> {
    this.end("left");
  }

  async devices(): Promise<Device[]> {
    const { device, role, profile } = this.now;
    return [{ ...device, role, profile, paired_at: 1_795_000_000_000, seen_at: Date.now(), this: true }, ...this.others];
  }

  async makeCode(role: Role, profile: string | null): Promise<PairingCode> {
    this.made.push([role, profile]);
    const url = `https://192.168.1.20:8750/#pair=${this.code}`;
    return { code: this.code, url, qr_svg: square, expires_at: Date.now() + 600_000, fingerprint: "9f2c41d07ab3e655c19f2c41d07ab3e655c19f2c41d07ab3e655c19f2c41d07a" };
  }

  async removeDevice(id: string): Promise<void> {
    this.others.splice(this.others.findIndex((other) => other.id === id), 1);
  }

  listen(heard: Heard): () => void {
    this.heard.add(heard);
    return () => this.heard.delete(heard);
  }

  onEnded(listener: (why: Ended) => void): void {
    this.ended.push(listener);
  }

  /** Lets the page hear that another device did something. */
  tell(command: string, profile: string | null, device = "d2"): void {
    for (const heard of this.heard) heard.changed({ command, profile, device });
  }

  /** Signs the device out, as the server would find it. */
  end(why: Ended): void {
    this.signedIn = null;
    for (const listener of this.ended) listener(why);
  }
}
