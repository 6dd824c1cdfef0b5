// What Insights says in words and bars.
import { capital, day, inLine, number, percent, t } from "../i18n";
import type { FacetsResponse, InsightsResponse, Taste, Trial } from "../ipc/generated";

export interface Row {
  name: string;
  share: number;
  figure: string;
  low?: number;
  high?: number;
}

/** The commonest values of a field of the collection. */
export function held(facets: FacetsResponse | null, field: string, most: number): Row[] {
  const values = (facets?.fields[field] ?? []).slice(0, most);
  const largest = Math.max(1, ...values.map(({ count }) => count));
  return values.map(({ value, count }) => ({ name: capital(value), share: count / largest, figure: number(count) }));
}

/** The ways of dealing, the default first. */
export const ways = ["nova", "seed", "random", "popularity", "quiz", "greedy", "epsilon-greedy", "linucb", "thompson"] as const;

/** A way of dealing in the page's language; one that this page does not know by its own name. */
export function wayName(way: string): string {
  const known = ways.find((own) => own === way);
  return known ? t(`ways.${known}`) : capital(way);
}

/** What follows from the comparison of two ways. */
export function compared({ better, other, verdict }: Trial): string {
  return verdict === "better" ? t("ways.better", { better: wayName(better), other: wayName(other) }) : t(`ways.${verdict}`);
}

/** How often the cards of each way of dealing were liked, with the interval in which the share lies. */
export const dealt = ({ strategies }: InsightsResponse): Row[] =>
  strategies.map(({ strategy, likes, verdicts, rate }) => ({
    name: wayName(strategy),
    share: rate.mean,
    low: rate.low,
    high: rate.high,
    figure: t("insights.of", { share: percent(rate.mean), likes, count: verdicts }),
  }));

/** A weight from which on a client counts as drawn to something. */
const drawn = 0.15;
/** Share of the collection below which it holds little of something. */
const rare = 0.03;

/** What draws the client and the collection holds little of: a list for the next order. */
export function wanted(taste: Taste | null, facets: FacetsResponse | null, most: number): Row[] {
  if (!taste || !facets) return [];
  const found = taste.attributes.flatMap(({ field, value, weight }) => {
    const values = facets.fields[field];
    if (!values || weight < drawn) return [];
    const count = values.find((known) => known.value.toLowerCase() === value.toLowerCase())?.count ?? 0;
    return count / Math.max(1, facets.total) < rare ? [{ value, weight, count }] : [];
  });
  const strongest = Math.max(...found.map(({ weight }) => weight));
  const rows = found.slice(0, most);
  return rows.map(({ value, weight, count }) => ({ name: capital(value), share: weight / strongest, figure: t("count.pieces", { count }) }));
}

/** What was liked most, each with its likes by week. What all pieces of the collection have in common, such as the brand
 *  of a shop that sells its own, was not chosen and is left out. */
export const likedOverTime = ({ liked }: InsightsResponse, facets: FacetsResponse | null) =>
  liked.filter(({ field }) => facets?.fields[field]?.length !== 1).map(({ field, value, likes, weeks }) => {
    const known = isField(field) ? t(`taste.field.${field}`) : field;
    return { key: `${field} ${value}`, name: capital(value), note: known, values: weeks, sum: likes };
  });

const fields = ["gender", "category", "subcategory", "type", "colour", "style", "occasion", "season", "brand", "tag"] as const;
const isField = (field: string): field is (typeof fields)[number] => fields.some((known) => known === field);

type Gap = InsightsResponse["searches"]["nothing"][number];

/** A gap by a name of its own. */
export const gapKey = ({ words, request }: Gap): string => `${words} ${JSON.stringify(request)}`;

/** Searches that found too little, the most asked first. */
export const gapRows = (gaps: readonly Gap[]): { key: string; words: string; facts: string; times: string }[] =>
  gaps
    .toSorted((one, other) => other.times - one.times || other.at - one.at)
    .map((gap) => ({
      key: gapKey(gap),
      words: gap.words || t("gaps.photo"),
      times: t("gaps.times", { count: gap.times }),
      facts: inLine(
        t("gaps.last", { day: day(gap.at) }),
        gap.total > 0 ? t("gaps.weak", { total: gap.total }) : "",
        ...(gap.request.filters ?? []).map((filter) => filter.replace(/^\w+[=~]/, "").replaceAll(",", ", ")),
      ),
    }));
