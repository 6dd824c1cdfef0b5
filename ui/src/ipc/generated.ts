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

export type Attribute = { 
/**
 * The field.
 */
field: TasteField, 
/**
 * Its value.
 */
value: string, };

export type AttributeTaste = { 
/**
 * The field.
 */
field: TasteField, 
/**
 * The value.
 */
value: string, 
/**
 * The weight: above zero draws, below zero repels.
 */
weight: number, 
/**
 * Standard deviation of the weight: how sure it is.
 */
deviation: number, 
/**
 * Likes of products that have it.
 */
likes: number, 
/**
 * Passes of products that have it.
 */
passes: number, 
/**
 * How often less of it was asked for.
 */
less: number, 
/**
 * Whether the quiz chose it.
 */
from_quiz: boolean, 
/**
 * Whether the client set where it begins.
 */
edited: boolean, 
/**
 * Whether the client pinned it.
 */
pinned: boolean, };

export type BackupRequest = { 
/**
 * The file; one that is there is replaced.
 */
file: string, };

export type BackupResponse = { 
/**
 * The file.
 */
file: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Products in it.
 */
products: number, 
/**
 * Clients in it.
 */
profiles: number, 
/**
 * Copied pictures and thumbnails in it.
 */
pictures: number, };

export type Band = "strong" | "fair" | "far";

export type Board = { 
/**
 * Name.
 */
name: string, 
/**
 * Its products in order.
 */
items: Array<Pinned>, };

export type BoardsResponse = { 
/**
 * By name; the favourites are not among them.
 */
boards: Array<Board>, };

export type Budget = { 
/**
 * Lowest price.
 */
min?: number, 
/**
 * Highest price.
 */
max?: number, };

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

export type Card = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How much the client should like it, 0..1, higher is better.
 */
score: number, 
/**
 * What each kind of signal says of it.
 */
components: Components, 
/**
 * What each kind of signal weighs.
 */
weights: Components, 
/**
 * The terms of the score, on the strategy's own scale, on which they add up to `total`.
 */
terms: Array<Term>, 
/**
 * The sum of the terms.
 */
total: number, 
/**
 * Whether it is shown to learn, and not as the best.
 */
explored: boolean, 
/**
 * The probability with which it was dealt, given the cards before it.
 */
propensity: number, 
/**
 * The strategy that dealt it.
 */
strategy: string, 
/**
 * Because of what, in words; the strongest first.
 */
why: Array<string>, 
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
 * Attributes of which less can be asked for.
 */
attributes: Array<Attribute>, 
/**
 * Path of its picture.
 */
image: string | null, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, };

export type CardCounts = { 
/**
 * Cards that were shown.
 */
shown: number, 
/**
 * Those that were swiped.
 */
swiped: number, 
/**
 * Those that were liked.
 */
liked: number, };

export type ChangedWeight = { 
/**
 * Its weight before.
 */
before: number, 
/**
 * Its weight now.
 */
after: number, 
/**
 * The field.
 */
field: TasteField, 
/**
 * Its value.
 */
value: string, };

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

export type Choice = { 
/**
 * Its field.
 */
field: string, 
/**
 * Its value, as it is sent back.
 */
value: string, 
/**
 * Products that have it.
 */
count: number, 
/**
 * Keys of thumbnails of some of them.
 */
thumbs: Array<string>, };

export type Column = "id" | "title" | "image" | "brand" | "category" | "subcategory" | "type" | "gender" | "colours" | "tags" | "styles" | "occasions" | "season" | "sizes" | "price" | "currency" | "stock" | "description" | "year" | "skus";

export type CompleteRequest = { 
/**
 * The product.
 */
id: string, 
/**
 * Pieces a slot; 4 when left out.
 */
limit?: number, 
/**
 * Pieces that stay: their slots are left out, and the others must go with them too.
 */
locked?: Array<string>, 
/**
 * A seed that shuffles the pieces; the best come first when left out.
 */
seed: number | null, 
/**
 * Filters; all of them must hold.
 */
filters?: Array<string>, };

export type CompleteResponse = { 
/**
 * The slot of the product itself; `None` for what is no piece of an outfit.
 */
slot: LookSlot | null, 
/**
 * The other slots, those without pieces left out.
 */
slots: Array<Slot>, };

export type Components = { 
/**
 * Words and facts.
 */
content: number, 
/**
 * Other clients.
 */
collaborative: number, 
/**
 * The picture.
 */
visual: number, };

export type Coverage = { 
/**
 * Products of the catalogue.
 */
products: number, 
/**
 * Those that were on a card of any client.
 */
shown: number, 
/**
 * Those that were on the first page of a search on which a client stayed.
 */
searched: number, };

export type CreateProfileRequest = { 
/**
 * The client's name.
 */
name: string, };

export type DeleteProfileResponse = { 
/**
 * Name of the client.
 */
deleted: string, 
/**
 * Swipes that went with it.
 */
swipes: number, };

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

export type Example = { 
/**
 * The product's id, as it is sent back.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Key of its thumbnail.
 */
thumb: string, };

export type ExportProfileRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The file.
 */
file: string, };

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

export type FavouritesResponse = { 
/**
 * In the client's order.
 */
favourites: Array<Pinned>, };

export type ForgetSearchesRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * Which one; all that were not saved when left out.
 */
key?: number, };

export type Gap = { 
/**
 * Its words; empty for a photo alone.
 */
words: string, 
/**
 * The search.
 */
request: SearchRequest, 
/**
 * How often it was made, over all clients.
 */
times: number, 
/**
 * When it was last made, in milliseconds since 1970.
 */
at: number, 
/**
 * Products that answered.
 */
total: number, 
/**
 * Products of the first page that answered well.
 */
strong: number, };

export type HistoryRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * Most swipes in the answer; 24 when left out.
 */
limit?: number, 
/**
 * Swipes to pass over.
 */
offset?: number, };

export type HistoryResponse = { 
/**
 * All swipes that count.
 */
total: number, 
/**
 * The newest first.
 */
swipes: Array<PastSwipe>, };

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
 * How well it answers beside the rest of the catalogue; `None` when nothing was searched.
 */
band: Band | null, 
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
why: Array<string>, 
/**
 * Ids of the same design in other colours, and of the same picture, best first; empty unless folded.
 */
variants: Array<string>, };

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

export type ImportPreviewRequest = { 
/**
 * A table or a folder of pictures.
 */
source: string, 
/**
 * Folder of the pictures that a table names.
 */
images?: string, 
/**
 * Columns by name, as `field=column`, where they would not be recognised.
 */
map?: Array<string>, };

export type ImportPreviewResponse = { 
/**
 * Kind of source.
 */
format: SourceFormat, 
/**
 * The shop system that wrote it.
 */
shop: ShopSystem | null, 
/**
 * Encoding of a text.
 */
encoding: string | null, 
/**
 * What stands between the columns of a text.
 */
delimiter: string | null, 
/**
 * The sheet of a spreadsheet.
 */
sheet: string | null, 
/**
 * The columns in their order.
 */
columns: Array<PreviewColumn>, 
/**
 * Names of all fields that a column can be mapped to.
 */
fields: Array<Column>, 
/**
 * Rows below the header; several of them may be one product.
 */
rows: number, 
/**
 * Products that were understood.
 */
total: number, 
/**
 * The first of them.
 */
products: Array<Product>, 
/**
 * Products that would be new.
 */
added: number, 
/**
 * Products that would change.
 */
updated: number, 
/**
 * Products that would stay as they are.
 */
unchanged: number, 
/**
 * Products that would go.
 */
removed: number, 
/**
 * Rows that would be left out.
 */
quarantined: number, 
/**
 * The first of them.
 */
left_out: Array<QuarantineEntry>, };

export type ImportProfileRequest = { 
/**
 * The file.
 */
file: string, 
/**
 * Another name for the client than the file says.
 */
name?: string, };

export type ImportRequest = { 
/**
 * A table (.csv, .tsv, .json, .jsonl, .xlsx, …) or a folder of pictures.
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
 * Products that have no picture here and whose catalogue names no file; they are found by words.
 */
without_picture: number, 
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

export type InsightsResponse = { 
/**
 * The client's strategies; cards found elsewhere do not count.
 */
strategies: Array<StrategyRecord>, 
/**
 * The comparison, where two strategies were swiped.
 */
trial: Trial | null, 
/**
 * What became of the client's cards.
 */
cards: CardCounts, 
/**
 * How much of the catalogue anybody has seen.
 */
coverage: Coverage, 
/**
 * The client's last weeks, without gaps, the oldest first; empty while nothing was swiped.
 */
weeks: Array<Week>, 
/**
 * What the client liked most in them.
 */
liked: Array<LikedValue>, 
/**
 * What was searched and hardly found, over all clients.
 */
searches: SearchGaps, };

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

export type LikedValue = { 
/**
 * Field of the product: `type`, `colour`, `style`, `occasion` or `brand`.
 */
field: string, 
/**
 * Its value, as the shop writes it.
 */
value: string, 
/**
 * Liked products that have it, in the weeks that are shown.
 */
likes: number, 
/**
 * The same week by week, beside [`InsightsResponse::weeks`].
 */
weeks: Array<number>, };

export type LookSlot = "top" | "bottom" | "dress" | "outerwear" | "shoes" | "bag" | "accessory";

export type MapCell = { 
/**
 * Its column, from the left.
 */
column: number, 
/**
 * Its row, from above.
 */
row: number, 
/**
 * Products that lie there.
 */
count: number, 
/**
 * Id of the product that stands for them: the one nearest to the cell's middle.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, 
/**
 * What most of them are.
 */
label: string, };

export type MapResponse = { 
/**
 * Columns of the grid.
 */
columns: number, 
/**
 * Rows of the grid.
 */
rows: number, 
/**
 * The cells that hold something, along the rows. Products without an embedding are nowhere.
 */
cells: Array<MapCell>, };

export type Mean = { 
/**
 * The mean.
 */
mean: number, 
/**
 * Lower end of the interval.
 */
low: number, 
/**
 * Upper end.
 */
high: number, };

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

export type NextCardsRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * How many; 10 when left out, 100 at most.
 */
n?: number, 
/**
 * The strategy; the client's own when left out.
 */
strategy?: string, 
/**
 * A seed: equal seeds deal equal cards to an unchanged client.
 */
seed?: number, 
/**
 * An occasion or season that the cards should suit, for instance `party`.
 */
context?: string, 
/**
 * The season as a soft wish; that of the date in the north when left out, none when empty.
 */
season?: string, 
/**
 * Products that must not be dealt: those in the client's hand.
 */
exclude?: Array<string>, };

export type NextCardsResponse = { 
/**
 * The cards in their order.
 */
cards: Array<Card>, 
/**
 * Products from which they were dealt.
 */
pool: number, 
/**
 * The context that counted, the season of the date among it.
 */
context: Array<string>, 
/**
 * Why there are fewer cards than asked for, as a sentence.
 */
short: string | null, 
/**
 * What could be relaxed when there are too few.
 */
relax: Array<Relaxation>, };

export type PastSwipe = { 
/**
 * Its name, by which it can be undone.
 */
swipe_id: string, 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title; empty when the catalogue no longer has it.
 */
title: string, 
/**
 * What was said of it.
 */
verdict: string, 
/**
 * Of what less was wanted.
 */
attribute: Attribute | null, 
/**
 * When, in milliseconds since 1970.
 */
at: number, 
/**
 * The strategy that dealt its card; `None` when the client found it elsewhere.
 */
strategy: string | null, 
/**
 * Probability with which its card was dealt.
 */
propensity: number | null, 
/**
 * Whether its card was shown to learn.
 */
explored: boolean, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, };

export type Pinned = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title; empty when the catalogue no longer has it.
 */
title: string, 
/**
 * The client's note.
 */
note: string, 
/**
 * When it was put there, in milliseconds since 1970.
 */
at: number, 
/**
 * Price in `currency`.
 */
price: number | null, 
/**
 * Currency of the price.
 */
currency: string, 
/**
 * Whether it can be sold now.
 */
in_stock: boolean, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, };

export type PreviewColumn = { 
/**
 * Its name in the header.
 */
header: string, 
/**
 * The field that it fills, if any.
 */
field: Column | null, 
/**
 * Its first values that differ.
 */
samples: Array<string>, };

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
 * Colour names in the shop's own words, the main one first; what they mean is told by [`crate::palette`].
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
 * Picture as the catalogue names it: a path relative to the images' folder, or absolute, or a web address, which
 * only its file's name is taken from.
 */
image: string | null, 
/**
 * Article numbers beside the identifier, those of its variants among them.
 */
skus?: Array<string>, 
/**
 * Fields whose values the shop does not give: `colours`, `category`, `subcategory` and `type`, seen in the picture,
 * and `brand`, read from the title.
 */
inferred?: Array<string>, };

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

export type Profile = { 
/**
 * Name.
 */
name: string, 
/**
 * When it was made, in milliseconds since 1970.
 */
created: number, 
/**
 * Swipes that count.
 */
swipes: number, 
/**
 * Likes among them.
 */
likes: number, 
/**
 * Favourites.
 */
favourites: number, 
/**
 * Whether the quiz was answered.
 */
quiz_done: boolean, 
/**
 * The strategy that chooses its cards.
 */
strategy: string, 
/**
 * The strategy it is compared with, during a trial.
 */
against: string | null, };

export type ProfileRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, };

export type ProfilesResponse = { 
/**
 * The clients in the order in which they were made; the guest is there on first use.
 */
profiles: Array<Profile>, 
/**
 * Name of the guest.
 */
guest: string, 
/**
 * Names of the strategies; the first is the default.
 */
strategies: Array<string>, };

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

export type QuizAnswers = { 
/**
 * Categories, subcategories, types or genders.
 */
categories?: Array<string>, 
/**
 * Colours.
 */
colours?: Array<string>, 
/**
 * Labels.
 */
brands?: Array<string>, 
/**
 * Styles, occasions, seasons or tags; any other words are understood by the model.
 */
styles?: Array<string>, 
/**
 * Sizes that fit: a hard limit.
 */
sizes?: Array<string>, 
/**
 * What may be spent: a hard limit.
 */
budget?: Budget, 
/**
 * Values of any field that are never worn: a hard limit.
 */
never?: Array<string>, 
/**
 * Ids of products that were liked as examples.
 */
examples?: Array<string>, };

export type QuizOptionsResponse = { 
/**
 * Whom for, and what.
 */
categories: Array<Choice>, 
/**
 * Colours.
 */
colours: Array<Choice>, 
/**
 * Labels.
 */
brands: Array<Choice>, 
/**
 * Styles, occasions and seasons.
 */
styles: Array<Choice>, 
/**
 * Sizes, in their order.
 */
sizes: Array<Choice>, 
/**
 * Lowest and highest price.
 */
budget: PriceRange | null, 
/**
 * Currency of the prices.
 */
currency: string, 
/**
 * Products of many kinds to like as examples.
 */
examples: Array<Example>, };

export type QuizRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The answers, which take the place of earlier ones. A step that is left out was skipped.
 */
answers?: QuizAnswers, };

export type RedoResponse = { 
/**
 * The swipe; `None` when there was nothing to redo.
 */
redone: SwipeName | null, 
/**
 * Verdicts that count now.
 */
feedback_count: number, 
/**
 * The taste now.
 */
taste: Taste, };

export type Region = { 
/**
 * Left edge, 0..1.
 */
x: number, 
/**
 * Upper edge, 0..1.
 */
y: number, 
/**
 * Width, above 0, to 1 at most with `x`.
 */
width: number, 
/**
 * Height, above 0, to 1 at most with `y`.
 */
height: number, };

export type Relaxation = { 
/**
 * `sizes`, `budget`, `never` (hard limits of the quiz), `seen` (what was swiped) or `stock`.
 */
what: string, 
/**
 * Products that would come back.
 */
products: number, 
/**
 * What to do, as a sentence.
 */
hint: string, };

export type RememberSearchRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The search; which page of it was looked at does not matter.
 */
request: SearchRequest, };

export type RememberedSearch = { 
/**
 * By which it is saved and forgotten.
 */
key: number, 
/**
 * What it was saved as; `None` when it was not.
 */
name: string | null, 
/**
 * The search, as `search` takes it.
 */
request: SearchRequest, 
/**
 * When it was last made, in milliseconds since 1970.
 */
at: number, 
/**
 * How often it was made.
 */
times: number, 
/**
 * Products that answered the last time.
 */
total: number, 
/**
 * Products of the first page that answered well the last time.
 */
strong: number, };

export type RemoveModelRequest = { 
/**
 * Its name.
 */
name: string, };

export type RestoreRequest = { 
/**
 * The file that a backup wrote.
 */
file: string, };

export type RestoreResponse = { 
/**
 * Products in the catalogue now.
 */
products: number, 
/**
 * Clients now.
 */
profiles: number, 
/**
 * Copied pictures and thumbnails that came with it.
 */
pictures: number, 
/**
 * When the backup was made, in milliseconds since 1970.
 */
created: number, 
/**
 * Folder with what was in the library before, until the next restore; `None` when it was empty.
 */
kept: string | null, 
/**
 * What was checked and repaired on the way, as sentences.
 */
checked: Array<string>, };

export type SaveSearchRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * Which one.
 */
key: number, 
/**
 * Its name; `null` leaves it among the recent ones only.
 */
name: string | null, };

export type SearchGaps = { 
/**
 * Different searches on which clients stayed.
 */
count: number, 
/**
 * Those that nothing answered, the most frequent first.
 */
nothing: Array<Gap>, 
/**
 * Those that nothing answered well, the most frequent first.
 */
weak: Array<Gap>, };

export type SearchRequest = { 
/**
 * Words. What they say no to ("not floral", "without stripes") is taken as in `not`.
 */
text?: string, 
/**
 * Path of a photo.
 */
image?: string, 
/**
 * Paths of further photos; what all of them have in common is sought.
 */
images?: Array<string>, 
/**
 * The part of `image` that counts, as shares of its width and height.
 */
crop?: Region, 
/**
 * Id of a product to be found more like, as if its picture were a photo; it is not among the hits itself.
 */
like?: string, 
/**
 * The photo's share, 0..1, where both are given; 0.5 when left out.
 */
mix?: number, 
/**
 * What must not be found.
 */
not?: Array<string>, 
/**
 * What it is for, an occasion or a season: `work`, `party`, `beach`, `winter` or a word of the shop's own. What
 * suits it comes earlier; nothing is left out.
 */
context?: string, 
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
exact?: boolean, 
/**
 * Show one hit for all colours of a design, with the others in its `variants`.
 */
fold?: boolean, };

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

export type SearchesResponse = { 
/**
 * The newest first, saved ones among them.
 */
recent: Array<RememberedSearch>, 
/**
 * Those that were saved, by name.
 */
saved: Array<RememberedSearch>, };

export type SetBoardRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The board's name; empty for the favourites, so that they can be put in order.
 */
name: string, 
/**
 * All its products in order; `None` deletes the board.
 */
items?: Array<ToPin>, };

export type SetFavouriteRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The product.
 */
product_id: string, 
/**
 * Whether it is one; yes when left out.
 */
favourite?: boolean, 
/**
 * A note; the one that is there stays when left out.
 */
note?: string, };

export type SetSettingRequest = { 
/**
 * Its name.
 */
key: string, 
/**
 * Its value; `null` takes it out.
 */
value: string | null, };

export type SetStrategyRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The strategy; the default when left out.
 */
strategy?: string, 
/**
 * A second strategy: each card is then drawn by one of the two by lot, and `insights` compares them.
 */
against?: string, };

export type SetWeightRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The attribute's field.
 */
field: TasteField, 
/**
 * The attribute's value.
 */
value: string, 
/**
 * The weight, −3..3; `None` leaves it to the swipes again.
 */
weight?: number, 
/**
 * Whether it stays there whatever is swiped; otherwise it only begins there.
 */
pinned?: boolean, };

export type SettingsResponse = { 
/**
 * By their keys.
 */
values: { [key in string]: string }, };

export type ShareBoardRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The board's name; empty for the favourites.
 */
name: string, 
/**
 * The file: `.html` for a page with the pictures in it, anything else for CSV.
 */
file: string, };

export type ShareBoardResponse = { 
/**
 * The file.
 */
file: string, 
/**
 * Products on it.
 */
items: number, };

export type ShopSystem = "shopify" | "woocommerce";

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

export type Slot = { 
/**
 * The slot: top, bottom, outerwear, shoes, bag or accessory.
 */
category: LookSlot, 
/**
 * Pieces, best first.
 */
hits: Array<Hit>, };

export type Sort = "relevance" | "price-asc" | "price-desc" | "newest" | "title";

export type SourceFormat = "csv" | "json" | "jsonl" | "xlsx" | "xls" | "ods" | "folder";

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

export type StrategyRecord = { 
/**
 * The strategy.
 */
strategy: string, 
/**
 * Cards of it that were swiped.
 */
verdicts: number, 
/**
 * Likes among them.
 */
likes: number, 
/**
 * Share of likes with its 95% interval (Wilson, 1927).
 */
rate: Mean, };

export type SwipeName = { 
/**
 * The product.
 */
id: string, 
/**
 * What was said of it.
 */
verdict: string, 
/**
 * The swipe's name.
 */
swipe_id: string, };

export type SwipeRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The product.
 */
product_id: string, 
/**
 * What was said of it.
 */
verdict: Verdict, 
/**
 * Of which attribute less is wanted, where the verdict is `less`.
 */
attribute?: Attribute, 
/**
 * A name for this swipe: sent again, it changes nothing. Made up when left out.
 */
swipe_id?: string, };

export type SwipeResponse = { 
/**
 * The swipe's name.
 */
swipe_id: string, 
/**
 * Verdicts that count now.
 */
feedback_count: number, 
/**
 * What content, other clients and the picture weigh now.
 */
weights: Components, 
/**
 * The weights of the product's attributes, the most changed first.
 */
changed: Array<ChangedWeight>, 
/**
 * The taste now, with its strongest attributes.
 */
taste: Taste, 
/**
 * Whether this swipe was known already, so that nothing changed.
 */
repeated: boolean, };

export type Taste = { 
/**
 * The client's name.
 */
profile: string, 
/**
 * The strategy whose weights these are.
 */
strategy: string, 
/**
 * Verdicts that count.
 */
feedback_count: number, 
/**
 * What content, other clients and the picture weigh.
 */
weights: Components, 
/**
 * Attributes for which there is evidence, the strongest first.
 */
attributes: Array<AttributeTaste>, 
/**
 * The answers to the quiz.
 */
quiz: QuizAnswers, 
/**
 * How many swipes can be redone.
 */
redo: number, };

export type TasteField = "gender" | "category" | "subcategory" | "type" | "colour" | "style" | "occasion" | "season" | "brand" | "tag";

export type Term = { 
/**
 * What it adds.
 */
amount: number, } & ({ "kind": "base" } | { "kind": "attribute" } & Attribute | { "kind": "picture" } | { "kind": "crowd" } | { "kind": "content" } | { "kind": "context" } & Attribute);

export type ToPin = { 
/**
 * The product's id.
 */
id: string, 
/**
 * A note.
 */
note?: string, };

export type Trial = { 
/**
 * The strategy with the higher share of likes.
 */
better: string, 
/**
 * The other.
 */
other: string, 
/**
 * Difference of the shares.
 */
difference: number, 
/**
 * Probability of at least such a difference, either way, if both were equally good (two-proportion z-test).
 */
p_value: number, 
/**
 * What follows, as a sentence.
 */
verdict: string, };

export type UndoRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The swipe; the last one when left out. A swipe that is undone already stays so.
 */
swipe_id?: string, };

export type UndoResponse = { 
/**
 * The swipe; `None` when there was nothing to undo.
 */
undone: SwipeName | null, 
/**
 * Verdicts that count now.
 */
feedback_count: number, 
/**
 * The taste, as if the swipe had not been.
 */
taste: Taste, };

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

export type Verdict = "like" | "pass" | "super" | "less";

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

export type Week = { 
/**
 * Its Monday, at midnight in UTC, in milliseconds since 1970.
 */
start: number, 
/**
 * Likes in it.
 */
likes: number, 
/**
 * Passes in it.
 */
passes: number, };

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
  import_preview: { req: ImportPreviewRequest; res: ImportPreviewResponse; event: Never };
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
  backup: { req: BackupRequest; res: BackupResponse; event: Never };
  restore: { req: RestoreRequest; res: RestoreResponse; event: Never };
  profiles: { req: Empty; res: ProfilesResponse; event: Never };
  create_profile: { req: CreateProfileRequest; res: Profile; event: Never };
  delete_profile: { req: ProfileRequest; res: DeleteProfileResponse; event: Never };
  export_profile: { req: ExportProfileRequest; res: Profile; event: Never };
  import_profile: { req: ImportProfileRequest; res: Profile; event: Never };
  set_strategy: { req: SetStrategyRequest; res: Profile; event: Never };
  quiz_options: { req: Empty; res: QuizOptionsResponse; event: Never };
  quiz: { req: QuizRequest; res: Taste; event: Never };
  next_cards: { req: NextCardsRequest; res: NextCardsResponse; event: Never };
  swipe: { req: SwipeRequest; res: SwipeResponse; event: Never };
  undo: { req: UndoRequest; res: UndoResponse; event: Never };
  redo: { req: ProfileRequest; res: RedoResponse; event: Never };
  taste: { req: ProfileRequest; res: Taste; event: Never };
  set_weight: { req: SetWeightRequest; res: Taste; event: Never };
  favourites: { req: ProfileRequest; res: FavouritesResponse; event: Never };
  set_favourite: { req: SetFavouriteRequest; res: FavouritesResponse; event: Never };
  boards: { req: ProfileRequest; res: BoardsResponse; event: Never };
  set_board: { req: SetBoardRequest; res: BoardsResponse; event: Never };
  share_board: { req: ShareBoardRequest; res: ShareBoardResponse; event: Never };
  history: { req: HistoryRequest; res: HistoryResponse; event: Never };
  insights: { req: ProfileRequest; res: InsightsResponse; event: Never };
  remember_search: { req: RememberSearchRequest; res: SearchesResponse; event: Never };
  searches: { req: ProfileRequest; res: SearchesResponse; event: Never };
  save_search: { req: SaveSearchRequest; res: SearchesResponse; event: Never };
  forget_searches: { req: ForgetSearchesRequest; res: SearchesResponse; event: Never };
  map: { req: Empty; res: MapResponse; event: Never };
  settings: { req: Empty; res: SettingsResponse; event: Never };
  set_setting: { req: SetSettingRequest; res: SettingsResponse; event: Never };
  complete: { req: CompleteRequest; res: CompleteResponse; event: Never };
}
