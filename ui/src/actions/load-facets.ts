// Loads the values that the filters can take: of the whole catalogue, or of one field under the other filters.
import { call } from "../ipc/client";
import type { Product } from "../ipc/generated";
import { facets } from "../state/facets.svelte";
import { query, type FacetField } from "../state/query.svelte";
import { fieldFilter, filtersOf } from "../state/request";

/** Loads the colours in which there are pieces like an opened one: of its type, for its wearer. */
export async function loadColoursOfKind({ id, type, gender }: Product): Promise<void> {
  const kind = type ? fieldFilter("type", [type]) : [];
  try {
    const found = await call("facets", { filters: [...kind, ...(gender ? fieldFilter("gender", [gender]) : [])] });
    facets.ofKind = { id, colours: found.fields["colour"] ?? [] };
  } catch {
    // All colours of the catalogue are offered as long as those of the kind are not known.
  }
}

export async function loadFacets(field?: FacetField): Promise<void> {
  try {
    const found = await call("facets", { filters: field ? filtersOf(query, field) : [] });
    if (field) facets.open = { field, values: found.fields[field] ?? [] };
    else facets.all = found;
  } catch {
    // Without facets the search works on; the filters show what was known before.
  }
}
