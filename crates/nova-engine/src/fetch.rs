//! Pictures that the catalogue names by an address: which are missing, and their download when the user asks for it.
//!
//! `nova-fetch` asks the servers; what arrives is looked at as any picture is, kept in the library by the hash of its
//! bytes, and embedded a few products at a time while the rest still comes. An address that was downloaded is never asked
//! for again, so that a download that was stopped or cut off goes on where it was, and another import of the same
//! catalogue finds its pictures here.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::picture_places::{Pictures, is_address};
use crate::import::pictures::{CHUNK, Counts, Known, MAX_VIEWS, PictureRun};
use crate::library::write_atomically;
use crate::locks::locked;
use crate::missing::{FailedPicture, FetchFault, FetchPicturesResponse, PictureHost};
use crate::progress::{Cancel, Progress, Step};
use nova_domain::{PictureFault, Product};
use nova_fetch::{Address, FetchError, Fetcher, Limits};
use nova_pictures::{Photo, PhotoLimits, PictureError};
use nova_store::CatalogDb;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;
use ts_rs::TS;

/// Pictures that are downloaded at a time.
const AT_A_TIME: usize = 4;

/// Most failures that an answer lists.
const LISTED: usize = 1_000;

/// How the download names itself to servers.
const USER_AGENT: &str = concat!(
    "StyleNova/",
    env!("CARGO_PKG_VERSION"),
    " (downloads the pictures that a shop's own catalogue names)"
);

/// Which download.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct FetchPicturesRequest {
    /// Only say what would be downloaded; no connection is opened.
    #[ts(as = "Option<bool>")]
    pub dry_run: bool,
    /// A name by which the download can be cancelled.
    pub job: Option<String>,
}

/// An address with the products that wait for its picture.
struct Wanted {
    address: String,
    /// Places in the list of products.
    products: Vec<usize>,
}

/// What came of an address: bytes and the picture's place in the library.
type Arrival = (usize, Result<(u64, String), Reason>);

enum Reason {
    /// This picture cannot be had; the rest goes on.
    Picture(String, FetchFault),
    /// The library cannot be written; nothing can go on.
    Library(Box<EngineError>),
    Stopped,
}

impl Engine {
    /// Downloads the pictures that the catalogue names by an address and that are not here. Products can be searched by
    /// them as they come.
    ///
    /// # Errors
    /// When the library cannot be written, the model cannot be used, or the user stops it; what came until then is kept.
    /// A picture that cannot be had is no error.
    pub fn fetch_pictures(
        &self,
        request: &FetchPicturesRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<FetchPicturesResponse, EngineError> {
        let start = Instant::now();
        if request.dry_run {
            return self.missing_pictures();
        }
        let _one_at_a_time = self.start_import()?;
        let mut response = self.write_alone(|db| {
            let (products, wanted) = self.wanted(db)?;
            let mut response = described(&wanted);
            if !wanted.is_empty() {
                self.fetch(db, &products, &wanted, &mut response, cancel, report)?;
            }
            Ok(response)
        })?;
        response.took_ms = crate::progress::milliseconds(start);
        Ok(response)
    }

    /// What would be downloaded. The folder of the pictures is looked through once for each state of the catalogue.
    fn missing_pictures(&self) -> Result<FetchPicturesResponse, EngineError> {
        let generation = self.gallery().generation;
        let known = locked(&self.missing).clone();
        if let Some((_, missing)) = known.filter(|(of, _)| *of == generation) {
            return Ok(missing);
        }
        let Some(db) = self.read_db()? else {
            return Ok(FetchPicturesResponse::default());
        };
        let (_, wanted) = self.wanted(&db)?;
        let missing = described(&wanted);
        *locked(&self.missing) = Some((generation, missing.clone()));
        Ok(missing)
    }

    /// The products, and what they miss.
    fn wanted(&self, db: &CatalogDb) -> Result<(Vec<Product>, Vec<Wanted>), EngineError> {
        let images = PathBuf::from(db.meta("images")?.unwrap_or_default());
        let pictures = Pictures::of(&images, &self.library, db.web_pictures()?);
        let stored = db.products()?.into_iter();
        let products: Vec<Product> = stored.map(|stored| stored.product.as_the_shop_says()).collect();
        let (mut wanted, mut places): (Vec<Wanted>, HashMap<&str, usize>) = (Vec::new(), HashMap::new());
        for (number, product) in products.iter().enumerate() {
            let face = product.image.as_deref().filter(|named| is_address(named));
            let face = face.filter(|_| !matches!(pictures.find(product), Ok(Some(_))));
            let views = product.views.iter().take(MAX_VIEWS).map(String::as_str);
            let views = views.filter(|named| is_address(named) && pictures.find_view(named).is_none());
            for address in face.into_iter().chain(views) {
                let place = *places.entry(address).or_insert(wanted.len());
                if place == wanted.len() {
                    let address = address.to_owned();
                    wanted.push(Wanted {
                        address,
                        products: Vec::new(),
                    });
                }
                wanted[place].products.push(number);
            }
        }
        Ok((products, wanted))
    }

    fn fetch(
        &self,
        db: &mut CatalogDb,
        products: &[Product],
        wanted: &[Wanted],
        response: &mut FetchPicturesResponse,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<(), EngineError> {
        let images = PathBuf::from(db.meta("images")?.unwrap_or_default());
        let run = PictureRun {
            engine: self,
            slot: &self.slot(),
            images: &images,
            copy: false,
            cancel,
            report: &|_| (),
            quarantined: 0.into(),
        };
        let given_up = AtomicBool::new(false);
        let stopped = || cancel.is_cancelled() || given_up.load(Ordering::Relaxed);
        let fetcher = Fetcher::new(
            USER_AGENT,
            Limits {
                max_bytes: PhotoLimits::default().max_bytes,
                ..Limits::default()
            },
        );
        let next = AtomicUsize::new(0);
        let mut intake = Intake {
            db,
            products,
            wanted,
            run,
            report,
            response,
            handled: 0,
            left: left(products.len(), wanted),
            ready: Vec::new(),
        };
        // What arrives waits for the embedding of what arrived before, and so does the download.
        let (sender, arrivals) = mpsc::sync_channel(CHUNK);
        let done = thread::scope(|scope| {
            for _ in 0..AT_A_TIME {
                let (sender, fetcher, next, stopped) = (sender.clone(), &fetcher, &next, &stopped);
                scope.spawn(move || {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(wanted) = wanted.get(number).filter(|_| !stopped()) else {
                            break;
                        };
                        let came = self.download_picture(fetcher, &wanted.address, stopped);
                        if sender.send((number, came)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let done = intake.take_all(&arrivals);
            // Where nothing can go on, nobody need wait for the servers.
            given_up.store(true, Ordering::Relaxed);
            drop(arrivals);
            done
        });
        self.refresh()?;
        done?;
        self.prepare_index()?;
        if cancel.is_cancelled() {
            let kept = format!(
                "{} of {} pictures came and are kept",
                response.fetched, response.wanted
            );
            return Err(EngineError::Cancelled { kept });
        }
        Ok(())
    }

    /// Brings one picture into the library; the answer is its size in bytes and its place there.
    fn download_picture(
        &self,
        fetcher: &Fetcher,
        address: &str,
        stopped: &dyn Fn() -> bool,
    ) -> Result<(u64, String), Reason> {
        let parsed = Address::parse(address).map_err(Reason::from)?;
        let bytes = fetcher.fetch(&parsed, stopped).map_err(Reason::from)?;
        let looked_at = Photo::decode(&bytes, address, &PhotoLimits::default());
        let ending = match (looked_at, nova_pictures::ending(&bytes)) {
            (Ok(_), Some(ending)) => ending,
            (Err(error), _) => {
                let fault = error.fault();
                let reason = match error {
                    PictureError::Unreadable { reason, .. } => reason,
                    PictureError::Unsupported { detail, .. } => detail,
                    other => other.to_string(),
                };
                return Err(Reason::Picture(reason, FetchFault::Picture { fault }));
            }
            (Ok(_), None) => {
                let fault = PictureFault::Unknown;
                let why = FetchFault::Picture { fault };
                return Err(Reason::Picture("it is not a picture".to_owned(), why));
            }
        };
        let place = format!("images/{}.{ending}", blake3::hash(&bytes).to_hex());
        let path = self.library.picture(&place);
        if !path.is_file() {
            let kept = write_atomically(&path, &bytes).and_then(|()| self.share_file(&path));
            kept.map_err(|error| Reason::Library(Box::new(error)))?;
        }
        Ok((bytes.len() as u64, place))
    }
}

/// What arrives, on its way to the search.
struct Intake<'a> {
    db: &'a mut CatalogDb,
    products: &'a [Product],
    wanted: &'a [Wanted],
    run: PictureRun<'a>,
    report: &'a (dyn Fn(Progress) + Sync),
    response: &'a mut FetchPicturesResponse,
    /// Addresses that were answered for.
    handled: usize,
    /// Of each product the addresses that it still waits for.
    left: Vec<usize>,
    /// Products that wait for nothing more and are not embedded yet.
    ready: Vec<usize>,
}

impl Intake<'_> {
    /// Takes pictures as they arrive, and embeds those of a few products together. Also when it is stopped, what came is
    /// embedded.
    fn take_all(&mut self, arrivals: &Receiver<Arrival>) -> Result<(), EngineError> {
        let (mut known, mut counts) = (self.run.begin(self.db)?, Counts::default());
        self.tell();
        for (number, came) in arrivals {
            match came {
                Ok((bytes, place)) => {
                    let address = &self.wanted[number].address;
                    self.db.put_web_picture(address, &place)?;
                    let path = self.run.engine.library.picture(&place);
                    known.pictures.add_download(address, path);
                    self.response.fetched += 1;
                    self.response.bytes += bytes;
                }
                Err(Reason::Picture(reason, why)) => self.failed(number, reason, why),
                Err(Reason::Library(error)) => return Err(*error),
                Err(Reason::Stopped) => continue,
            }
            self.handled += 1;
            self.tell();
            for product in &self.wanted[number].products {
                self.left[*product] -= 1;
                if self.left[*product] == 0 {
                    self.ready.push(*product);
                }
            }
            if self.ready.len() >= CHUNK {
                self.embed(&known, &mut counts)?;
            }
        }
        // A product whose download was stopped in the middle has what came of it.
        let waiting = (0..self.left.len()).filter(|product| self.left[*product] > 0);
        self.ready.extend(waiting);
        while !self.ready.is_empty() {
            self.embed(&known, &mut counts)?;
        }
        self.run.finish(self.db, &known)
    }

    fn embed(&mut self, known: &Known, counts: &mut Counts) -> Result<(), EngineError> {
        let few = self.ready.split_off(self.ready.len().saturating_sub(CHUNK));
        let products = few.into_iter().map(|product| &self.products[product]);
        // A product whose first picture did not come is as it was.
        let found = products.filter(|product| matches!(known.pictures.find(product), Ok(Some(_))));
        let found: Vec<&Product> = found.collect();
        self.run.chunk(self.db, &found, known, counts)
    }

    fn failed(&mut self, number: usize, reason: String, why: FetchFault) {
        if self.response.failed.len() < LISTED {
            let Wanted { address, products } = &self.wanted[number];
            let id = products
                .first()
                .map(|product| self.products[*product].id.0.clone());
            self.response.failed.push(FailedPicture {
                id: id.unwrap_or_default(),
                address: shortened(address),
                reason,
                why,
            });
        }
    }

    fn tell(&self) {
        (self.report)(Progress {
            step: Step::Fetching,
            done: self.handled,
            total: self.wanted.len(),
            quarantined: self.handled - self.response.fetched,
        });
    }
}

impl From<FetchError> for Reason {
    fn from(error: FetchError) -> Reason {
        let reason = error.to_string();
        let why = match error {
            FetchError::Stopped => return Reason::Stopped,
            FetchError::Address(_) => FetchFault::Address,
            FetchError::Local => FetchFault::Local,
            FetchError::NoHost(host) => FetchFault::NoHost { host },
            FetchError::Status(status) => FetchFault::Status { status },
            FetchError::ComeBack(wait) => FetchFault::ComeBack {
                seconds: wait.as_secs(),
            },
            FetchError::Redirects(_) => FetchFault::Redirects,
            FetchError::TooLarge(bytes) => FetchFault::TooLarge {
                megabytes: bytes >> 20,
            },
            FetchError::TooSlow => FetchFault::TooSlow,
            FetchError::Cut => FetchFault::Cut,
            FetchError::Connection(_) => FetchFault::Connection,
        };
        Reason::Picture(reason, why)
    }
}

/// Of each product the addresses that it waits for.
fn left(products: usize, wanted: &[Wanted]) -> Vec<usize> {
    let mut left = vec![0; products];
    for product in wanted.iter().flat_map(|wanted| &wanted.products) {
        left[*product] += 1;
    }
    left
}

/// What would be downloaded from where.
fn described(wanted: &[Wanted]) -> FetchPicturesResponse {
    let mut hosts: BTreeMap<String, usize> = BTreeMap::new();
    for address in wanted
        .iter()
        .filter_map(|wanted| Address::parse(&wanted.address).ok())
    {
        *hosts.entry(address.host().to_owned()).or_default() += 1;
    }
    let hosts = hosts.into_iter();
    let mut hosts: Vec<PictureHost> = hosts
        .map(|(host, pictures)| PictureHost { host, pictures })
        .collect();
    hosts.sort_by_key(|host| std::cmp::Reverse(host.pictures));
    FetchPicturesResponse {
        wanted: wanted.len(),
        hosts,
        ..FetchPicturesResponse::default()
    }
}

/// An address as it is shown: none is read beyond its first hundreds of characters.
fn shortened(address: &str) -> String {
    match address.char_indices().nth(500) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address.to_owned(),
    }
}
