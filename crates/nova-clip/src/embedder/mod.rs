//! The handle to the one thread that owns a model.
//!
//! Requests wait in a bounded queue (`queue`): interactive ones are served
//! before batches, the newest first, and a batch is computed in small pieces, so
//! that a person never waits for more than one piece. Preprocessing is not done
//! here but on the caller's thread, where it can run beside the model.

mod queue;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use image::RgbImage;
use rayon::{ThreadPool, ThreadPoolBuilder};

use queue::{Input, Queue, Work};

use crate::{ClipError, DualEncoder, ModelInfo, Pixels, Preprocess, folder};

/// A handle to a loaded model. Clones share the model; the thread ends, and is
/// joined, when the last one is dropped.
#[derive(Clone)]
pub struct Embedder {
    shared: Arc<Shared>,
}

struct Shared {
    info: ModelInfo,
    preprocess: Preprocess,
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
}

/// What a model makes of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its vector.
    pub vector: Vec<f32>,
    /// How likely each value of each attribute is, one attribute after the other; empty where the model names nothing.
    pub named: Vec<f32>,
}

impl Embedder {
    /// Starts the model's thread, loads the folder on it, and waits for that.
    ///
    /// # Errors
    /// As [`crate::load`].
    pub fn spawn(dir: &Path) -> Result<Self, ClipError> {
        let dir = dir.to_path_buf();
        Self::spawn_with(move || folder::load(&dir))
    }

    fn spawn_with(
        load: impl FnOnce() -> Result<Box<dyn DualEncoder>, ClipError> + Send + 'static,
    ) -> Result<Self, ClipError> {
        let queue = Arc::new(Queue::default());
        let (ready, loaded) = mpsc::sync_channel(1);
        let work = Arc::clone(&queue);
        let thread = thread::Builder::new()
            .name("nova-model".to_owned())
            .spawn(move || {
                // Whatever ends this thread, no caller may be left waiting.
                let _closer = CloseOnDrop(&work);
                match guarded(|| Ok((pool()?, load()?))) {
                    Ok((pool, encoder)) => {
                        let facts = (encoder.info().clone(), encoder.preprocess().clone());
                        if ready.send(Ok(facts)).is_ok() {
                            serve(&*encoder, &pool, &work);
                        }
                    }
                    Err(error) => drop(ready.send(Err(error))),
                }
            })
            .map_err(|e| ClipError::Inference(format!("the model's thread could not start: {e}")))?;
        let facts = loaded.recv().unwrap_or(Err(ClipError::Closed));
        match facts {
            Ok((info, preprocess)) => Ok(Self {
                shared: Arc::new(Shared {
                    info,
                    preprocess,
                    queue,
                    thread: Some(thread),
                }),
            }),
            Err(error) => {
                drop(thread.join());
                Err(error)
            }
        }
    }

    /// The model's facts.
    pub fn info(&self) -> &ModelInfo {
        &self.shared.info
    }

    /// How this model wants its pictures; clone it to prepare pictures on other threads.
    pub fn preprocess(&self) -> &Preprocess {
        &self.shared.preprocess
    }

    /// The vector of one sentence, ahead of all batches.
    ///
    /// # Errors
    /// [`ClipError::Busy`] when the queue is full, [`ClipError::Closed`] when the
    /// thread has ended, [`ClipError::Inference`].
    pub fn embed_text(&self, text: &str) -> Result<Vec<f32>, ClipError> {
        self.interactive(Input::Texts(vec![text.to_owned()]))
    }

    /// The vector of one photo, ahead of all batches. Errors as [`Embedder::embed_text`].
    pub fn embed_photo(&self, photo: &RgbImage) -> Result<Vec<f32>, ClipError> {
        self.interactive(Input::Pixels(vec![self.shared.preprocess.apply(photo)]))
    }

    /// One vector a sentence, in order; gives way to interactive requests.
    /// Errors as [`Embedder::embed_text`].
    pub fn embed_texts_batch(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, ClipError> {
        self.shared.queue.batch(Input::Texts(texts))
    }

    /// One vector a picture, in order; gives way to interactive requests. The
    /// pixels must come from [`Embedder::preprocess`]. Errors as [`Embedder::embed_text`].
    pub fn embed_pixels_batch(&self, pixels: Vec<Pixels>) -> Result<Vec<Vec<f32>>, ClipError> {
        self.shared.queue.batch(Input::Pixels(pixels))
    }

    /// The same, each with how likely each value of each of the model's [`attributes`](crate::attributes) is, one attribute after
    /// the other; nothing where the model names nothing.
    pub fn embed_and_name_batch(&self, pixels: Vec<Pixels>) -> Result<Vec<Seen>, ClipError> {
        let rows = self.shared.queue.batch(Input::Named(pixels))?;
        let dim = self.shared.info.dim;
        let split = |mut row: Vec<f32>| {
            let named = row.split_off(dim.min(row.len()));
            Seen { vector: row, named }
        };
        Ok(rows.into_iter().map(split).collect())
    }

    fn interactive(&self, input: Input) -> Result<Vec<f32>, ClipError> {
        let rows = self.shared.queue.interactive(input)?;
        rows.into_iter()
            .next()
            .ok_or_else(|| ClipError::Inference("the model gave no vector".to_owned()))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.queue.close();
        if let Some(thread) = self.thread.take() {
            // A panic there has been answered to its caller already.
            drop(thread.join());
        }
    }
}

struct CloseOnDrop<'a>(&'a Queue);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Takes work until the queue is closed.
///
/// The model computes in a pool of its own: callers may well be tasks of the
/// global one, and while all of them wait for the model it could not go on there.
fn serve(encoder: &dyn DualEncoder, pool: &ThreadPool, queue: &Queue) {
    let piece = encoder.batch_len().max(1);
    while let Some(Work { input, answer }) = queue.take(piece) {
        let result = pool.install(|| compute(encoder, &input));
        answer.piece_done(result, queue);
    }
}

fn pool() -> Result<ThreadPool, ClipError> {
    ThreadPoolBuilder::new()
        .thread_name(|index| format!("nova-model-{index}"))
        .build()
        .map_err(|e| ClipError::Inference(format!("the model's threads could not start: {e}")))
}

fn compute(encoder: &dyn DualEncoder, input: &Input) -> Result<Vec<Vec<f32>>, ClipError> {
    let rows = guarded(|| match input {
        Input::Texts(texts) => {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            encoder.embed_texts(&texts)
        }
        Input::Pixels(pixels) => encoder.embed_pixels(pixels),
        Input::Named(pixels) => encoder.embed_and_name(pixels),
    })?;
    if rows.len() != input.len() {
        let (asked, given) = (input.len(), rows.len());
        return Err(ClipError::Inference(format!(
            "the model gave {given} vectors for {asked} inputs"
        )));
    }
    Ok(rows)
}

/// Runs `f`; a panic in it becomes an error.
fn guarded<T>(f: impl FnOnce() -> Result<T, ClipError>) -> Result<T, ClipError> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| Err(ClipError::Inference(message(&*panic))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    format!("it stopped on an internal fault ({text})")
}

#[cfg(test)]
mod tests;
