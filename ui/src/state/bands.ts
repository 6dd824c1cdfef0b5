// Where one band of relevance ends and the next begins, as far as the pages are here. Pure.
import type { Band, Hit } from "../ipc/generated";

export interface BandBreak {
  /** The first hit of the band. */
  rank: number;
  band: Exclude<Band, "strong">;
}

/** The breaks between hits that are next to each other and both known; `pageSize` hits a page. A break in a gap between
 *  pages comes to light with its page. */
export function bandBreaks(pages: readonly (readonly Hit[] | undefined)[], pageSize: number): BandBreak[] {
  const found: BandBreak[] = [];
  let before: Band | null | undefined;
  pages.forEach((page, number) => {
    const [first, last] = [page?.[0], page?.at(-1)];
    // Hits come in falling order, so a page whose ends agree and that goes on with the band before has no break.
    const uniform = first && last && first.band === last.band && (before === undefined || before === first.band);
    if (!uniform) {
      page?.forEach(({ band }, at) => {
        if (before && band && band !== before && band !== "strong") found.push({ rank: number * pageSize + at, band });
        before = band;
      });
    }
    before = page ? last?.band : undefined;
  });
  return found;
}
