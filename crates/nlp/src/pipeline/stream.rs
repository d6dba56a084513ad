//! Many texts on many threads, results in order.

use rayon::ThreadPool;
use rayon::prelude::*;

use super::Pipeline;
use crate::doc::Doc;

/// Texts go to a thread in groups of about this many bytes.
const GROUP_BYTES: usize = 16 << 10;

/// Each thread gets about this many groups before results are handed out.
const GROUPS_A_THREAD: usize = 8;

impl Pipeline {
    /// Analyses a stream of texts on `threads` threads (0 for as many as the machine has): spaCy's
    /// `nlp.pipe`. Results come in the order of the texts and do not depend on the number of threads.
    ///
    /// A bounded number of texts is held at a time, about 128 KiB of them a thread and at least one: the
    /// stream may be longer than the memory. Texts are drawn on the thread that asks for documents, a
    /// round of them before its first document comes. Where the system has no threads to give, it runs on
    /// that one.
    ///
    /// ```
    /// # use std::path::Path;
    /// # use ascribe_nlp::{Package, Pipeline};
    /// # let pipeline = Pipeline::load(&Package::open(Path::new("../../testdata/pipelines/small"))?)?;
    /// let texts = ["Police left.", "", "Gunmen attacked Sant Obel. No group claimed the attack."];
    /// let lengths: Vec<_> = pipeline.annotate_stream(texts, 2).map(|doc| doc.len()).collect();
    /// assert_eq!(lengths, [3, 0, 11]);
    /// # Ok::<(), ascribe_nlp::Error>(())
    /// ```
    pub fn annotate_stream<T, I>(&self, texts: I, threads: usize) -> impl Iterator<Item = Doc>
    where
        T: AsRef<str> + Send + Sync,
        I: IntoIterator<Item = T>,
    {
        let pool = pool(threads);
        let mut texts = texts.into_iter();
        let rounds = std::iter::from_fn(move || {
            let width = pool.as_ref().map_or(1, ThreadPool::current_num_threads);
            let groups = take_groups(&mut texts, width * GROUPS_A_THREAD);
            (!groups.is_empty()).then(|| self.annotate_groups(pool.as_ref(), &groups))
        });
        rounds.flatten()
    }

    fn annotate_groups<T: AsRef<str> + Sync>(
        &self,
        pool: Option<&ThreadPool>,
        groups: &[Vec<T>],
    ) -> Vec<Doc> {
        let annotate = |group: &Vec<T>| {
            let texts: Vec<_> = group.iter().map(AsRef::as_ref).collect();
            self.annotate_batch(&texts)
        };
        let Some(pool) = pool else {
            return groups.iter().flat_map(annotate).collect();
        };
        pool.install(|| groups.par_iter().map(annotate).collect::<Vec<_>>())
            .into_iter()
            .flatten()
            .collect()
    }
}

/// A pool of threads; none for one thread, or where the system has none to give.
fn pool(threads: usize) -> Option<ThreadPool> {
    if threads == 1 {
        return None;
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .ok()
}

/// Up to `count` groups of texts from the stream.
fn take_groups<T: AsRef<str>>(texts: &mut impl Iterator<Item = T>, count: usize) -> Vec<Vec<T>> {
    let groups = std::iter::from_fn(|| {
        let mut group = Vec::new();
        let mut bytes = 0;
        while bytes < GROUP_BYTES
            && let Some(text) = texts.next()
        {
            bytes += text.as_ref().len().max(1);
            group.push(text);
        }
        (!group.is_empty()).then_some(group)
    });
    groups.take(count).collect()
}
