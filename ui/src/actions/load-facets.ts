// Loads the values that the filters can take: of the whole catalogue, or of one field under the other filters.
import { call } from "../ipc/client";
import { facets } from "../state/facets.svelte";
import { query, type FacetField } from "../state/query.svelte";
import { filtersOf } from "../state/request";

export async function loadFacets(field?: FacetField): Promise<void> {
  try {
    const found = await call("facets", { filters: field ? filtersOf(query, field) : [] });
    if (field) facets.open = { field, values: found.fields[field] ?? [] };
    else facets.all = found;
  } catch {
    // Without facets the search works on; the filters show what was known before.
  }
}
