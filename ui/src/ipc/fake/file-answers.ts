// The fake's answers about a client's file: entries are kept, nothing was bought, and nothing is new.
import type { CommandName, Request, Response } from "../bridge";
import type { FileEntry, Profile, WireError } from "../generated";

type Named = "arrivals" | "fit" | "list_clients" | "client_file" | "set_entry" | "remove_entry" | "prepare_visit";
export type FileAnswers = { [K in Named & CommandName]: (request: Request<K>) => Promise<Response<K>> };

const written = Date.UTC(2026, 4, 3);

export function fileAnswers(
  profileOf: (name: string | undefined) => Promise<Profile>,
  profiles: () => Promise<Response<"profiles">>,
): FileAnswers {
  const kept = new Map<string, FileEntry[]>();
  let next = 1;
  const file = async (name: string | undefined) => {
    const profile = await profileOf(name);
    return { profile, entries: kept.get(profile.name) ?? [], purchases: [], sizes: [], last_seen: null };
  };
  return {
    arrivals: async () => ({ since: null, new: 0, changed: 0, clients: [] }),
    fit: async () => ({ fit: null }),
    list_clients: async ({ find = "", sort }) => {
      const all = await profiles();
      const said = (name: string): string => [name, ...(kept.get(name) ?? []).map(({ entry }) => JSON.stringify(entry))].join(" ").toLowerCase();
      const found = all.profiles.filter(({ name }) => said(name).includes(find.trim().toLowerCase()));
      if (sort === "name") found.sort((a, b) => a.name.localeCompare(b.name));
      const open = (name: string): number => (kept.get(name) ?? []).filter(({ entry }) => entry.kind === "follow_up" && !entry.done).length;
      const listed = found.map((profile) => {
        const due = open(profile.name);
        return { ...profile, last_seen: null, birthday: null, due: due > 0 ? { count: due, day: null } : null, found: null };
      });
      return { ...all, profiles: listed };
    },
    client_file: async ({ profile }) => file(profile),
    set_entry: async ({ profile, id, entry }) => {
      if ("text" in entry && entry.kind === "note" && entry.text.trim() === "") {
        const problem = { kind: "rejected", rejection: { kind: "says-nothing", of: "note" } } as const;
        throw { code: "InvalidInput", message: "a note says nothing", hint: "Write something, or remove it.", problem } satisfies WireError;
      }
      const { name } = await profileOf(profile);
      const entries = kept.get(name) ?? [];
      const before = entries.find((own) => own.id === id);
      const made = { id: before?.id ?? next++, at: written, entry };
      kept.set(name, before ? entries.map((own) => (own.id === id ? made : own)) : [...entries, made]);
      return file(profile);
    },
    remove_entry: async ({ profile, id }) => {
      const { name } = await profileOf(profile);
      kept.set(name, (kept.get(name) ?? []).filter((own) => own.id !== id));
      return file(profile);
    },
    prepare_visit: async ({ profile }) => {
      const { entries } = await file(profile);
      const due = entries.filter(({ entry }) => entry.kind === "follow_up" && !entry.done).map((entry) => ({ entry, piece: null, ready: false }));
      return { last_seen: null, coming: [], appointments: [], due, new_count: 0, new: [], wished: [], goes_with: [], sizes: {}, wanted: [] };
    },
  };
}
