//! What waits for the model, and in which order it is served.
//!
//! One consumer, many producers. Newest interactive request first (an older one
//! is a search that was typed over); then the oldest batch, a piece at a time.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

use crate::{ClipError, Pixels};

/// As many interactive requests may wait.
pub(super) const MAX_INTERACTIVE: usize = 64;
/// As many batches may wait.
const MAX_BATCHES: usize = 64;

type Rows = Result<Vec<Vec<f32>>, ClipError>;

/// What is to be embedded.
pub(super) enum Input {
    Texts(Vec<String>),
    Pixels(Vec<Pixels>),
    /// Pictures that are named as well.
    Named(Vec<Pixels>),
}

impl Input {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Pixels(pixels) | Self::Named(pixels) => pixels.len(),
        }
    }

    /// Takes the first `count` items out, or all there are.
    fn split_front(&mut self, count: usize) -> Self {
        fn front<T>(items: &mut Vec<T>, count: usize) -> Vec<T> {
            let rest = items.split_off(count.min(items.len()));
            std::mem::replace(items, rest)
        }
        match self {
            Self::Texts(texts) => Self::Texts(front(texts, count)),
            Self::Pixels(pixels) => Self::Pixels(front(pixels, count)),
            Self::Named(pixels) => Self::Named(front(pixels, count)),
        }
    }
}

/// The waiting work. Closed once, by whichever side ends first.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    interactive: Vec<Interactive>,
    batches: VecDeque<Batch>,
    closed: bool,
}

struct Interactive {
    input: Input,
    answer: mpsc::SyncSender<Rows>,
}

/// A batch of which some pieces may be done already.
pub(super) struct Batch {
    rest: Input,
    done: Vec<Vec<f32>>,
    answer: mpsc::SyncSender<Rows>,
}

/// One piece of work for the model, and where its result goes.
pub(super) struct Work {
    pub input: Input,
    pub answer: Answer,
}

pub(super) enum Answer {
    Interactive(mpsc::SyncSender<Rows>),
    Batch(Batch),
}

impl Queue {
    /// Waits for the answer to an interactive request.
    pub(super) fn interactive(&self, input: Input) -> Rows {
        let (answer, result) = mpsc::sync_channel(1);
        {
            let mut state = self.lock();
            state.admit(state.interactive.len() < MAX_INTERACTIVE)?;
            state.interactive.push(Interactive { input, answer });
        }
        self.changed.notify_one();
        result.recv().unwrap_or(Err(ClipError::Closed))
    }

    /// Waits for all rows of a batch.
    pub(super) fn batch(&self, input: Input) -> Rows {
        if input.len() == 0 {
            return Ok(Vec::new());
        }
        let (answer, result) = mpsc::sync_channel(1);
        {
            let mut state = self.lock();
            state.admit(state.batches.len() < MAX_BATCHES)?;
            let done = Vec::with_capacity(input.len());
            state.batches.push_back(Batch {
                rest: input,
                done,
                answer,
            });
        }
        self.changed.notify_one();
        result.recv().unwrap_or(Err(ClipError::Closed))
    }

    /// The next work, a batch's cut to `piece` items; `None` when the queue is closed.
    pub(super) fn take(&self, piece: usize) -> Option<Work> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(Interactive { input, answer }) = state.interactive.pop() {
                return Some(Work {
                    input,
                    answer: Answer::Interactive(answer),
                });
            }
            if let Some(mut batch) = state.batches.pop_front() {
                let input = batch.rest.split_front(piece);
                return Some(Work {
                    input,
                    answer: Answer::Batch(batch),
                });
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Refuses what comes and lets go of what waits; those callers get [`ClipError::Closed`].
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.interactive.clear();
        state.batches.clear();
        drop(state);
        self.changed.notify_all();
    }

    /// How many requests wait.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        let state = self.lock();
        state.interactive.len() + state.batches.len()
    }

    fn resume(&self, batch: Batch) {
        let mut state = self.lock();
        if !state.closed {
            state.batches.push_front(batch);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No code panics while it holds the lock, so the state is whole in any case.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn admit(&self, has_room: bool) -> Result<(), ClipError> {
        match (self.closed, has_room) {
            (true, _) => Err(ClipError::Closed),
            (false, false) => Err(ClipError::Busy),
            (false, true) => Ok(()),
        }
    }
}

impl Answer {
    /// Hands a piece's result on: to the caller, or back to its batch, which goes
    /// to the head of the queue until it is complete. A caller who is gone is ignored.
    pub(super) fn piece_done(self, result: Rows, queue: &Queue) {
        match (self, result) {
            (Self::Interactive(answer), result) => drop(answer.send(result)),
            (Self::Batch(batch), Err(error)) => drop(batch.answer.send(Err(error))),
            (Self::Batch(mut batch), Ok(rows)) => {
                batch.done.extend(rows);
                if batch.rest.len() == 0 {
                    drop(batch.answer.send(Ok(batch.done)));
                } else {
                    queue.resume(batch);
                }
            }
        }
    }
}
