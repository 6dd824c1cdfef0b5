use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::*;
use crate::preprocess::Processor;

/// An encoder whose vector of a text is its length, and which waits for a
/// permission before each piece and writes down what it was given.
struct Slow {
    info: ModelInfo,
    preprocess: Preprocess,
    entered: Arc<AtomicUsize>,
    permits: Mutex<Receiver<()>>,
    seen: Arc<Mutex<Vec<Vec<String>>>>,
    dropped: Arc<AtomicUsize>,
}

const PIECE: usize = 2;

impl DualEncoder for Slow {
    fn info(&self) -> &ModelInfo {
        &self.info
    }
    fn preprocess(&self) -> &Preprocess {
        &self.preprocess
    }
    fn batch_len(&self) -> usize {
        PIECE
    }
    fn embed_texts(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ClipError> {
        self.entered.fetch_add(1, Ordering::SeqCst);
        self.permits.lock().unwrap().recv().unwrap();
        self.seen
            .lock()
            .unwrap()
            .push(texts.iter().map(|&text| text.to_owned()).collect());
        assert!(!texts.contains(&"panic"), "asked to");
        if texts.contains(&"fail") {
            return Err(ClipError::Inference("asked to fail".to_owned()));
        }
        Ok(texts.iter().map(|text| vec![text.len() as f32]).collect())
    }
    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        Ok(pixels.iter().map(|picture| vec![picture.size as f32]).collect())
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        self.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

struct Stage {
    embedder: Embedder,
    entered: Arc<AtomicUsize>,
    permits: Sender<()>,
    seen: Arc<Mutex<Vec<Vec<String>>>>,
    dropped: Arc<AtomicUsize>,
}

impl Stage {
    fn new() -> Self {
        let (permits, receiver) = channel();
        let seen = Arc::<Mutex<Vec<Vec<String>>>>::default();
        let dropped = Arc::<AtomicUsize>::default();
        let entered = Arc::<AtomicUsize>::default();
        let encoder = Slow {
            info: ModelInfo {
                name: "slow".to_owned(),
                family: "test".to_owned(),
                dim: 1,
                image_size: 224,
                context_length: 77,
                hash: "0".repeat(32),
                preprocessing_version: 1,
                bytes: 0,
                device: "cpu".to_owned(),
                device_reason: "a test".to_owned(),
                path: "nowhere".into(),
            },
            preprocess: Preprocess::from_json(b"{}", Processor::Clip, None).unwrap(),
            entered: Arc::clone(&entered),
            permits: Mutex::new(receiver),
            seen: Arc::clone(&seen),
            dropped: Arc::clone(&dropped),
        };
        let embedder = Embedder::spawn_with(move || Ok(Box::new(encoder))).unwrap();
        Self {
            embedder,
            entered,
            permits,
            seen,
            dropped,
        }
    }

    fn permit(&self, pieces: usize) {
        for _ in 0..pieces {
            self.permits.send(()).unwrap();
        }
    }

    /// Waits until the model has begun its `count`th piece.
    fn until_entered(&self, count: usize) {
        while self.entered.load(Ordering::SeqCst) < count {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Runs `request` on a thread of its own and waits until it is in the queue of
    /// a model that is occupied.
    fn ask<T: Send + 'static>(&self, request: impl FnOnce(&Embedder) -> T + Send + 'static) -> JoinHandle<T> {
        let before = self.embedder.shared.queue.waiting();
        let embedder = self.embedder.clone();
        let caller = thread::spawn(move || request(&embedder));
        while self.embedder.shared.queue.waiting() == before {
            thread::sleep(Duration::from_millis(1));
        }
        caller
    }

    /// Occupies the model with one request, so that what comes next has to wait.
    fn occupy(&self) -> JoinHandle<Result<Vec<f32>, ClipError>> {
        let embedder = self.embedder.clone();
        let caller = thread::spawn(move || embedder.embed_text("first"));
        self.until_entered(1);
        caller
    }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn an_interactive_request_waits_for_one_piece_of_a_batch_and_no_more() {
    let stage = Stage::new();
    let first = stage.occupy();
    let batch = stage.ask(|e| e.embed_texts_batch(texts(&["a", "bb", "ccc", "dddd", "eeeee"])));
    stage.permit(1);
    first.join().unwrap().unwrap();
    // The model now holds the batch's first piece; two searches come in meanwhile.
    stage.until_entered(2);
    let older = stage.ask(|e| e.embed_text("older"));
    let newer = stage.ask(|e| e.embed_text("newer!"));
    stage.permit(5);
    assert_eq!(older.join().unwrap().unwrap(), [5.0]);
    assert_eq!(newer.join().unwrap().unwrap(), [6.0]);
    let rows = batch.join().unwrap().unwrap();
    assert_eq!(
        rows,
        [[1.0], [2.0], [3.0], [4.0], [5.0]],
        "in order, whatever came between"
    );
    let expected = [
        &["first"][..],
        &["a", "bb"],
        &["newer!"],
        &["older"],
        &["ccc", "dddd"],
        &["eeeee"],
    ]
    .map(texts);
    assert_eq!(
        *stage.seen.lock().unwrap(),
        expected,
        "newest search first, then the batch goes on"
    );
}

#[test]
fn batches_are_served_in_the_order_they_came() {
    let stage = Stage::new();
    let first = stage.occupy();
    let one = stage.ask(|e| e.embed_texts_batch(texts(&["a", "b", "c"])));
    let two = stage.ask(|e| e.embed_texts_batch(texts(&["d"])));
    stage.permit(4);
    for caller in [one, two] {
        caller.join().unwrap().unwrap();
    }
    first.join().unwrap().unwrap();
    let expected = [&["first"][..], &["a", "b"], &["c"], &["d"]].map(texts);
    assert_eq!(
        *stage.seen.lock().unwrap(),
        expected,
        "the second waits for all of the first"
    );
}

#[test]
fn a_full_queue_answers_busy_at_once() {
    let stage = Stage::new();
    let first = stage.occupy();
    let waiting: Vec<_> = (0..queue::MAX_INTERACTIVE)
        .map(|_| stage.ask(|e| e.embed_text("x")))
        .collect();
    assert!(matches!(
        stage.embedder.embed_text("one too many"),
        Err(ClipError::Busy)
    ));
    let batch = stage.ask(|e| e.embed_texts_batch(texts(&["a"])));
    stage.permit(queue::MAX_INTERACTIVE + 2);
    for caller in waiting {
        caller.join().unwrap().unwrap();
    }
    batch.join().unwrap().expect("batches have a queue of their own");
    first.join().unwrap().unwrap();
}

#[test]
fn a_panic_is_an_error_for_its_caller_and_for_no_one_else() {
    let stage = Stage::new();
    stage.permit(4);
    let error = stage.embedder.embed_text("panic").unwrap_err();
    assert!(
        matches!(&error, ClipError::Inference(reason) if reason.contains("asked to")),
        "{error}"
    );
    assert_eq!(
        stage.embedder.embed_text("well").unwrap(),
        [4.0],
        "the model serves on"
    );
    let error = stage
        .embedder
        .embed_texts_batch(texts(&["a", "fail", "never"]))
        .unwrap_err();
    assert!(error.to_string().contains("asked to fail"), "{error}");
    assert_eq!(
        stage.seen.lock().unwrap().len(),
        3,
        "a batch that failed is not gone on with"
    );
}

#[test]
fn the_thread_is_joined_when_the_last_handle_goes() {
    let stage = Stage::new();
    let other = stage.embedder.clone();
    let dropped = Arc::clone(&stage.dropped);
    drop(stage);
    assert_eq!(dropped.load(Ordering::SeqCst), 0, "a handle is left");
    drop(other);
    assert_eq!(
        dropped.load(Ordering::SeqCst),
        1,
        "the thread has ended and let go of the model"
    );
}

#[test]
fn after_the_end_callers_are_told_so() {
    let stage = Stage::new();
    stage.embedder.shared.queue.close();
    assert!(matches!(
        stage.embedder.embed_text("late"),
        Err(ClipError::Closed)
    ));
    assert!(matches!(
        stage.embedder.embed_texts_batch(texts(&["late"])),
        Err(ClipError::Closed)
    ));
}

#[test]
fn an_empty_batch_needs_no_model() {
    let stage = Stage::new();
    assert!(stage.embedder.embed_texts_batch(Vec::new()).unwrap().is_empty());
    assert!(stage.embedder.embed_pixels_batch(Vec::new()).unwrap().is_empty());
}

#[test]
fn a_photo_is_prepared_and_embedded() {
    let stage = Stage::new();
    let photo = RgbImage::new(20, 10);
    assert_eq!(stage.embedder.embed_photo(&photo).unwrap(), [224.0]);
}

#[test]
fn a_load_that_fails_or_panics_is_an_error_of_spawn() {
    let failed = Embedder::spawn_with(|| Err(ClipError::Inference("no".to_owned())));
    assert!(matches!(failed.err(), Some(ClipError::Inference(reason)) if reason == "no"));
    let panicked = Embedder::spawn_with(|| panic!("odd weights"));
    assert!(panicked.err().unwrap().to_string().contains("odd weights"));
}

#[test]
fn tasks_that_fill_the_global_pool_do_not_starve_the_model() {
    let stage = Stage::new();
    let tasks = rayon::current_num_threads() * 2;
    stage.permit(tasks);
    rayon::scope(|scope| {
        for _ in 0..tasks {
            scope.spawn(|_| assert_eq!(stage.embedder.embed_text("word").unwrap(), [4.0]));
        }
    });
}
