// The fake's answers to the commands about what is kept: earlier searches, and the window's settings.
import type { CommandName, Request, Response } from "../bridge";
import type { RememberedSearch, SearchesResponse, SearchRequest, SearchResponse } from "../generated";

type Named = "remember_search" | "searches" | "save_search" | "forget_searches" | "settings" | "set_setting" | "set_logo";
export type KeptAnswers = { [K in Named & CommandName]: (request: Request<K>) => Promise<Response<K>> };

export function keptAnswers(search: (request: SearchRequest) => SearchResponse): KeptAnswers {
  const kept = new Map<string, RememberedSearch[]>();
  const settings = new Map<string, string>();
  let keys = 0;

  const of = (profile = "guest"): RememberedSearch[] => kept.get(profile) ?? [];
  const listed = (profile?: string): SearchesResponse => ({
    recent: of(profile).slice(0, 50),
    saved: of(profile).filter(({ name }) => name !== null).toSorted((one, other) => (one.name ?? "").localeCompare(other.name ?? "")),
  });
  const same = ({ offset: _offset, limit: _limit, ...one }: SearchRequest): string => JSON.stringify(Object.entries(one).toSorted());

  return {
    remember_search: async ({ profile = "guest", request }) => {
      const { offset: _offset, limit: _limit, ...asked } = request;
      const known = of(profile).find((search) => same(search.request) === same(asked));
      const { total, hits } = search(asked);
      const strong = hits.filter(({ band }) => band === "strong").length;
      keys += known ? 0 : 1;
      const own: RememberedSearch = { key: known?.key ?? keys, name: known?.name ?? null, request: asked, at: Date.now(), times: (known?.times ?? 0) + 1, total, strong };
      kept.set(profile, [own, ...of(profile).filter(({ key }) => key !== own.key)]);
      return listed(profile);
    },
    searches: async ({ profile }) => listed(profile),
    save_search: async ({ profile = "guest", key, name }) => {
      kept.set(profile, of(profile).map((search) => (search.key === key ? { ...search, name } : search)));
      return listed(profile);
    },
    forget_searches: async ({ profile = "guest", key }) => {
      kept.set(profile, of(profile).filter((search) => (key === undefined ? search.name !== null : search.key !== key)));
      return listed(profile);
    },
    settings: async () => ({ values: Object.fromEntries(settings) }),
    set_setting: async ({ key, value }) => {
      if (value === null) settings.delete(key);
      else settings.set(key, value);
      return { values: Object.fromEntries(settings) };
    },
    set_logo: async ({ file }) => {
      if (file) settings.set("logo", "0123456789abcdef");
      else settings.delete("logo");
      return { values: Object.fromEntries(settings) };
    },
  };
}
