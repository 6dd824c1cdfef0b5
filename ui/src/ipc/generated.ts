// Generated from crates/nova-api by `cargo xtask gen`. Do not edit.

export type AddModelRequest = { 
/**
 * A model's folder, a zip of one, or `owner/name` on the Hugging Face hub.
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

export type Advice = "put-model-back" | "copy-model-anew" | "choose-another-photo" | "save-and-drop" | "correct-file" | "look-at-connection" | "close-other" | "update" | "make-room" | "go-on" | "look-again" | "correct" | "wait" | "try-again" | "keep-clients" | "import-again" | "rename-file" | "give-back";

export type Arranged = { 
/**
 * The entry.
 */
entry: FileEntry, 
/**
 * The pieces that are laid out.
 */
pieces: Array<Pinned>, };

export type ArrivalsRequest = { 
/**
 * What came in the last so many days; with the last import that brought anything when left out.
 */
days?: number, 
/**
 * This client alone; everybody when left out.
 */
profile?: string, };

export type ArrivalsResponse = { 
/**
 * Since when, in milliseconds since 1970; `None` where nothing came after the first import.
 */
since: number | null, 
/**
 * Pieces that came since then.
 */
new: number, 
/**
 * Pieces that changed for the better since then.
 */
changed: number, 
/**
 * Clients for whom something came, in the order in which they were made.
 */
clients: Array<Awaited>, };

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
 * Pieces with it that were bought and kept.
 */
bought: number, 
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

export type Awaited = { 
/**
 * The client's name.
 */
profile: string, 
/**
 * The pieces, each once for each reason.
 */
wanted: Array<Wanted>, };

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

export type Because = { 
/**
 * What it adds to the score, as a share of the largest: above 0 and at most 1; `None` for what adds nothing.
 */
share: number | null, } & ({ "kind": "said", 
/**
 * The words.
 */
words: Array<string>, } | { "kind": "looks", 
/**
 * The words, as the query spells them.
 */
words: Array<string>, } | { "kind": "suits", 
/**
 * The occasion or the wish, as the query spells it.
 */
what: string, 
/**
 * What that was read as.
 */
read_as: Array<string>, } | { "kind": "photo" } | { "kind": "view" } | { "kind": "context", 
/**
 * The word of the shop's that says so.
 */
value: string, } | { "kind": "explored" } | { "kind": "picture" } | { "kind": "crowd" } | { "kind": "content" } | { "kind": "attribute" } & Attribute | { "kind": "harmony", 
/**
 * Its own colour.
 */
own: string, 
/**
 * The other piece's colour.
 */
other: string, } | { "kind": "shared" } & Attribute | { "kind": "together" });

export type Board = { 
/**
 * Name.
 */
name: string, 
/**
 * Whether it is a look: pieces that are worn together.
 */
look: boolean, 
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
 * Because of what: first that it is shown to learn, then the strongest.
 */
reasons: Array<Because>, 
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

export type CatalogFault = SourceFault | TableFault;

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

export type ChosenPiece = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title; empty when the catalogue no longer has it.
 */
title: string, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, 
/**
 * Whether it is not shown.
 */
hidden: boolean, 
/**
 * Whether it is shown first.
 */
first: boolean, 
/**
 * The fields that were corrected, with what is true.
 */
corrected: { [key in string]: Array<string> }, };

export type ChosenPiecesResponse = { 
/**
 * By id.
 */
pieces: Array<ChosenPiece>, };

export type ClientFile = { 
/**
 * The client.
 */
profile: Profile, 
/**
 * What is written down, in the order in which it was written.
 */
entries: Array<FileEntry>, 
/**
 * What was bought and kept, the newest first.
 */
purchases: Array<Kept>, 
/**
 * The sizes of that by kind of garment, the commonest first.
 */
sizes: Array<KeptSize>, 
/**
 * When the client swiped, searched or bought last, or an appointment took place, in milliseconds since 1970; `None`
 * before that.
 */
last_seen: number | null, };

export type ClientOrder = "made" | "name" | "last-seen" | "birthday" | "due";

export type ClientsColumn = { 
/**
 * Its name.
 */
column: string, 
/**
 * The field that is read from it; `None` where it is passed over.
 */
field: string | null, };

export type Column = "id" | "title" | "image" | "brand" | "category" | "subcategory" | "type" | "gender" | "colours" | "tags" | "styles" | "occasions" | "season" | "sizes" | "price" | "currency" | "stock" | "description" | "year" | "skus";

export type Coming = { 
/**
 * The day, `YYYY-MM-DD`.
 */
day: string, 
/**
 * Days until then; 0 is today.
 */
days: number, 
/**
 * What it is; `None` for the client's birthday.
 */
name: string | null, };

export type Common = "design" | "kind" | "colour" | "brand";

export type CompleteRequest = { 
/**
 * The product; left out, it is about a piece that is in no catalogue, by `image`, `said` or both.
 */
id?: string, 
/**
 * A photo of the piece.
 */
image?: string, 
/**
 * The part of the photo that shows it.
 */
crop?: Region, 
/**
 * What the piece is: "Camel coat".
 */
said?: string, 
/**
 * Pieces a slot; 4 when left out. From more than a hundred on everything that can be worn with the product is in
 * order, a second layer, a second accessory, and a dress beside top and bottom too.
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
filters?: Array<string>, 
/**
 * The client for whom it is: only what comes in a size of theirs.
 */
profile?: string, 
/**
 * What the first pieces of all slots may cost together, in the catalogue's currency.
 */
budget?: number, };

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

export type ContactChannel = "email" | "telephone" | "address" | "other";

export type Contradiction = { "of": "price", 
/**
 * Lowest price.
 */
min: number, 
/**
 * Highest price.
 */
max: number, } | { "of": "refused", 
/**
 * Facet of both.
 */
facet: Facet, 
/**
 * Id of both.
 */
id: string, };

export type Corrected = "colours" | "type" | "category" | "subcategory";

export type Correction = { 
/**
 * The word as it stands in the text.
 */
said: string, 
/**
 * The word that it was read as.
 */
meant: string, 
/**
 * First byte in the text.
 */
start: number, 
/**
 * The byte after the last one.
 */
end: number, };

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

export type DateOrder = "day" | "month";

export type Degraded = { "kind": "pending", 
/**
 * How many.
 */
pictures: number, } | { "kind": "model", 
/**
 * What went wrong with it, as its crate tells it.
 */
detail: string, };

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

export type DownloadFault = { "kind": "missing", 
/**
 * The server.
 */
server: string, 
/**
 * The file.
 */
file: string, } | { "kind": "damaged", 
/**
 * The file.
 */
file: string, } | { "kind": "failed", 
/**
 * The server.
 */
server: string, 
/**
 * The file.
 */
file: string, 
/**
 * What the connection says.
 */
detail: string, };

export type Due = { 
/**
 * The entry.
 */
entry: FileEntry, 
/**
 * The product that it is about.
 */
piece: Pinned | null, 
/**
 * Whether the product can be sold now in the size that is waited for.
 */
ready: boolean, };

export type Empty = Record<string, never>;

export type EndKioskRequest = { 
/**
 * The PIN.
 */
pin: string, };

export type Entry = { "kind": "contact", 
/**
 * The way.
 */
channel: ContactChannel, 
/**
 * The address or number.
 */
value: string, } | { "kind": "birthday", 
/**
 * `YYYY-MM-DD`, or `--MM-DD` where the year is not known (RFC 6350).
 */
day: string, } | { "kind": "occasion", 
/**
 * What it is.
 */
name: string, 
/**
 * The day.
 */
day: string, } | { "kind": "size", 
/**
 * The size as shops write it.
 */
size: string, 
/**
 * Of what: a kind of garment; of all where left out.
 */
of?: string, 
/**
 * By which label; by all where left out.
 */
brand?: string, } | { "kind": "avoid", 
/**
 * The value.
 */
what: string, } | { "kind": "note", 
/**
 * What it says.
 */
text: string, } | { "kind": "wardrobe", 
/**
 * What it is.
 */
name: string, 
/**
 * The path of a photo of it that the library keeps.
 */
photo?: string, } | { "kind": "appointment", 
/**
 * The day, `YYYY-MM-DD`.
 */
day: string, 
/**
 * The time, `HH:MM`.
 */
time?: string, 
/**
 * What it is for.
 */
text: string, 
/**
 * Products that are laid out for it.
 */
pieces: Array<string>, 
/**
 * Whether it took place.
 */
done: boolean, } | { "kind": "follow_up", 
/**
 * What is to be done.
 */
text: string, 
/**
 * By when, `YYYY-MM-DD`.
 */
day?: string, 
/**
 * The product that it is about.
 */
product?: string, 
/**
 * The size that is waited for.
 */
size?: string, 
/**
 * Whether it was done.
 */
done: boolean, } | { "kind": "consent", 
/**
 * To what.
 */
to: string, 
/**
 * Whether it was given.
 */
given: boolean, };

export type ErrorCode = "ModelMissing" | "ModelInvalid" | "PhotoUnreadable" | "CatalogInvalid" | "DownloadFailed" | "LibraryLocked" | "LibraryTooNew" | "DiskFull" | "Cancelled" | "NotFound" | "InvalidInput" | "Busy" | "DatabaseUnreachable" | "Kiosk" | "Internal";

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

export type Facet = "kind" | "colour" | "pattern" | "material" | "fit" | "length" | "detail" | "wearer" | "occasion" | "style" | "season" | "brand";

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

export type FailedPicture = { 
/**
 * A product that it belongs to.
 */
id: string, 
/**
 * Where it should be.
 */
address: string, 
/**
 * Why it is not here, in English.
 */
reason: string, 
/**
 * The same as a fact.
 */
why: FetchFault, };

export type FavouritesResponse = { 
/**
 * In the client's order.
 */
favourites: Array<Pinned>, };

export type FetchFault = { "kind": "address" } | { "kind": "local" } | { "kind": "no-host", 
/**
 * Its name.
 */
host: string, } | { "kind": "status", 
/**
 * The status of HTTP.
 */
status: number, } | { "kind": "come-back", 
/**
 * Seconds.
 */
seconds: number, } | { "kind": "redirects" } | { "kind": "too-large", 
/**
 * Megabytes that are read.
 */
megabytes: number, } | { "kind": "too-slow" } | { "kind": "cut" } | { "kind": "connection" } | { "kind": "picture", 
/**
 * Why.
 */
fault: PictureFault, };

export type FetchPicturesRequest = { 
/**
 * Only say what would be downloaded; no connection is opened.
 */
dry_run?: boolean, 
/**
 * A name by which the download can be cancelled.
 */
job?: string, };

export type FetchPicturesResponse = { 
/**
 * Pictures that the catalogue names by an address and that were not here.
 */
wanted: number, 
/**
 * Pictures that arrived.
 */
fetched: number, 
/**
 * Pictures that did not, at most a thousand.
 */
failed: Array<FailedPicture>, 
/**
 * Bytes that arrived.
 */
bytes: number, 
/**
 * The machines that are asked, those of the most pictures first.
 */
hosts: Array<PictureHost>, 
/**
 * Milliseconds.
 */
took_ms: number, };

export type FileEntry = { 
/**
 * Its number.
 */
id: number, 
/**
 * When it was written, in milliseconds since 1970.
 */
at: number, 
/**
 * What it says.
 */
entry: Entry, };

export type FilePart = "contact" | "occasion" | "size" | "avoid" | "note" | "piece" | "follow-up" | "consent";

export type FilterError = { "kind": "no-operator", 
/**
 * The filter.
 */
filter: string, } | { "kind": "unknown-field", 
/**
 * The name that was given.
 */
field: string, } | { "kind": "not-a-number", 
/**
 * Field of the filter.
 */
field: string, 
/**
 * What stood where the number should.
 */
value: string, } | { "kind": "operator", 
/**
 * Field of the filter.
 */
field: string, 
/**
 * Operator as written.
 */
operator: string, } | { "kind": "no-value", 
/**
 * The filter.
 */
filter: string, };

export type Finding = { "kind": "catalogue", 
/**
 * Products in it.
 */
products: number, } | { "kind": "clients", 
/**
 * Clients in it.
 */
profiles: number, } | { "kind": "other-model" } | { "kind": "learnt" };

export type Fit = { "kind": "here", 
/**
 * The sizes.
 */
sizes: Array<string>, } | { "kind": "sold_out", 
/**
 * The sizes.
 */
sizes: Array<string>, } | { "kind": "other" };

export type FitRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The product's id.
 */
id: string, };

export type FitResponse = { 
/**
 * `None` where the piece has no sizes, or one for all, or nothing is known of the client's.
 */
fit: Fit | null, };

export type ForgetColumnsRequest = { 
/**
 * The headings of the table, in their order.
 */
headers: Array<string>, };

export type ForgetColumnsResponse = { 
/**
 * The columns, as `field=column`, that had been named for a table with these headings.
 */
forgotten: Array<string>, };

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

export type GoesWith = { 
/**
 * What was bought.
 */
bought: Kept, 
/**
 * A piece for each other slot of an outfit, in the client's size.
 */
slots: Array<Slot>, };

export type Grasp = "whole" | "part" | "nothing";

export type Happened = Problem | WindowProblem;

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
 * Key of the thumbnail of the further picture by which it was found, where that is nearer to the photo than its first.
 */
view?: string, 
/**
 * Why it was found.
 */
reasons: Array<Reason>, 
/**
 * Ids of the same design in other colours, and of the same picture, best first; empty unless folded.
 */
variants: Array<string>, };

export type ImportChange = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The field.
 */
field: Column, 
/**
 * What it is, as a table would hold it.
 */
before: string, 
/**
 * What it would be.
 */
after: string, };

export type ImportClientsRequest = { 
/**
 * The table.
 */
file: string, 
/**
 * Columns by their names, as `field=column`; the fields are name, first_name, last_name, email, phone, address,
 * birthday, size, avoid and note; with no field, a column is passed over.
 */
map?: Array<string>, 
/**
 * What comes first in birthdays such as 03/04/1990, where the file does not tell.
 */
dates?: DateOrder, 
/**
 * Who of the table is which client, by [`UnclearPerson::person`]: one of the library, or a new one by a name that no
 * client has; an empty name leaves the person out.
 */
people?: { [key in string]: string }, 
/**
 * Whether to count only, and change nothing.
 */
dry_run?: boolean, 
/**
 * A name by which it can be cancelled.
 */
job?: string, };

export type ImportClientsResponse = { 
/**
 * Rows that name somebody.
 */
rows: number, 
/**
 * Clients who were not there before.
 */
new_clients: number, 
/**
 * Clients of the library among them.
 */
known_clients: number, 
/**
 * Entries that their files did not have yet.
 */
entries: number, 
/**
 * Rows and cells that could not be used.
 */
quarantined: number, 
/**
 * The first of those.
 */
left_out: Array<LeftOutLine>, 
/**
 * The same in English sentences.
 */
reasons: Array<string>, 
/**
 * A birthday that can be read in two ways, where the file does not tell which; `dates` answers.
 */
unclear_date: string | null, 
/**
 * People who may or may not be a client; `people` answers, and until then they are left out.
 */
unclear_people: Array<UnclearPerson>, 
/**
 * The columns of the table in their order.
 */
columns: Array<ClientsColumn>, };

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

export type ImportLooksRequest = { 
/**
 * A table with the columns `look` and `id`, or with a product and those that the shop shows beside it.
 */
file: string, 
/**
 * A name by which it can be cancelled.
 */
job?: string, };

export type ImportLooksResponse = { 
/**
 * Looks in the file.
 */
looks: number, 
/**
 * Pieces of them, each once a look.
 */
pieces: number, 
/**
 * Products that the catalogue does not have; they are kept for when it does.
 */
unknown_products: number, 
/**
 * What all looks of the library teach.
 */
learnt: LearntLooks, };

export type ImportOrdersRequest = { 
/**
 * The table.
 */
file: string, 
/**
 * Columns by their names, as `field=column`; the fields are date, client, phone, email, product, sku, quantity, price,
 * size, status and order.
 */
map?: Array<string>, 
/**
 * What comes first in dates such as 03/04/2025, where the file does not tell.
 */
dates?: DateOrder, 
/**
 * Who of those who ordered is which client, by [`UnclearPerson::person`]; an empty name is nobody of the library.
 */
people?: { [key in string]: string }, 
/**
 * Whether to count only, and change nothing.
 */
dry_run?: boolean, 
/**
 * A name by which it can be cancelled.
 */
job?: string, };

export type ImportOrdersResponse = { 
/**
 * Orders with lines that were not known yet.
 */
orders: number, 
/**
 * Lines that were not known yet.
 */
lines: number, 
/**
 * Lines that came in with an earlier file.
 */
known_lines: number, 
/**
 * Clients of the library among those who ordered.
 */
clients: number, 
/**
 * Products that the catalogue does not have; what was bought of them is kept for when it does.
 */
unknown_products: number, 
/**
 * Rows that could not be read.
 */
quarantined: number, 
/**
 * The first of those rows.
 */
left_out: Array<LeftOutLine>, 
/**
 * The same in English sentences.
 */
reasons: Array<string>, 
/**
 * The first and the last day, in milliseconds since 1970; `None` where there are no dates.
 */
span: [number, number] | null, 
/**
 * A date that can be read in two ways, where the file does not tell which; `dates` answers.
 */
unclear_date: string | null, 
/**
 * People of whom it is not clear whether they are clients; `people` answers, and until then they count as nobody.
 */
unclear_people: Array<UnclearPerson>, 
/**
 * The columns that were read.
 */
columns: Array<OrdersColumn>, 
/**
 * All columns of the table.
 */
header: Array<string>, };

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
 * Columns by name, as `field=column`, where they would not be recognised; `unused=column` where one is to fill nothing.
 */
map?: Array<string>, 
/**
 * Whether the source names a part of the catalogue; where nothing is said, whether it looks so.
 */
update?: boolean, };

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
 * The headings by which it is known.
 */
marks: Array<string>, 
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
 * How rows make products.
 */
grouping: PreviewGrouping, 
/**
 * Variants over all products.
 */
variants: number, 
/**
 * The columns, as `field=column`, that were named earlier for a file with the same headings.
 */
learnt: Array<string>, 
/**
 * Whether the changes are those of an update.
 */
update: boolean, 
/**
 * Whether the source says so little of its products that it is only good for an update.
 */
partial: boolean, 
/**
 * The first changes of an update.
 */
changes: Array<ImportChange>, 
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
 * Columns by name, as `field=column`, where they would not be recognised; `unused=column` where one is to fill nothing.
 */
map?: Array<string>, 
/**
 * Whether to copy the pictures into the library, so that it stands alone.
 */
copy_images?: boolean, 
/**
 * Whether the source names a part of the catalogue: what it names changes, and nothing is removed.
 */
update?: boolean, 
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

export type ImportStep = "reading" | "saving" | "embedding" | "indexing" | "downloading" | "checking" | "fetching" | "learning";

export type IndexKind = "exact" | "parts" | "hnsw";

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

export type Instead = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Price in `currency`.
 */
price: number | null, 
/**
 * Currency of the price.
 */
currency: string, 
/**
 * Key of its thumbnail.
 */
thumb: string | null, 
/**
 * What it has in common with the other, the most telling first; never empty.
 */
common: Array<Common>, 
/**
 * Its main colour, where that is known of both and another.
 */
colour: string | null, };

export type InsteadRequest = { 
/**
 * Their ids; those that the catalogue does not have are passed over.
 */
ids: Array<string>, };

export type InsteadResponse = { 
/**
 * By the id of the product that is sold out; those that are in stock, and those that nothing can stand for, are not in it.
 */
instead: { [key in string]: Instead }, };

export type Kept = { 
/**
 * The product; its note is empty, and `at` is when it was bought.
 */
piece: Pinned, 
/**
 * How many.
 */
quantity: number, 
/**
 * The price that was paid for one.
 */
paid: number | null, 
/**
 * The size; empty where none is told.
 */
size: string, };

export type KeptSize = { 
/**
 * The kind of garment.
 */
of: string, 
/**
 * The size.
 */
size: string, 
/**
 * How many were kept in it.
 */
count: number, };

export type KioskResponse = { 
/**
 * Whether a PIN is set.
 */
pin_set: boolean, 
/**
 * The client who has the window; `None` while the stylist has it.
 */
client: string | null, 
/**
 * Milliseconds until another PIN is listened to, after wrong ones.
 */
wait_ms: number, };

export type KioskVisit = { 
/**
 * The client's name.
 */
client: string, 
/**
 * For how many milliseconds it was theirs.
 */
took_ms: number, 
/**
 * Swipes that count, and likes among them.
 */
swipes: number, 
/**
 * Likes among the swipes.
 */
likes: number, 
/**
 * Favourites that were added.
 */
favourites: number, 
/**
 * Whether the quiz was answered for the first time.
 */
quiz: boolean, };

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
 * What others measured of it, and where that stands.
 */
published: string | null, 
/**
 * Whether it is there already.
 */
installed: boolean, };

export type Language = "en" | "fr" | "de" | "es" | "zh" | "ar";

export type LearnFigures = { 
/**
 * A piece's title and colour find its picture at the first place among all pictures.
 */
title_colour_recall_at_1: number | null, 
/**
 * The same among the first ten.
 */
title_colour_recall_at_10: number | null, 
/**
 * A piece's description finds its picture among the first ten of all.
 */
description_recall_at_10: number | null, 
/**
 * Of the five held-out pictures nearest to a colour and a kind, the share that has both.
 */
colour_type_precision_at_5: number | null, 
/**
 * Of the five held-out pictures nearest to one, of other designs, the share of the same kind.
 */
image_type_precision_at_5: number | null, 
/**
 * Of the ten held-out pictures nearest to a sentence in plain words, the share that answers it.
 */
free_language_precision_at_10: number | null, 
/**
 * Of the ten held-out pictures that a general caption finds, the share that it found by the model alone.
 */
general_captions_kept_at_10: number | null, };

export type LearnOutcome = "adopted" | "measured" | "not_better" | "worse_elsewhere" | "too_few" | "too_little_text" | "off";

export type LearnRequest = { 
/**
 * Measure only, and adopt nothing.
 */
dry_run?: boolean, 
/**
 * Go back to the model as it came, and stay with it until learning is asked for again.
 */
off?: boolean, 
/**
 * A name by which it can be cancelled.
 */
job?: string, };

export type LearnResponse = { 
/**
 * Pieces that there was something to learn of.
 */
pieces: number, 
/**
 * Distinct texts that they are described with.
 */
texts: number, 
/**
 * Pieces that were held out.
 */
held_out: number, 
/**
 * How the held-out pieces are found by the model alone.
 */
before: LearnFigures, 
/**
 * How they are found by what was learnt; where nothing was, as before.
 */
after: LearnFigures, 
/**
 * Whether it is searched with from now on.
 */
adopted: boolean, 
/**
 * Why, or why not.
 */
outcome: LearnOutcome, 
/**
 * Milliseconds.
 */
took_ms: number, };

export type LearningResponse = { 
/**
 * Whether searches use what was learnt.
 */
active: boolean, 
/**
 * Whether the model is used as it came because someone wished it.
 */
off: boolean, 
/**
 * Whether it is being learnt now.
 */
running: boolean, 
/**
 * What came of the last time.
 */
last: LearnResponse | null, 
/**
 * Why what was learnt is left aside.
 */
left_aside: LearntLeftAside | null, };

export type LearntLeftAside = "damaged" | "newer" | "other_model" | "unreadable";

export type LearntLooks = { 
/**
 * Pairs of pieces that were learnt from.
 */
pairs: number, 
/**
 * Looks that were held out.
 */
held_out: number, 
/**
 * Where their true partners stood before among the pieces of their slot: 0.5 is chance, 1 the first place; `None`
 * where there are too few looks.
 */
before: number | null, 
/**
 * Where they stand by what was learnt.
 */
after: number | null, 
/**
 * The same by the slot of the partner, for slots with a pair.
 */
by_slot: Array<LearntOfSlot>, 
/**
 * Whether it is used.
 */
adopted: boolean, };

export type LearntOfSlot = { 
/**
 * The slot.
 */
slot: LookSlot, 
/**
 * Pairs whose partner is of it.
 */
pairs: number, 
/**
 * Their mean percentile before.
 */
before: number, 
/**
 * Their mean percentile by what was learnt.
 */
after: number, };

export type LeftOut = { "kind": "row", 
/**
 * Why.
 */
fault: RowFault, } | { "kind": "file", 
/**
 * Why.
 */
problem: Problem, } | { "kind": "leads-out" } | { "kind": "link-leads-out" } | { "kind": "not-there", 
/**
 * The folder of the pictures.
 */
folder: string, } | { "kind": "not-read" } | { "kind": "closed-folder", 
/**
 * What the system says.
 */
system: string, } | { "kind": "no-product" };

export type LeftOutLine = { 
/**
 * The row, counted from 1 with the headings.
 */
row: number, 
/**
 * Why.
 */
fault: LineFault, };

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

export type Limit = "budget" | "sizes" | "never" | "seen" | "stock";

export type LineFault = { "kind": "no-date", 
/**
 * The cell.
 */
text: string, } | { "kind": "no-birthday", 
/**
 * The cell.
 */
text: string, } | { "kind": "no-quantity", 
/**
 * The cell.
 */
text: string, } | { "kind": "no-product" } | { "kind": "nobody" } | { "kind": "other-birthday", 
/**
 * The client.
 */
name: string, } | { "kind": "full-file", 
/**
 * The client.
 */
name: string, } | { "kind": "row", 
/**
 * Why.
 */
fault: RowFault, } | { "kind": "rejected", 
/**
 * Why.
 */
rejection: Rejection, } | { "kind": "other", 
/**
 * What, in English.
 */
detail: string, };

export type ListClientsRequest = { 
/**
 * Words that all stand in a client's name or file, or begin a word there; everybody when left out.
 */
find?: string, 
/**
 * The order.
 */
sort?: ClientOrder, };

export type ListClientsResponse = { 
/**
 * The clients in order.
 */
profiles: Array<ListedClient>, 
/**
 * Name of the guest.
 */
guest: string, 
/**
 * Names of the strategies; the first is the default.
 */
strategies: Array<string>, };

export type ListedClient = { 
/**
 * When the client was seen last, in milliseconds since 1970; `None` before that.
 */
last_seen: number | null, 
/**
 * The next birthday, if it is known.
 */
birthday: Coming | null, 
/**
 * What is to be done; `None` where nothing is.
 */
due: OpenTasks | null, 
/**
 * The first entry of the file in which a word was found that is not in the name.
 */
found: FileEntry | null, 
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

export type LookSlot = "top" | "bottom" | "dress" | "outerwear" | "shoes" | "bag" | "accessory";

export type LookbookPart = { 
/**
 * The board's name; empty for the favourites.
 */
board: string, 
/**
 * Its heading.
 */
title: string, };

export type LookbookRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The board's name; empty for the favourites.
 */
board?: string, 
/**
 * Several boards in place of one, such as looks: each is a part with a heading.
 */
parts?: Array<LookbookPart>, 
/**
 * The file: a page for a telephone where its name ends in `.html`, pages to print where it ends in `.pdf`.
 */
file: string, 
/**
 * Whether prices stand in it; they do when left out.
 */
prices?: boolean, 
/**
 * What it says.
 */
texts: LookbookTexts, };

export type LookbookResponse = { 
/**
 * The file.
 */
file: string, 
/**
 * Pieces in it.
 */
items: number, 
/**
 * What stands in a page for a telephone, by which its answers are known. Printed pages have none.
 */
lookbook: string | null, 
/**
 * Characters that no font on this machine has, for which printed pages have a frame.
 */
unprintable: string, };

export type LookbookTexts = { 
/**
 * The language, as a tag of BCP 47.
 */
language: string, 
/**
 * Whether lines run from right to left.
 */
right_to_left: boolean, 
/**
 * The board's name as it is shown.
 */
title: string, 
/**
 * The shop's name; empty where it has none.
 */
shop: string, 
/**
 * Such as "For Ada".
 */
greeting: string, 
/**
 * What the reader is asked for.
 */
hint: string, 
/**
 * The three answers.
 */
love: string, 
/**
 * It might be worn.
 */
maybe: string, 
/**
 * It is not wanted.
 */
no: string, 
/**
 * Stands in the field for a word about a piece.
 */
word: string, 
/**
 * Stands before the sizes.
 */
sizes: string, 
/**
 * Stands beside what is sold out.
 */
sold: string, 
/**
 * Stands before the sum of all prices.
 */
total: string, 
/**
 * Heading of the part that sends answers back.
 */
send: string, 
/**
 * How they are sent.
 */
send_hint: string, 
/**
 * Saves them as a file.
 */
save: string, 
/**
 * Copies them as a code.
 */
copy: string, 
/**
 * The last line.
 */
footer: string, };

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
 * Why it computes there, as a clause in English; it tells where `STYLENOVA_DEVICE` asks for what there is not.
 */
device_reason: string, 
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

export type NewerVersion = { 
/**
 * Its number.
 */
version: string, 
/**
 * What is said about it; may be empty.
 */
notes: string, };

export type NewerVersionResponse = { 
/**
 * The one there is; `null` where this is the newest that is known of.
 */
newer: NewerVersion | null, };

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
 * Why there are fewer cards than asked for.
 */
short: Shortage | null, 
/**
 * What could be relaxed when there are too few.
 */
relax: Array<Relaxation>, };

export type OpenTasks = { 
/**
 * How many appointments from today on and follow-ups there are.
 */
count: number, 
/**
 * The first day of theirs, `YYYY-MM-DD`; `None` where none has a day.
 */
day: string | null, };

export type OrdersColumn = { 
/**
 * The field's name.
 */
field: string, 
/**
 * The column's name; `None` where the table has none for it.
 */
column: string | null, };

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

export type PictureFault = { "kind": "missing" } | { "kind": "no-file" } | { "kind": "empty" } | { "kind": "text" } | { "kind": "unknown" } | { "kind": "not-read" } | { "kind": "damaged" } | { "kind": "cut-off" } | { "kind": "too-much-memory" } | { "kind": "too-many-pixels", 
/**
 * How many it has.
 */
found: number, 
/**
 * How many are read.
 */
limit: number, } | { "kind": "too-many-bytes", 
/**
 * Bytes of the file.
 */
found: number, 
/**
 * Bytes that are read.
 */
limit: number, } | { "kind": "unreachable", 
/**
 * What the system says.
 */
system: string, };

export type PictureHost = { 
/**
 * Its name.
 */
host: string, 
/**
 * Pictures that it has.
 */
pictures: number, };

export type PieceCorrection = { 
/**
 * The field.
 */
field: Corrected, 
/**
 * What is true; empty takes the correction back.
 */
values: Array<string>, };

export type PinAnswer = { "outcome": "right", 
/**
 * What the client did; `None` where nobody had the window.
 */
visit: KioskVisit | null, } | { "outcome": "wrong", 
/**
 * Milliseconds until another is listened to.
 */
wait_ms: number, } | { "outcome": "wait", 
/**
 * Milliseconds until one is listened to.
 */
wait_ms: number, };

export type Pinned = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Its title; where the catalogue no longer has it the last one, or empty where none is known.
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
thumb: string | null, 
/**
 * Whether the catalogue no longer has it; what is told of it is what was last known then.
 */
gone: boolean, 
/**
 * What can be sold in its place, where it is sold out or gone and there is such a piece.
 */
instead: Instead | null, };

export type PrepareVisitRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * How many days ahead birthdays and occasions are told; 30 when left out.
 */
days?: number, 
/**
 * Most new pieces; 8 when left out.
 */
limit?: number, };

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

export type PreviewGrouping = { "kind": "rows" } | { "kind": "shared", 
/**
 * The column's name.
 */
column: string, } | { "kind": "parents" } | { "kind": "numbers" } | { "kind": "titles" };

export type PriceRange = { 
/**
 * Lowest.
 */
min: number, 
/**
 * Highest.
 */
max: number, };

export type PrintBoardRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The board's name; empty for the favourites.
 */
board: string, 
/**
 * What is printed.
 */
what: Printed, 
/**
 * The file, whose name ends in `.pdf`.
 */
file: string, 
/**
 * What it says.
 */
texts: PrintTexts, };

export type PrintBoardResponse = { 
/**
 * The file.
 */
file: string, 
/**
 * Pieces on them.
 */
items: number, 
/**
 * Pages.
 */
pages: number, 
/**
 * Characters that no font on this machine has, for which a frame is drawn.
 */
unprintable: string, };

export type PrintTexts = { 
/**
 * The language, as a tag of BCP 47.
 */
language: string, 
/**
 * Whether lines run from right to left.
 */
right_to_left: boolean, 
/**
 * The sheet's title, such as "Fitting room".
 */
title: string, 
/**
 * Whom it is for, such as "Ada".
 */
client: string, 
/**
 * When, in words; may be empty.
 */
time: string, 
/**
 * Stands beside what is sold out.
 */
sold: string, };

export type Printed = "tags" | "list";

export type Problem = { "kind": "rejected", 
/**
 * Why.
 */
rejection: Rejection, } | { "kind": "filter", 
/**
 * Why.
 */
fault: FilterError, } | { "kind": "catalogue", 
/**
 * The file or folder.
 */
path: string, 
/**
 * Why.
 */
fault: CatalogFault, } | { "kind": "picture", 
/**
 * Its file, or what it was called.
 */
name: string, 
/**
 * Why.
 */
fault: PictureFault, } | { "kind": "missing", 
/**
 * What kind of thing.
 */
thing: Thing, 
/**
 * The name asked for.
 */
name: string, } | { "kind": "download", 
/**
 * The model, as `owner/name`.
 */
model: string, 
/**
 * Why.
 */
fault: DownloadFault, } | { "kind": "stopped" } | { "kind": "read-only" } | { "kind": "library-in-use", 
/**
 * The library's folder.
 */
path: string, } | { "kind": "database-unreachable", 
/**
 * The database, without a password.
 */
path: string, } | { "kind": "newer", 
/**
 * The database.
 */
path: string, } | { "kind": "older", 
/**
 * The database.
 */
path: string, } | { "kind": "damaged", 
/**
 * The database.
 */
path: string, } | { "kind": "disk-full", 
/**
 * The file that could not grow.
 */
path: string, } | { "kind": "file", 
/**
 * The file or folder.
 */
path: string, 
/**
 * What the system says.
 */
system: string, } | { "kind": "no-model", 
/**
 * The folder.
 */
path: string, 
/**
 * The file.
 */
file: string, } | { "kind": "model-unusable", 
/**
 * The file or folder.
 */
path: string, } | { "kind": "model-busy" } | { "kind": "model-failed" } | { "kind": "internal", 
/**
 * What is known of it.
 */
detail: string, };

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
 * Picture as the catalogue names it: a path relative to the images' folder, or absolute, or a web address, of
 * which the file's name is looked for here, unless its picture was downloaded.
 */
image: string | null, 
/**
 * Further pictures, named as `image` is: other views of the article, in the catalogue's order.
 */
views?: Array<string>, 
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
embedded: boolean, 
/**
 * Whether it can be sold now.
 */
in_stock: boolean, 
/**
 * Ids of the same design in several colours, this one among them; empty where there is one alone.
 */
family: Array<string>, };

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
 * What is wrong and what to do, in English.
 */
reason: string, 
/**
 * The same as a fact; `None` where an older version left it out.
 */
why: LeftOut | null, };

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
 * Sizes that fit: a hard limit, of shoes too where `shoe_sizes` is left out.
 */
sizes?: Array<string>, 
/**
 * Sizes of shoes that fit: a hard limit on shoes alone. Where it is given, even without a size, `sizes` says nothing of
 * shoes.
 */
shoe_sizes?: Array<string>, 
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
 * Sizes, in their order: of `size`, or of `clothes_size` and then of `shoe_size` where the catalogue has both.
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

export type ReactionsRequest = { 
/**
 * The client whom they are from; whoever the lookbook was made for when left out.
 */
profile?: string, 
/**
 * The file that came back.
 */
file?: string, 
/**
 * The code that came back, where there is no file.
 */
code?: string, };

export type ReactionsResponse = { 
/**
 * The client's name.
 */
client: string, 
/**
 * The board that the lookbook was made of.
 */
board: string, 
/**
 * Pieces that were loved, might be worn, and were left, among those that were not answered before.
 */
loved: number, 
/**
 * Those that might be worn.
 */
maybe: number, 
/**
 * Those that were left.
 */
left: number, 
/**
 * Notes that were written on the board.
 */
notes: number, 
/**
 * Answers that had been taken in before, and count once.
 */
repeated: number, 
/**
 * Pieces that the catalogue no longer has, or that were not in the lookbook.
 */
unknown: Array<string>, };

export type ReadPart = { 
/**
 * What it is.
 */
role: Role, 
/**
 * What it says of a garment; `None` where it says nothing that is known.
 */
facet: Facet | null, 
/**
 * The concept's English name, or the words themselves.
 */
id: string, 
/**
 * The concept's name in the sentence's language.
 */
name: string, 
/**
 * The words as they stand in the text.
 */
said: string, 
/**
 * First place in the text, in UTF-16 code units, as a page counts.
 */
start: number, 
/**
 * The place after the last one.
 */
end: number, 
/**
 * What an occasion or a wish comes to, in the asker's language.
 */
reading: Array<string>, 
/**
 * Whether a misspelling was forgiven.
 */
meant: boolean, 
/**
 * Whether only too much of it is refused.
 */
mild: boolean, };

export type ReadPrice = { 
/**
 * Lowest price, in units of the currency.
 */
min: number | null, 
/**
 * Highest price.
 */
max: number | null, 
/**
 * ISO 4217 code; `None` where the sentence names no currency.
 */
currency: string | null, 
/**
 * Whether it is a wish ("about 50 €") and no condition.
 */
wish: boolean, };

export type Reason = { "kind": "said", 
/**
 * The words.
 */
words: Array<string>, } | { "kind": "looks", 
/**
 * The words, as the query spells them.
 */
words: Array<string>, } | { "kind": "suits", 
/**
 * The occasion or the wish, as the query spells it.
 */
what: string, 
/**
 * What that was read as.
 */
read_as: Array<string>, } | { "kind": "photo" } | { "kind": "view" } | { "kind": "context", 
/**
 * The word of the shop's that says so.
 */
value: string, } | { "kind": "explored" } | { "kind": "picture" } | { "kind": "crowd" } | { "kind": "content" } | { "kind": "attribute" } & Attribute | { "kind": "harmony", 
/**
 * Its own colour.
 */
own: string, 
/**
 * The other piece's colour.
 */
other: string, } | { "kind": "shared" } & Attribute | { "kind": "together" };

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

export type Rejection = { "kind": "empty-query" } | { "kind": "no-words" } | { "kind": "long-query", 
/**
 * Characters that it has.
 */
length: number, 
/**
 * Characters that are read.
 */
most: number, } | { "kind": "opposites" } | { "kind": "photos-apart" } | { "kind": "not-compared", 
/**
 * The product.
 */
id: string, } | { "kind": "name", 
/**
 * Most characters of a name.
 */
most: number, } | { "kind": "search-name", 
/**
 * Most characters of a name.
 */
most: number, } | { "kind": "client-exists", 
/**
 * The name.
 */
name: string, } | { "kind": "board-exists", 
/**
 * The name.
 */
name: string, } | { "kind": "guest-stays" } | { "kind": "imported-client-exists", 
/**
 * The name.
 */
name: string, } | { "kind": "no-client-file", 
/**
 * The file.
 */
file: string, 
/**
 * What the parser says.
 */
detail: string, } | { "kind": "newer-client-file", 
/**
 * The file.
 */
file: string, } | { "kind": "budget" } | { "kind": "long-text", 
/**
 * Most characters.
 */
most: number, } | { "kind": "long-line", 
/**
 * What it is of.
 */
of: FilePart, 
/**
 * Most characters.
 */
most: number, } | { "kind": "says-nothing", 
/**
 * Which part.
 */
of: FilePart, } | { "kind": "many-pieces", 
/**
 * Most pieces.
 */
most: number, } | { "kind": "many-entries", 
/**
 * Most entries.
 */
most: number, } | { "kind": "no-day", 
/**
 * What was written.
 */
said: string, } | { "kind": "no-time", 
/**
 * What was written.
 */
said: string, } | { "kind": "importing" } | { "kind": "no-import" } | { "kind": "learning" } | { "kind": "table", 
/**
 * The file.
 */
file: string, 
/**
 * What is wrong.
 */
fault: TableFault, } | { "kind": "no-products", 
/**
 * The file.
 */
file: string, } | { "kind": "mixed-dates", 
/**
 * The file.
 */
file: string, } | { "kind": "unclear-date", 
/**
 * The file.
 */
file: string, 
/**
 * The date.
 */
date: string, } | { "kind": "no-looks", 
/**
 * The file.
 */
file: string, } | { "kind": "model-ships", 
/**
 * The model.
 */
name: string, } | { "kind": "model-in-use", 
/**
 * The model.
 */
name: string, } | { "kind": "model-name", 
/**
 * The name.
 */
name: string, } | { "kind": "model-exists", 
/**
 * The name.
 */
name: string, } | { "kind": "zip-linked", 
/**
 * The zip.
 */
file: string, } | { "kind": "bad-zip", 
/**
 * The zip.
 */
file: string, 
/**
 * What the reader of zips says.
 */
detail: string, } | { "kind": "no-model-in-zip", 
/**
 * The zip.
 */
file: string, } | { "kind": "large-in-zip", 
/**
 * The zip.
 */
file: string, 
/**
 * The file in it.
 */
part: string, } | { "kind": "empty-library" } | { "kind": "newer-backup", 
/**
 * The file.
 */
file: string, 
/**
 * The version that wrote it.
 */
version: string, } | { "kind": "no-clients", 
/**
 * The file.
 */
file: string, } | { "kind": "pin" } | { "kind": "empty-board" } | { "kind": "no-page" } | { "kind": "no-print" } | { "kind": "no-answers" } | { "kind": "unknown-lookbook" } | { "kind": "other-clients-answers", 
/**
 * The client whose they are.
 */
name: string, } | { "kind": "no-backup", 
/**
 * The file.
 */
file: string, 
/**
 * What is wrong with it.
 */
detail: string, };

export type Relaxation = { 
/**
 * What holds them back.
 */
what: Limit, 
/**
 * Products that would come back.
 */
products: number, };

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

export type RemoveEntryRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The entry's number.
 */
id: number, };

export type RemoveModelRequest = { 
/**
 * Its name.
 */
name: string, };

export type RenameBoardRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The board's name.
 */
name: string, 
/**
 * The name that it gets.
 */
to: string, };

export type RenameProfileRequest = { 
/**
 * The client's name.
 */
name: string, 
/**
 * The name that they get.
 */
to: string, };

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
 * What was checked and repaired on the way.
 */
checked: Array<Finding>, };

export type Role = "wanted" | "refused" | "price" | "size" | "unread";

export type RowFault = { "kind": "no-id" } | { "kind": "id-twice", 
/**
 * Where the other one is.
 */
line: number, } | { "kind": "no-number" } | { "kind": "no-handle" } | { "kind": "twice" } | { "kind": "unpublished" } | { "kind": "service" } | { "kind": "no-parent", 
/**
 * What it calls its product.
 */
parent: string, } | { "kind": "orphan" } | { "kind": "cells", 
/**
 * Cells that it has.
 */
cells: number, 
/**
 * Columns of the table.
 */
columns: number, } | { "kind": "price", 
/**
 * What stands there.
 */
price: string, } | { "kind": "negative-price", 
/**
 * What stands there.
 */
price: string, } | { "kind": "stock", 
/**
 * What stands there.
 */
stock: string, } | { "kind": "no-object" } | { "kind": "no-json", 
/**
 * What the parser says.
 */
detail: string, } | { "kind": "more", 
/**
 * How many.
 */
rows: number, };

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
 * Words, in English, French, Spanish, German, Chinese or Arabic. What they say no to ("not floral", "sans rayures") is
 * taken as in `not`, and a limit ("under 50 €", "size M") as a filter.
 */
text?: string, 
/**
 * Code of the language in which the asker uses StyleNova, such as `fr`: it decides where the words leave their language
 * open ("robe"), and in it the answer tells what they were read as. Left out, the words alone decide.
 */
language?: string, 
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
 * What the words were read as; `None` where there were none.
 */
understood: Understanding | null, 
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
 * Why less than the full search served; `None` when all is well.
 */
degraded: Degraded | null, };

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
items?: Array<ToPin>, 
/**
 * The products that were on it when whoever asks looked at it: what somebody else has put there since stays, and what
 * they took off stays off. What stands in `items` counts for everything when left out.
 */
was?: Array<string>, 
/**
 * Whether it is a look; as it was when left out.
 */
look?: boolean, };

export type SetEntryRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The number of the entry that this takes the place of; a new one when left out.
 */
id?: number, 
/**
 * What it says.
 */
entry: Entry, };

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

export type SetLogoRequest = { 
/**
 * A PNG, JPEG, WebP, GIF or SVG file; the mark that is there is taken out where there is none.
 */
file?: string, };

export type SetPieceRequest = { 
/**
 * The product's id.
 */
id: string, 
/**
 * Whether it is not shown.
 */
hidden?: boolean, 
/**
 * Whether it is shown first.
 */
first?: boolean, 
/**
 * What is true of it.
 */
correct?: PieceCorrection, };

export type SetPinRequest = { 
/**
 * The PIN that is set now.
 */
current: string, 
/**
 * The one to set.
 */
pin: string, };

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
 * The file.
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

export type ShopSystem = "shopify" | "woocommerce" | "magento" | "prestashop" | "lightspeed" | "square" | "wix" | "squarespace" | "bigcommerce" | "etsy" | "google" | "meta" | "odoo" | "commercetools" | "spree" | "opencart" | "shopware" | "ecwid" | "amazon" | "ebay" | "jtl" | "gambio" | "faire" | "centra" | "shoprenter";

export type Shortage = "empty" | "shown" | "limits";

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
filters?: Array<string>, 
/**
 * Whether those for the same wearer stand before all others.
 */
same_wearer?: boolean, };

export type Slot = { 
/**
 * The slot: top, bottom, dress, outerwear, shoes, bag or accessory.
 */
category: LookSlot, 
/**
 * Pieces, best first; the first ones of all slots make one look.
 */
hits: Array<Hit>, };

export type Sort = "relevance" | "price-asc" | "price-desc" | "newest" | "title";

export type SourceFault = { "kind": "missing" } | { "kind": "no-file" } | { "kind": "no-picture-folder" } | { "kind": "picture-folder-gone" } | { "kind": "no-pictures" } | { "kind": "too-many-pictures", 
/**
 * Most pictures of a folder.
 */
most: number, } | { "kind": "other", 
/**
 * What is wrong.
 */
detail: string, };

export type SourceFormat = "csv" | "json" | "jsonl" | "xml" | "xlsx" | "xls" | "ods" | "folder";

export type StartKioskRequest = { 
/**
 * The client's name; the guest when left out.
 */
profile?: string, 
/**
 * The PIN that gives it back, 4 to 64 digits; wanted where none is set, and refused where one is.
 */
pin?: string, };

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
demo_available: boolean, 
/**
 * Whether the last import can be taken back.
 */
can_undo_import: boolean, };

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
swipe_id?: string, 
/**
 * Cards to be dealt with the answer, by what was learnt from the swipe, to the same client; none when left out.
 */
deal?: NextCardsRequest, };

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
repeated: boolean, 
/**
 * The cards that were asked for with it.
 */
dealt?: NextCardsResponse, };

export type TableFault = { "kind": "unreachable", 
/**
 * What the system says.
 */
system: string, } | { "kind": "too-large", 
/**
 * Megabytes that are read.
 */
megabytes: number, } | { "kind": "unpacked", 
/**
 * Megabytes that are read.
 */
megabytes: number, } | { "kind": "too-many-products", 
/**
 * Most products of a catalogue.
 */
most: number, } | { "kind": "too-much-text", 
/**
 * Megabytes that are kept.
 */
megabytes: number, } | { "kind": "long-line", 
/**
 * Which one.
 */
line: number, 
/**
 * Megabytes that are read of one.
 */
megabytes: number, } | { "kind": "long-row", 
/**
 * Where it begins.
 */
line: number, 
/**
 * Megabytes that are read of one.
 */
megabytes: number, } | { "kind": "open-quotation", 
/**
 * Where it opens.
 */
line: number, } | { "kind": "wide-row", 
/**
 * Which one, counted from 1.
 */
row: number, 
/**
 * Most columns of a table.
 */
most: number, } | { "kind": "wide-header", 
/**
 * Columns that it has.
 */
columns: number, 
/**
 * Most columns of a table.
 */
most: number, } | { "kind": "kind", 
/**
 * The ending of its name.
 */
ending: string, } | { "kind": "no-text" } | { "kind": "archive" } | { "kind": "encoding", 
/**
 * The encoding that it names.
 */
encoding: string, } | { "kind": "no-json", 
/**
 * What the parser says.
 */
detail: string, } | { "kind": "no-json-lines" } | { "kind": "no-xml", 
/**
 * What the parser says.
 */
detail: string, } | { "kind": "nested" } | { "kind": "document-type" } | { "kind": "no-spreadsheet", 
/**
 * What the parser says.
 */
detail: string, } | { "kind": "no-list" } | { "kind": "empty-sheets" } | { "kind": "empty" } | { "kind": "no-rows" } | { "kind": "no-good-row", 
/**
 * Why the first one is.
 */
first: RowFault, } | { "kind": "no-column", 
/**
 * The name that was given.
 */
column: string, } | { "kind": "changed" } | { "kind": "gone" };

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

export type Thing = { "kind": "product" } | { "kind": "profile" } | { "kind": "board" } | { "kind": "search" } | { "kind": "swipe" } | { "kind": "entry" } | { "kind": "model" } | { "kind": "model-folder" } | { "kind": "context" } | { "kind": "value", "field": TasteField };

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
 * Probability of a difference at least as unlikely if both were equally good (Fisher's exact test).
 */
p_value: number, 
/**
 * What follows.
 */
verdict: TrialVerdict, };

export type TrialVerdict = "better" | "chance" | "few";

export type UnclearPerson = { 
/**
 * Who ordered: an e-mail address, a telephone number or a name.
 */
person: string, 
/**
 * The client whose name it is.
 */
client: string, 
/**
 * Lines of theirs.
 */
lines: number, };

export type Understanding = { 
/**
 * The language that most of it is in.
 */
language: Language, 
/**
 * The words that nothing was made of.
 */
words: Array<string>, 
/**
 * Kinds of garments, by their English names; so are the others.
 */
kinds: Array<string>, 
/**
 * Colours.
 */
colours: Array<string>, 
/**
 * Patterns.
 */
patterns: Array<string>, 
/**
 * Materials.
 */
materials: Array<string>, 
/**
 * Cuts, lengths and details.
 */
cuts: Array<string>, 
/**
 * For whom.
 */
wearers: Array<string>, 
/**
 * What for.
 */
occasions: Array<string>, 
/**
 * Styles.
 */
styles: Array<string>, 
/**
 * Seasons.
 */
seasons: Array<string>, 
/**
 * Brands of the shop.
 */
brands: Array<string>, 
/**
 * What the occasions and wishes come to.
 */
read_as: Array<string>, 
/**
 * What is refused.
 */
not: Array<string>, 
/**
 * The conditions that were kept to, as filters.
 */
filters: Array<string>, 
/**
 * The price, where one is named.
 */
price: ReadPrice | null, 
/**
 * Sizes that are named.
 */
sizes: Array<string>, 
/**
 * Misspellings that were forgiven.
 */
corrections: Array<Correction>, 
/**
 * What cannot be true at once.
 */
contradictions: Array<Contradiction>, 
/**
 * What the model was asked, in English; empty where nothing is wanted.
 */
english: string, 
/**
 * How much was understood.
 */
grasp: Grasp, 
/**
 * All of its parts, in the order of the text.
 */
parts: Array<ReadPart>, };

export type UndoDeleteProfileRequest = { 
/**
 * The name that the client had.
 */
name: string, };

export type UndoImportResponse = { 
/**
 * Products in the catalogue now.
 */
products: number, };

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

export type Visit = { 
/**
 * When the client was seen last, in milliseconds since 1970.
 */
last_seen: number | null, 
/**
 * Birthdays and occasions that are near, the nearest first.
 */
coming: Array<Coming>, 
/**
 * Appointments from today on.
 */
appointments: Array<Arranged>, 
/**
 * What is to be done, the earliest first.
 */
due: Array<Due>, 
/**
 * How many pieces came since then that the client can wear.
 */
new_count: number, 
/**
 * The best of them, by the client's taste.
 */
new: Array<Card>, 
/**
 * Favourites that can be sold now in the client's size.
 */
wished: Array<Pinned>, 
/**
 * What goes with what was bought last.
 */
goes_with: Array<GoesWith>, 
/**
 * The client's sizes in which each of these pieces can be sold now, by the pieces' ids.
 */
sizes: { [key in string]: Array<string> }, 
/**
 * What came since the client was seen last, and was wanted before.
 */
wanted: Array<Wanted>, };

export type Want = { "kind": "back" } | { "kind": "size", 
/**
 * The sizes.
 */
sizes: Array<string>, } | { "kind": "cheaper", 
/**
 * What it cost, in the piece's currency.
 */
before: number, } | { "kind": "sought", 
/**
 * The words that were sought; empty for a photo alone.
 */
words: string, };

export type Wanted = { 
/**
 * The piece; `at` is when it came.
 */
piece: Pinned, 
/**
 * Why it was wanted.
 */
want: Want, };

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

export type WindowProblem = { "kind": "name-not-text", 
/**
 * The name, as far as it is one.
 */
name: string, } | { "kind": "copied-picture" } | { "kind": "clipboard", 
/**
 * What the system says.
 */
system: string, } | { "kind": "no-picture" };

export type WireError = { 
/**
 * Kind of failure.
 */
code: ErrorCode, 
/**
 * What happened, in English and for the terminal.
 */
message: string, 
/**
 * What to do, in English and for the terminal.
 */
hint: string, 
/**
 * What to do, for a caller that says it in a language of its own; `None` where the hint says it all.
 */
advice?: Advice, 
/**
 * What happened, for a caller that says it in a language of its own; `None` where only a programmer meets it.
 */
problem?: Happened, };

export interface Commands {
  search: { req: SearchRequest; res: SearchResponse; event: Never };
  similar: { req: SimilarRequest; res: SearchResponse; event: Never };
  product: { req: ProductRequest; res: ProductResponse; event: Never };
  instead: { req: InsteadRequest; res: InsteadResponse; event: Never };
  set_piece: { req: SetPieceRequest; res: ChosenPiecesResponse; event: Never };
  chosen_pieces: { req: Empty; res: ChosenPiecesResponse; event: Never };
  import: { req: ImportRequest; res: ImportResponse; event: ImportEvent };
  import_preview: { req: ImportPreviewRequest; res: ImportPreviewResponse; event: Never };
  forget_columns: { req: ForgetColumnsRequest; res: ForgetColumnsResponse; event: Never };
  import_demo: { req: ImportDemoRequest; res: ImportResponse; event: ImportEvent };
  fetch_pictures: { req: FetchPicturesRequest; res: FetchPicturesResponse; event: ImportEvent };
  cancel: { req: CancelRequest; res: CancelResponse; event: Never };
  quarantine: { req: QuarantineRequest; res: QuarantineResponse; event: Never };
  facets: { req: FacetsRequest; res: FacetsResponse; event: Never };
  stats: { req: Empty; res: StatsResponse; event: Never };
  models: { req: Empty; res: ModelsResponse; event: Never };
  add_model: { req: AddModelRequest; res: ModelResponse; event: ImportEvent };
  use_model: { req: UseModelRequest; res: UseModelResponse; event: ImportEvent };
  verify_models: { req: VerifyModelsRequest; res: VerifyModelsResponse; event: Never };
  remove_model: { req: RemoveModelRequest; res: ModelsResponse; event: Never };
  learn: { req: LearnRequest; res: LearnResponse; event: ImportEvent };
  learning: { req: Empty; res: LearningResponse; event: Never };
  doctor: { req: Empty; res: DoctorResponse; event: Never };
  backup: { req: BackupRequest; res: BackupResponse; event: Never };
  undo_import: { req: Empty; res: UndoImportResponse; event: Never };
  restore: { req: RestoreRequest; res: RestoreResponse; event: Never };
  list_clients: { req: ListClientsRequest; res: ListClientsResponse; event: Never };
  fit: { req: FitRequest; res: FitResponse; event: Never };
  arrivals: { req: ArrivalsRequest; res: ArrivalsResponse; event: Never };
  profiles: { req: Empty; res: ProfilesResponse; event: Never };
  create_profile: { req: CreateProfileRequest; res: Profile; event: Never };
  rename_profile: { req: RenameProfileRequest; res: Profile; event: Never };
  delete_profile: { req: ProfileRequest; res: DeleteProfileResponse; event: Never };
  undo_delete_profile: { req: UndoDeleteProfileRequest; res: Profile; event: Never };
  export_profile: { req: ExportProfileRequest; res: Profile; event: Never };
  import_profile: { req: ImportProfileRequest; res: Profile; event: Never };
  set_strategy: { req: SetStrategyRequest; res: Profile; event: Never };
  client_file: { req: ProfileRequest; res: ClientFile; event: Never };
  set_entry: { req: SetEntryRequest; res: ClientFile; event: Never };
  remove_entry: { req: RemoveEntryRequest; res: ClientFile; event: Never };
  prepare_visit: { req: PrepareVisitRequest; res: Visit; event: Never };
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
  rename_board: { req: RenameBoardRequest; res: BoardsResponse; event: Never };
  share_board: { req: ShareBoardRequest; res: ShareBoardResponse; event: Never };
  lookbook: { req: LookbookRequest; res: LookbookResponse; event: Never };
  print_board: { req: PrintBoardRequest; res: PrintBoardResponse; event: Never };
  reactions: { req: ReactionsRequest; res: ReactionsResponse; event: Never };
  history: { req: HistoryRequest; res: HistoryResponse; event: Never };
  insights: { req: ProfileRequest; res: InsightsResponse; event: Never };
  remember_search: { req: RememberSearchRequest; res: SearchesResponse; event: Never };
  searches: { req: ProfileRequest; res: SearchesResponse; event: Never };
  save_search: { req: SaveSearchRequest; res: SearchesResponse; event: Never };
  forget_searches: { req: ForgetSearchesRequest; res: SearchesResponse; event: Never };
  kiosk: { req: Empty; res: KioskResponse; event: Never };
  start_kiosk: { req: StartKioskRequest; res: KioskResponse; event: Never };
  end_kiosk: { req: EndKioskRequest; res: PinAnswer; event: Never };
  set_pin: { req: SetPinRequest; res: PinAnswer; event: Never };
  map: { req: Empty; res: MapResponse; event: Never };
  settings: { req: Empty; res: SettingsResponse; event: Never };
  newer_version: { req: Empty; res: NewerVersionResponse; event: Never };
  set_logo: { req: SetLogoRequest; res: SettingsResponse; event: Never };
  set_setting: { req: SetSettingRequest; res: SettingsResponse; event: Never };
  import_orders: { req: ImportOrdersRequest; res: ImportOrdersResponse; event: ImportEvent };
  import_clients: { req: ImportClientsRequest; res: ImportClientsResponse; event: ImportEvent };
  import_looks: { req: ImportLooksRequest; res: ImportLooksResponse; event: ImportEvent };
  complete: { req: CompleteRequest; res: CompleteResponse; event: Never };
}
