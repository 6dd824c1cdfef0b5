//! Import: a table of products, or a folder of pictures, becomes the library's catalogue.
//!
//! A library holds one catalogue, and an import replaces it, by id: what is missing from the source is removed.
//! Embeddings are kept by the content of the picture, so nothing is embedded twice, also when a product goes
//! and comes back. A bad row or file goes to quarantine and never stops the rest. An import can be stopped or
//! killed at any moment: what was embedded stays, and the next one goes on from there. What the shop does not say and
//! the picture shows is filled in at the end (`infer`).

mod learnt;
mod limits;
mod picture_index;
pub(crate) mod picture_places;
pub(crate) mod pictures;
mod preview;
mod share_out;
mod source;
mod undo;
mod update;
pub(crate) mod waiting;

pub use learnt::{ForgetColumnsRequest, ForgetColumnsResponse};
pub use nova_tables::{Format, ShopSystem};
pub use preview::{ImportPreviewRequest, ImportPreviewResponse, PreviewColumn, PreviewGrouping};
pub use undo::UndoImportResponse;
pub use update::ImportChange;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::progress::{Cancel, Progress, Step};
use crate::slot::ModelSlot;
use nova_store::{CatalogDb, NewProduct, QuarantineEntry};
use nova_tables::Column;
use pictures::{Counts, PictureRun};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use source::{Reading, Source};
use std::path::{Path, PathBuf};
use std::time::Instant;
use ts_rs::TS;

/// What to import.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportRequest {
    /// A table (.csv, .tsv, .json, .jsonl, .xlsx, …) or a folder of pictures.
    pub source: String,
    /// Folder of the pictures that a table names; the table's own folder when left out.
    pub images: Option<String>,
    /// Columns by name, as `field=column`, where they would not be recognised; `unused=column` where one is to fill nothing.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub map: Vec<String>,
    /// Whether to copy the pictures into the library, so that it stands alone.
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    pub copy_images: bool,
    /// Whether the source names a part of the catalogue: what it names changes, and nothing is removed.
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    pub update: bool,
    /// A name by which the import can be cancelled.
    pub job: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ImportResponse {
    /// Products that are new.
    pub added: usize,
    /// Products whose row changed.
    pub updated: usize,
    /// Products whose row is as it was.
    pub unchanged: usize,
    /// Products that are no longer in the source.
    pub removed: usize,
    /// Rows and files that were left out.
    pub quarantined: usize,
    /// Pictures that were embedded in this run.
    pub images: usize,
    /// Products that have no picture here and whose catalogue names no file; they are found by words.
    pub without_picture: usize,
    /// Milliseconds.
    pub took_ms: f64,
    /// Table of what was left out.
    pub quarantine_file: Option<String>,
}

/// What a re-index did.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ReindexResponse {
    /// The model's name.
    pub model: String,
    /// Pictures that were embedded in this run.
    pub images: usize,
    /// Pictures that could not be.
    pub quarantined: usize,
    /// Milliseconds.
    pub took_ms: f64,
}

/// The fact that a table's products are stored and not all of their pictures were looked for yet.
const PICTURES_DUE: &str = "pictures_due";

impl Engine {
    /// Imports a catalogue in place of the one that is there. `report` hears how far it is.
    ///
    /// # Errors
    /// When the source cannot be read as a whole, the model cannot be used, the disk is full, another server of the shop changes
    /// its catalogue, or the user stops it. A bad row or picture is no error.
    pub fn import(
        &self,
        request: &ImportRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ImportResponse, EngineError> {
        let start = Instant::now();
        let _one_at_a_time = self.start_import()?;
        self.stop_learning_by_itself();
        self.write_alone(|db| self.import_alone(db, request, cancel, report, start))
    }

    fn import_alone(
        &self,
        db: &mut CatalogDb,
        request: &ImportRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
        start: Instant,
    ) -> Result<ImportResponse, EngineError> {
        report(Progress {
            step: Step::Reading,
            done: 0,
            total: 0,
            quarantined: 0,
        });
        let path = Path::new(&request.source);
        let (mut source, _) = Reading {
            path,
            images: request.images.as_deref().map(Path::new),
            columns: &chosen_columns(&request.map)?,
            today: self.today(),
            cancel,
            report,
            may_be_empty: false,
        }
        .read_as_learnt(self, &request.map)?;
        if request.update {
            source = self.updated(db, source, request.images.is_some())?.0;
        }
        let path = std::path::absolute(path).map_err(|error| EngineError::io(path, error))?;
        let (total, rejected) = (source.products.len(), source.rejected);
        report(Progress {
            step: Step::Saving,
            done: 0,
            total,
            quarantined: rejected,
        });
        // What leaves the catalogue now keeps its name and picture on boards.
        self.know_boards()?;
        self.keep_before_import(db);
        let now = self.now();
        let news = crate::news::news(
            &self.gallery(),
            &source.products,
            self.shop_currency().as_deref(),
            now,
        );
        // The products and where their pictures are to be looked for are of one table, also after a kill.
        let diff = db.together(|db| {
            let images = source.images.to_string_lossy();
            let diff = match db.meta("images")? {
                Some(before) if before != images => db.replace_products_and_pictures(&source.products)?,
                _ => db.replace_products(&source.products)?,
            };
            db.note_arrivals(now)?;
            db.note_news(&news)?;
            db.clear_quarantine()?;
            db.quarantine(&source.quarantine)?;
            if !request.update {
                db.set_meta("source", Some(&path.to_string_lossy()))?;
                db.set_meta(PICTURES_DUE, Some("yes"))?;
            }
            db.set_meta("images", Some(&source.images.to_string_lossy()))?;
            Ok::<_, EngineError>(diff)
        })?;
        self.learn_columns(&source.columns, &request.map)?;
        self.refresh()?;

        let run = PictureRun {
            engine: self,
            slot: &self.slot(),
            images: &source.images,
            copy: request.copy_images,
            cancel,
            report,
            quarantined: rejected.into(),
        };
        let counts = match run.embed_all(db, &source.products) {
            Ok(counts) => counts,
            Err(error) => {
                // What was done until then is searched, and what stopped it is what the user hears of.
                let _ = self.refresh();
                return Err(error);
            }
        };
        db.set_meta(PICTURES_DUE, None)?;
        let quarantined = rejected + counts.rejected;
        let indexing = |share: f32| {
            report(Progress {
                step: Step::Indexing,
                done: (share * 100.0) as usize,
                total: 100,
                quarantined,
            });
        };
        indexing(0.0);
        self.refresh()?;
        self.prepare_index_telling(&indexing)?;
        let quarantine_file = self.write_quarantine_file(db)?;
        indexing(1.0);
        Ok(ImportResponse {
            added: diff.added,
            updated: diff.updated,
            unchanged: diff.unchanged,
            removed: diff.removed,
            quarantined,
            images: counts.embedded,
            without_picture: counts.without,
            took_ms: crate::progress::milliseconds(start),
            quarantine_file: quarantine_file.map(|path| path.to_string_lossy().into_owned()),
        })
    }

    /// The catalogue with what a source names changed, as a source of its own, and the changes.
    fn updated(
        &self,
        db: &CatalogDb,
        mut source: Source,
        own_images: bool,
    ) -> Result<(Source, Vec<ImportChange>), EngineError> {
        let stored = db.products()?.into_iter();
        let catalogue = stored.map(|stored| stored.product.as_the_shop_says()).collect();
        let named = source.products.into_iter().map(|new| new.product).collect();
        let updated = update::apply(catalogue, named);
        source.products = updated.products.into_iter().map(source::new_product).collect();
        source.rejected += updated.unknown.len();
        source.quarantine.extend(updated.unknown);
        // The pictures of the rest are where they were.
        let folder = db.meta("images")?.map(PathBuf::from);
        if let Some(folder) = folder.filter(|folder| !own_images && folder.is_dir()) {
            source.images = folder;
        }
        Ok((source, updated.changes))
    }

    /// Imports the demo catalogue.
    pub fn import_demo(
        &self,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ImportResponse, EngineError> {
        let source = self.demo_table().to_string_lossy().into_owned();
        self.import(
            &ImportRequest {
                source,
                ..ImportRequest::default()
            },
            cancel,
            report,
        )
    }

    /// Makes the embeddings that are missing for the active model, and the index.
    pub fn reindex(
        &self,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ReindexResponse, EngineError> {
        let start = Instant::now();
        let _one_at_a_time = self.start_import()?;
        let slot = self.slot();
        let counts = self.write_alone(|db| {
            let counts = embed_pictures(self, &slot, db, cancel, report)?;
            self.refresh()?;
            self.prepare_index()?;
            Ok(counts)
        })?;
        Ok(ReindexResponse {
            model: slot.name.clone(),
            images: counts.embedded,
            quarantined: counts.rejected,
            took_ms: crate::progress::milliseconds(start),
        })
    }

    /// The day in the world's time, as year, month and day.
    pub(crate) fn today(&self) -> nova_tables::values::Day {
        nova_tables::values::day_of(self.now().div_euclid(86_400_000))
    }

    pub(super) fn write_quarantine_file(&self, db: &CatalogDb) -> Result<Option<PathBuf>, EngineError> {
        let path = self.library.quarantine_file();
        let (total, entries) = db.quarantined(usize::MAX, 0)?;
        if total == 0 {
            let _ = std::fs::remove_file(&path);
            return Ok(None);
        }
        let mut table = csv::Writer::from_writer(Vec::new());
        let failed = |error: csv::Error| {
            EngineError::Internal(format!("the quarantine could not be written: {error}"))
        };
        table
            .write_record(["line", "id", "file", "reason"])
            .map_err(failed)?;
        for QuarantineEntry {
            line,
            product,
            file,
            reason,
            ..
        } in entries
        {
            let line = line.map(|line| line.to_string()).unwrap_or_default();
            let cells = [
                line,
                product.unwrap_or_default(),
                file.unwrap_or_default(),
                reason,
            ];
            table.write_record(&cells).map_err(failed)?;
        }
        let bytes = table
            .into_inner()
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        crate::library::write_atomically(&path, &bytes)?;
        Ok(Some(path))
    }
}

/// Makes the embeddings by one model that the pictures of the catalogue lack.
pub(crate) fn embed_pictures(
    engine: &Engine,
    slot: &ModelSlot,
    db: &mut CatalogDb,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<Counts, EngineError> {
    let images = PathBuf::from(db.meta("images")?.unwrap_or_default());
    let folder_is_there = images.is_dir();
    let due = folder_is_there && db.meta(PICTURES_DUE)?.is_some();
    // Without the folder nothing can be found that was not found before.
    let mut further = db.views()?;
    let stored = db.products()?.into_iter();
    let stored = stored.filter(|stored| folder_is_there || stored.picture_path.is_some());
    let stored = stored.map(|stored| {
        let mut product = stored.product.as_the_shop_says();
        // A picture is where it was found, also when the folder that it was copied from is gone; after an import that was
        // broken off, what was found may be the picture of the table before.
        let place = stored.picture_path.map(|place| engine.library.picture(&place));
        if let Some(place) = place.filter(|place| !due && place.is_file()) {
            product.image = Some(place.to_string_lossy().into_owned());
        }
        if !folder_is_there && let Some(views) = further.remove(product.id.as_str()) {
            let places = views.iter().map(|view| engine.library.picture(&view.path));
            product.views = places.map(|place| place.to_string_lossy().into_owned()).collect();
        }
        product
    });
    let products: Vec<NewProduct> = stored
        .map(|product| NewProduct {
            product,
            fingerprint: String::new(),
        })
        .collect();
    let run = PictureRun {
        engine,
        slot,
        images: &images,
        copy: false,
        cancel,
        report,
        quarantined: 0.into(),
    };
    let counts = run.embed_all(db, &products)?;
    db.set_meta(PICTURES_DUE, None)?;
    Ok(counts)
}

/// In place of a field's name: the column is to fill nothing.
const UNUSED: &str = "unused";

/// Reads `field=column` pairs.
fn chosen_columns(map: &[String]) -> Result<Vec<(Option<Column>, String)>, EngineError> {
    map.iter()
        .map(|pair| {
            let (field, header) = pair.split_once('=').ok_or_else(|| {
                EngineError::invalid(format!("\"{pair}\" names no column"), "Write it as FIELD=COLUMN.")
            })?;
            let column = Column::from_name(field);
            if column.is_none() && field != UNUSED {
                let names = Column::names().join(", ");
                return Err(EngineError::invalid(
                    format!("\"{field}\" is no field of a catalogue"),
                    format!("The fields are {names}, or \"{UNUSED}\" for a column that is to fill none."),
                ));
            }
            Ok((column, header.to_owned()))
        })
        .collect()
}
