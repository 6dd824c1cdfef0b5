//! The first of many in an order, without sorting all of them.

use std::cmp::Ordering;

/// The highest scores first, then the lowest places.
pub(crate) fn by_score(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// The first `count` of what is offered, in an order that tells all of it apart: which they are does not depend on when
/// each was offered.
pub struct Best<T, F> {
    count: usize,
    order: F,
    kept: Vec<T>,
    /// The last of the first `count`, once there are so many: nothing after it is wanted.
    floor: Option<T>,
}

impl<T: Copy, F: Fn(&T, &T) -> Ordering> Best<T, F> {
    /// Nothing has been offered yet.
    pub fn new(count: usize, order: F) -> Best<T, F> {
        Best {
            count,
            order,
            kept: Vec::new(),
            floor: None,
        }
    }

    /// Takes note of one.
    #[inline]
    pub fn offer(&mut self, one: T) {
        // Most fall behind the floor, and are passed over by one comparison.
        let behind = |floor: &T| (self.order)(&one, floor) == Ordering::Greater;
        if !self.floor.as_ref().is_some_and(behind) {
            self.keep(one);
        }
    }

    #[inline(never)]
    fn keep(&mut self, one: T) {
        if self.count == 0 {
            return;
        }
        self.kept.push(one);
        if self.kept.len() >= self.count.saturating_mul(2).max(32) {
            self.cut();
        }
    }

    /// Takes note of what others found.
    pub fn join(&mut self, others: Best<T, F>) {
        others.kept.into_iter().for_each(|one| self.offer(one));
    }

    /// Forgets what is behind the first `count`.
    fn cut(&mut self) {
        if self.kept.len() > self.count {
            self.kept.select_nth_unstable_by(self.count - 1, &self.order);
            self.kept.truncate(self.count);
            self.floor = self.kept.last().copied();
        }
    }

    /// The first `count` in their order.
    pub fn sorted(mut self) -> Vec<T> {
        self.kept.sort_unstable_by(&self.order);
        self.kept.truncate(self.count);
        self.kept
    }
}
