// Generated from crates/nova-api by `cargo xtask gen`. Do not edit.

export type AddModelRequest = { 
/**
 * A model's folder, or `owner/name` on the Hugging Face hub.
 */
source: string, 
/**
 * Name to use it under; the folder's or the download's own when left out.
 */
name?: string, 
/**
 * Use the folder where it is and copy nothing.
 */
link?: boolean, 
/**
 * A name by which a download can be cancelled.
 */
job?: string, };

export type CancelRequest = { 
/**
 * The job's name; all jobs when left out.
 */
job?: string, };

export type CancelResponse = { 
/**
 * Names of the jobs that were told to stop.
 */
cancelled: Array<string>, };

export type Check = { 
/**
 * What was looked at.
 */
name: string, 
/**
 * Whether it is sound.
 */
ok: boolean, 
/**
 * What was found, and what to do about it.
 */
detail: string, };

export type DoctorResponse = { 
/**
 * Whether all of it is sound.
 */
ok: boolean, 
/**
 * The single checks.
 */
checks: Array<Check>, };

export type Empty = Record<string, never>;

export type ErrorCode = "ModelMissing" | "ModelInvalid" | "PhotoUnreadable" | "CatalogInvalid" | "DownloadFailed" | "LibraryLocked" | "LibraryTooNew" | "DiskFull" | "Cancelled" | "NotFound" | "InvalidInput" | "Busy" | "Internal";

export type FacetValue = { 
/**
 * The value as the shop writes it most often.
 */
value: string, 
/**
 * Products.
 */
count: number, };

export type FacetsRequest = { 
/**
 * Filters; a field's own filters do not narrow its own counts, so that other values stay to be chosen.
 */
filters?: Array<string>, };

export type FacetsResponse = { 
/**
 * Products under all filters.
 */
total: number, 
/**
 * Values of each field, the most frequent first.
 */
fields: { [key in string]: Array<FacetValue> }, 
/**
 * Prices under all filters.
 */
price: PriceRange | null, };

export type Hit = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How well it answers, 0..1, higher is better; 0 when nothing was searched.
 */
score: number, 
/**
 * Score of the words alone, where there were any.
 */
text_score: number | null, 
/**
 * Score of the photo alone, where there was one.
 */
image_score: number | null, 
/**
 * Price in `currency`.
 */
price: number | null, 
/**
 * Currency of the price.
 */
currency: string, 
/**
 * Label.
 */
brand: string, 
/**
 * Kind of garment.
 */
type: string, 
/**
 * Whom it is made for.
 */
gender: string, 
/**
 * Colours, the main one first.
 */
colours: Array<string>, 
/**
 * Whether it can be sold now.
 */
in_stock: boolean, 
/**
 * Path of its picture.
 */
image: string | null, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, 
/**
 * Why it was found.
 */
why: Array<string>, };

export type ImportDemoRequest = { 
/**
 * A name by which it can be cancelled.
 */
job?: string, };

export type ImportEvent = { 
/**
 * The job's name, for `cancel`.
 */
job: string, 
/**
 * What it is doing.
 */
step: ImportStep, 
/**
 * Things done in this step.
 */
done: number, 
/**
 * Things to do in this step.
 */
total: number, 
/**
 * Rows and files left out so far.
 */
quarantined: number, };

export type ImportRequest = { 
/**
 * A table (.csv, .tsv) or a folder of pictures.
 */
source: string, 
/**
 * Folder of the pictures that a table names; the table's own folder when left out.
 */
images?: string, 
/**
 * Columns by name, as `field=column`, where they would not be recognised.
 */
map?: Array<string>, 
/**
 * Whether to copy the pictures into the library, so that it stands alone.
 */
copy_images?: boolean, 
/**
 * A name by which the import can be cancelled.
 */
job?: string, };

export type ImportResponse = { 
/**
 * Products that are new.
 */
added: number, 
/**
 * Products whose row changed.
 */
updated: number, 
/**
 * Products whose row is as it was.
 */
unchanged: number, 
/**
 * Products that are no longer in the source.
 */
removed: number, 
/**
 * Rows and files that were left out.
 */
quarantined: number, 
/**
 * Pictures that were embedded in this run.
 */
images: number, 
/**
 * Milliseconds.
 */
took_ms: number, 
/**
 * Table of what was left out.
 */
quarantine_file: string | null, };

export type ImportStep = "reading" | "saving" | "embedding" | "indexing" | "downloading" | "checking";

export type IndexKind = "exact" | "hnsw";

export type KnownModel = { 
/**
 * Name of its folder under which it is used.
 */
name: string, 
/**
 * Architecture: `nova_mini`, `clip` or `siglip`.
 */
family: string, 
/**
 * Where it is downloaded from, as `owner/name`; `None` for the one that ships with the app.
 */
source: string | null, 
/**
 * Numbers in an embedding.
 */
dim: number, 
/**
 * Licence of the weights.
 */
licence: string, 
/**
 * Bytes of its files; for a download, about how many.
 */
bytes: number, 
/**
 * What it is good for.
 */
best_at: string, 
/**
 * Whether it is there already.
 */
installed: boolean, };

export type ModelInfo = { 
/**
 * Name, which is its folder's.
 */
name: string, 
/**
 * Architecture: `nova_mini`, `clip` or `siglip`.
 */
family: string, 
/**
 * Numbers in an embedding.
 */
dim: number, 
/**
 * Bytes on disk.
 */
size: number, 
/**
 * Hash of its files.
 */
hash: string, 
/**
 * Where it runs.
 */
device: string, 
/**
 * Whether searches use it.
 */
active: boolean, 
/**
 * Whether it ships with the app, and so cannot be removed.
 */
built_in: boolean, };

export type ModelResponse = { 
/**
 * The model that the request was about.
 */
model: ModelInfo, 
/**
 * All models that can be used now, the active one first.
 */
models: Array<ModelInfo>, };

export type ModelsResponse = { 
/**
 * The models, the active one first.
 */
models: Array<ModelInfo>, 
/**
 * Models that are known to work, with what each is good for.
 */
known: Array<KnownModel>, };

export type Never = never;

export type PriceRange = { 
/**
 * Lowest.
 */
min: number, 
/**
 * Highest.
 */
max: number, };

export type Product = { 
/**
 * The shop's identifier, unique in a catalogue.
 */
id: ProductId, 
/**
 * Name shown to clients.
 */
title: string, 
/**
 * Label or maker.
 */
brand: string, 
/**
 * Widest class, for instance `Apparel`.
 */
category: string, 
/**
 * Class in between, for instance `Topwear`.
 */
subcategory: string, 
/**
 * Finest class, for instance `Shirts`.
 */
type: string, 
/**
 * Whom it is made for, for instance `Women`.
 */
gender: string, 
/**
 * Colour names, the main one first.
 */
colours: Array<string>, 
/**
 * Free labels.
 */
tags: Array<string>, 
/**
 * Style words, for instance `classic`.
 */
styles: Array<string>, 
/**
 * Occasions it suits, for instance `work`.
 */
occasions: Array<string>, 
/**
 * Seasons it suits.
 */
season: Array<string>, 
/**
 * Sizes on offer.
 */
sizes: Array<string>, 
/**
 * Price in units of `currency`; never negative.
 */
price: number | null, 
/**
 * ISO 4217 code or the shop's own sign; empty where unknown.
 */
currency: string, 
/**
 * Pieces in stock; `None` where the shop does not say.
 */
stock: number | null, 
/**
 * Longer text.
 */
description: string, 
/**
 * Year of the collection.
 */
year: number | null, 
/**
 * Picture as the catalogue names it: a path relative to the images' folder, or absolute.
 */
image: string | null, };

export type ProductId = string;

export type ProductRequest = { 
/**
 * The product's id.
 */
id: string, };

export type ProductResponse = { 
/**
 * The product as the shop describes it.
 */
product: Product, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, 
/**
 * Path of its picture.
 */
image: string | null, 
/**
 * Whether search can find it by its picture.
 */
embedded: boolean, };

export type QuarantineEntry = { 
/**
 * Line of the table, counted from 1 with the header.
 */
row: number | null, 
/**
 * The product's id.
 */
id: string | null, 
/**
 * The file in question.
 */
file: string | null, 
/**
 * What is wrong and what to do.
 */
reason: string, };

export type QuarantineRequest = { 
/**
 * Most entries in the answer; 24 when left out.
 */
limit?: number, 
/**
 * Entries to pass over.
 */
offset?: number, };

export type QuarantineResponse = { 
/**
 * How many were left out in all.
 */
total: number, 
/**
 * The page.
 */
entries: Array<QuarantineEntry>, };

export type RemoveModelRequest = { 
/**
 * Its name.
 */
name: string, };

export type SearchRequest = { 
/**
 * Words.
 */
text?: string, 
/**
 * Path of a photo.
 */
image?: string, 
/**
 * The photo's share, 0..1, where both are given; 0.5 when left out.
 */
mix?: number, 
/**
 * What must not be found.
 */
not?: Array<string>, 
/**
 * Filters, for instance `colour=red,blue`; all of them must hold.
 */
filters?: Array<string>, 
/**
 * Order of the hits.
 */
sort?: Sort, 
/**
 * Most hits in the answer; 24 when left out.
 */
limit?: number, 
/**
 * Hits to pass over.
 */
offset?: number, 
/**
 * Never use the approximate index.
 */
exact?: boolean, };

export type SearchResponse = { 
/**
 * Model that answered; `None` when keywords did.
 */
model: string | null, 
/**
 * How many products can be paged through.
 */
total: number, 
/**
 * The page.
 */
hits: Array<Hit>, 
/**
 * Milliseconds that the search took.
 */
took_ms: number, 
/**
 * Why less than the full search served, as a sentence; `None` when all is well.
 */
degraded: string | null, };

export type SimilarRequest = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Most hits in the answer; 24 when left out.
 */
limit?: number, 
/**
 * Hits to pass over.
 */
offset?: number, 
/**
 * Filters; all of them must hold.
 */
filters?: Array<string>, };

export type Sort = "relevance" | "price-asc" | "price-desc" | "newest" | "title";

export type StatsResponse = { 
/**
 * The library's folder.
 */
library: string, 
/**
 * What was imported last.
 */
source: string | null, 
/**
 * Products.
 */
products: number, 
/**
 * Products whose picture could be read.
 */
pictures: number, 
/**
 * Products that search finds by their picture.
 */
embedded: number, 
/**
 * Pictures that wait for their embedding.
 */
pending: number, 
/**
 * Rows and files that the last import left out.
 */
quarantined: number, 
/**
 * The model in use; `None` when it cannot be.
 */
model: ModelInfo | null, 
/**
 * How neighbours are found.
 */
index: IndexKind, 
/**
 * Whether the catalogue is the demo.
 */
demo: boolean, 
/**
 * Whether the demo can be imported.
 */
demo_available: boolean, };

export type UseModelRequest = { 
/**
 * Its name.
 */
name: string, 
/**
 * A name by which it can be cancelled.
 */
job?: string, };

export type UseModelResponse = { 
/**
 * The model in use now.
 */
model: ModelInfo, 
/**
 * Pictures that were embedded in this run.
 */
images: number, 
/**
 * Pictures that could not be.
 */
quarantined: number, 
/**
 * Milliseconds.
 */
took_ms: number, };

export type VerifiedModel = { 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it is whole and works.
 */
ok: boolean, 
/**
 * What was found, and what to do about it.
 */
detail: string, 
/**
 * Architecture; this and what follows only where it is sound.
 */
family: string | null, 
/**
 * Numbers in an embedding.
 */
dim: number | null, 
/**
 * Bytes on disk.
 */
size: number | null, 
/**
 * Hash of its files.
 */
hash: string | null, 
/**
 * Where it runs.
 */
device: string | null, };

export type VerifyModelsRequest = { 
/**
 * One model's name; all of them when left out.
 */
name?: string, };

export type VerifyModelsResponse = { 
/**
 * Whether all of them are whole.
 */
ok: boolean, 
/**
 * The models.
 */
models: Array<VerifiedModel>, };

export type WireError = { 
/**
 * Kind of failure.
 */
code: ErrorCode, 
/**
 * What happened.
 */
message: string, 
/**
 * What to do.
 */
hint: string, };

export interface Commands {
  search: { req: SearchRequest; res: SearchResponse; event: Never };
  similar: { req: SimilarRequest; res: SearchResponse; event: Never };
  product: { req: ProductRequest; res: ProductResponse; event: Never };
  import: { req: ImportRequest; res: ImportResponse; event: ImportEvent };
  import_demo: { req: ImportDemoRequest; res: ImportResponse; event: ImportEvent };
  cancel: { req: CancelRequest; res: CancelResponse; event: Never };
  quarantine: { req: QuarantineRequest; res: QuarantineResponse; event: Never };
  facets: { req: FacetsRequest; res: FacetsResponse; event: Never };
  stats: { req: Empty; res: StatsResponse; event: Never };
  models: { req: Empty; res: ModelsResponse; event: Never };
  add_model: { req: AddModelRequest; res: ModelResponse; event: ImportEvent };
  use_model: { req: UseModelRequest; res: UseModelResponse; event: ImportEvent };
  verify_models: { req: VerifyModelsRequest; res: VerifyModelsResponse; event: Never };
  remove_model: { req: RemoveModelRequest; res: ModelsResponse; event: Never };
  doctor: { req: Empty; res: DoctorResponse; event: Never };
}
