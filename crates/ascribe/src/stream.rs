//! Many inputs on many cores, answered in order.

use rayon::prelude::*;

/// Threads that share work. The number of them never changes a result.
pub struct Pool(rayon::ThreadPool);

impl Pool {
    /// A pool of that many threads; 0 means one for each core.
    ///
    /// # Panics
    /// If the system gives no threads.
    #[must_use]
    pub fn new(threads: usize) -> Self {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        Self(pool.expect("a system without threads cannot run this program"))
    }

    /// How many threads there are.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.0.current_num_threads()
    }

    /// What `work` makes of each item, in the order of the items.
    pub fn map<'i, Item: Sync, Output: Send>(
        &self,
        items: &'i [Item],
        work: impl Fn(&'i Item) -> Output + Sync + Send,
    ) -> Vec<Output> {
        self.0
            .install(|| items.par_iter().with_max_len(1).map(work).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept() {
        let items: Vec<u32> = (0..100).collect();
        assert_eq!(
            Pool::new(4).map(&items, |item| item * 2),
            Pool::new(1).map(&items, |item| item * 2)
        );
    }
}
