//! A library that moves: from its folder up to a shop's database that several servers share (`push`), and from there into a folder
//! (`pull`).
//!
//! Deliberately absent: how rows go from one database to the other, and how two sides become one (`nova-store`'s `moving`), and what
//! a server keeps for itself, such as its devices and the key by which it knows them: those go nowhere.

use crate::clientele::GUEST;
use crate::engine::{Engine, SharedDatabase};
use crate::error::EngineError;
use crate::kiosk;
use crate::library::{create_folder, files_below, remove_folder, write_atomically};
use crate::progress::{Cancel, Progress, Step};
use crate::rejection::Rejection;
use nova_store::{CatalogDb, Files, Joined, Moved, UserDb, is_empty, merge_up, move_down, move_up};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use ts_rs::TS;

/// Folders whose files several servers share; a file's name says what is in it, so that one that is there is the same.
const FOLDERS: [&str; 3] = ["images", "photos", "thumbs"];
/// What was learnt of the catalogue, which goes with the catalogue.
const LEARNT: &str = "learnt/maps";
/// How the name of what is made again of a photo ends.
const PREVIEW: &str = ".preview.jpg";

/// What moved up to a shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct PushResponse {
    /// Products; none where the shop's catalogue stayed.
    pub products: usize,
    /// Embeddings of pictures.
    pub embeddings: usize,
    /// Clients that the shop did not have.
    pub profiles: usize,
    /// Swipes that it did not have.
    pub swipes: usize,
    /// Thumbnails, copied pictures, photos and the like that it did not have.
    pub files: usize,
    /// What else came to a shop that went on; `None` for one that was empty.
    pub merged: Option<MergedResponse>,
}

/// What came to a shop that had clients of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct MergedResponse {
    /// Clients that both had.
    pub joined: usize,
    /// Pieces on boards.
    pub pieces: usize,
    /// Notes, sizes, dates and whatever else is written down about clients.
    pub entries: usize,
    /// Searches.
    pub searches: usize,
    /// Lines of orders.
    pub purchases: usize,
    /// Lookbooks.
    pub lookbooks: usize,
    /// Pieces of the shop's own looks.
    pub looks: usize,
}

/// What came into a library's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct PullResponse {
    /// Products.
    pub products: usize,
    /// Embeddings of pictures.
    pub embeddings: usize,
    /// Clients.
    pub profiles: usize,
    /// Swipes.
    pub swipes: usize,
    /// Thumbnails, copied pictures, photos and the like.
    pub files: usize,
}

impl Engine {
    /// Moves this library up to a shop's database: all of it to one that is empty; to one that is not, where `merge` says so,
    /// what clients have here and not there. Files go first, and harm nobody; then the rows in one transaction, so that stopped or
    /// killed on the way the shop is as it was. The library itself stays as it is.
    ///
    /// # Errors
    /// When the library is empty or at a database already, the shop is not empty and `merge` was not asked for, a server of it
    /// imports, the database does not answer, or it was cancelled.
    pub fn push(
        &self,
        to: &SharedDatabase,
        merge: bool,
        cancel: &Cancel,
        report: &dyn Fn(Progress),
    ) -> Result<PushResponse, EngineError> {
        self.must_be_in_a_folder()?;
        if self.gallery().items.is_empty() && self.clients_here()? == 0 {
            return Err(Rejection::EmptyLibrary.into());
        }
        let shop = to.database()?;
        let empty = is_empty(&shop, GUEST)?;
        if !empty && !merge {
            return Err(not_empty(&to.shop));
        }
        let files = self.give_files(&CatalogDb::open(&shop)?, cancel, report)?;
        let tell = &mut |done, total| told(Step::Saving, done, total, cancel, report);
        if !empty {
            let came = merge_up(&self.database, &shop, tell, |db| self.give_pin(db))?;
            return Ok(merged(&came, files));
        }
        let moved = move_up(&self.database, &shop, GUEST, tell, |db| {
            self.give_learnt(db.files())?;
            self.give_pin(db)
        })?;
        let Moved {
            products,
            embeddings,
            profiles,
            swipes,
        } = moved.ok_or_else(|| not_empty(&to.shop))?;
        Ok(PushResponse {
            products,
            embeddings,
            profiles,
            swipes,
            files,
            merged: None,
        })
    }

    /// Brings a shop from its database into this library, which is empty, so that it can be used on its own. Stopped or killed
    /// on the way the library is empty still. The shop stays as it is.
    ///
    /// # Errors
    /// When the library is not empty, is at a database itself, or is only read, there is no such shop, the database does not answer, or
    /// it was cancelled.
    pub fn pull(
        &self,
        from: &SharedDatabase,
        cancel: &Cancel,
        report: &dyn Fn(Progress),
    ) -> Result<PullResponse, EngineError> {
        self.must_write()?;
        self.must_be_in_a_folder()?;
        let _no_import = self.start_import()?;
        if !self.gallery().items.is_empty() || self.clients_here()? > 0 {
            return Err(EngineError::invalid(
                "this library is not empty",
                "Pull into a folder of its own with --library; `stylenova push --merge` brings what is here to the shop.",
            ));
        }
        let fresh = self.library().join("pull.new");
        remove_folder(&fresh)?;
        create_folder(&fresh)?;
        let pulled = self.pull_through(from, &fresh, cancel, report);
        remove_folder(&fresh)?;
        pulled
    }

    fn pull_through(
        &self,
        from: &SharedDatabase,
        fresh: &Path,
        cancel: &Cancel,
        report: &dyn Fn(Progress),
    ) -> Result<PullResponse, EngineError> {
        let shop = from.database()?;
        let tell = &mut |done, total| told(Step::Saving, done, total, cancel, report);
        let moved = move_down(&shop, fresh, tell)?;
        let db = CatalogDb::open_to_read(&shop)?;
        let (Some(moved), Some(db)) = (moved, db) else {
            return Err(EngineError::invalid(
                format!("there is no shop {:?} at that database", from.shop),
                "Name it with --shop.",
            ));
        };
        let files = self.take_files(&db, fresh, cancel, report)?;
        let pin = UserDb::open_to_read(&shop)?
            .map(|db| db.server_state(kiosk::FILE))
            .transpose()?
            .flatten();
        self.put_in_place(fresh)?;
        if let Some(pin) = pin.and_then(|record| kiosk::with_pin(None, &record.value)) {
            self.documents
                .change(|changing| changing.write(kiosk::FILE, &pin))?;
        }
        Ok(PullResponse {
            products: moved.products,
            embeddings: moved.embeddings,
            profiles: moved.profiles,
            swipes: moved.swipes,
            files,
        })
    }

    fn must_be_in_a_folder(&self) -> Result<(), EngineError> {
        match self.database.is_shared() {
            false => Ok(()),
            true => Err(EngineError::invalid(
                "what moves is a library in a folder, and this one is at a database",
                "Leave out --database (and STYLENOVA_DATABASE), and name the folder with --library.",
            )),
        }
    }

    /// How many clients there are of whom anything would be missed.
    fn clients_here(&self) -> Result<usize, EngineError> {
        let Some(db) = UserDb::open_to_read(&self.database)? else {
            return Ok(0);
        };
        let clients = db.profiles()?.into_iter();
        Ok(clients
            .filter(|client| client.name != GUEST || client.swipes + client.favourites > 0)
            .count())
    }

    /// Gives the shop the files that it does not have; how many.
    fn give_files(
        &self,
        shop: &CatalogDb,
        cancel: &Cancel,
        report: &dyn Fn(Progress),
    ) -> Result<usize, EngineError> {
        let Some(shared) = shop.files() else {
            return Ok(0);
        };
        let mut files = Vec::new();
        for folder in FOLDERS {
            files.extend(files_below(self.library(), folder)?);
        }
        files.retain(|(name, _)| !name.ends_with(PREVIEW));
        let there: HashSet<String> = shared.keys()?.into_iter().collect();
        let mut given = 0;
        for (done, (name, path)) in files.iter().enumerate() {
            told(Step::Reading, done, files.len(), cancel, report)?;
            if !there.contains(name) {
                let bytes = std::fs::read(path).map_err(|error| EngineError::io(path, error))?;
                shared.put(name, &bytes)?;
                given += 1;
            }
        }
        Ok(given)
    }

    /// Gives the shop what was learnt of the catalogue.
    fn give_learnt(&self, shared: Option<Files<'_>>) -> Result<(), EngineError> {
        let (path, Some(shared)) = (self.library.learnt(), shared) else {
            return Ok(());
        };
        match std::fs::read(&path) {
            Ok(bytes) => Ok(shared.put(LEARNT, &bytes)?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                shared.remove(LEARNT)?;
                Ok(())
            }
            Err(error) => Err(EngineError::io(path, error)),
        }
    }

    /// Gives a shop that has no PIN for tablets this library's.
    fn give_pin(&self, db: &UserDb) -> Result<(), EngineError> {
        let Some(own) = self.documents.read(kiosk::FILE)? else {
            return Ok(());
        };
        let there = db.server_state(kiosk::FILE)?;
        let (seen, said) = there.map(|kept| (kept.revision, kept.value)).unzip();
        let Some(record) = kiosk::with_pin(said.as_deref(), &own) else {
            return Ok(());
        };
        // Where a server set one meanwhile, that one counts.
        db.change_server_state(kiosk::FILE, seen, &record)?;
        Ok(())
    }

    /// Takes the shop's files: into `fresh`, which is put in the library's place, or, photos, into the library itself. How many.
    fn take_files(
        &self,
        shop: &CatalogDb,
        fresh: &Path,
        cancel: &Cancel,
        report: &dyn Fn(Progress),
    ) -> Result<usize, EngineError> {
        let Some(shared) = shop.files() else {
            return Ok(0);
        };
        let names: Vec<String> = shared.keys()?.into_iter().filter(|name| is_ours(name)).collect();
        let mut taken = 0;
        for (done, name) in names.iter().enumerate() {
            told(Step::Reading, done, names.len(), cancel, report)?;
            // One that was taken away meanwhile is nobody's any more.
            if let Some(bytes) = shared.get(name)? {
                let folder = match name.starts_with("photos/") {
                    true => self.library(),
                    false => fresh,
                };
                write_atomically(&folder.join(PathBuf::from(name)), &bytes)?;
                taken += 1;
            }
        }
        Ok(taken)
    }
}

/// Whether a name is that of a file which a library has, and leads nowhere else.
fn is_ours(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let plain = parts.clone().all(|part| matches!(part, Component::Normal(_)));
    let folder = parts.next().and_then(|part| part.as_os_str().to_str());
    let deeper = parts.next().is_some();
    plain && (name == LEARNT || deeper && folder.is_some_and(|folder| FOLDERS.contains(&folder)))
}

fn not_empty(shop: &str) -> EngineError {
    EngineError::invalid(
        format!("the shop {shop:?} is not empty"),
        "Name another with --shop, or bring what clients have here to those of the shop with --merge.",
    )
}

fn merged(came: &Joined, files: usize) -> PushResponse {
    PushResponse {
        products: 0,
        embeddings: 0,
        profiles: came.profiles,
        swipes: came.swipes,
        files,
        merged: Some(MergedResponse {
            joined: came.joined,
            pieces: came.pieces,
            entries: came.entries,
            searches: came.searches,
            purchases: came.purchases,
            lookbooks: came.lookbooks,
            looks: came.looks,
        }),
    }
}

/// Reports how far it is, and stops it where that is wished.
fn told(
    step: Step,
    done: usize,
    total: usize,
    cancel: &Cancel,
    report: &dyn Fn(Progress),
) -> Result<(), EngineError> {
    report(Progress {
        step,
        done,
        total,
        quarantined: 0,
    });
    match cancel.is_cancelled() {
        false => Ok(()),
        true => Err(EngineError::Cancelled {
            kept: "nothing was moved".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_a_library_are_taken() {
        for name in [
            "thumbs/ab/abc.jpg",
            "images/shop/a.png",
            "photos/abc",
            "learnt/maps",
        ] {
            assert!(is_ours(name), "{name}");
        }
        for name in [
            "",
            "thumbs",
            "catalog.db",
            "learnt/other",
            "photos/../catalog.db",
            "/images/a",
            "server/key",
        ] {
            assert!(!is_ours(name), "{name}");
        }
    }
}
