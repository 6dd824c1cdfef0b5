// Asks the engine for a page of a search, in the page's language: words that leave theirs open are read in it, and what they
// were read as is told in it.
import { spoken } from "../i18n/spoken.svelte";
import { call } from "../ipc/client";
import type { SearchRequest, SearchResponse } from "../ipc/generated";

export const ask = (request: SearchRequest): Promise<SearchResponse> =>
  call("search", request.text ? { ...request, language: spoken.language } : request);
