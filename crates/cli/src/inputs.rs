//! The inputs of a command: files or standard input, read one after the other, worked on in
//! parallel, answered in order.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use ascribe::{Piece, ReadOptions, stream};

/// How many inputs are worked on at once for each thread; bounds memory.
const PER_THREAD: usize = 32;

/// Files over this size are refused: offsets are 32 bits wide.
const MOST_BYTES: u64 = u32::MAX as u64;

/// Standard input's name among the paths.
pub(crate) const STANDARD_INPUT: &str = "-";

/// One input.
pub(crate) struct Input {
    /// The path as the user wrote it.
    pub(crate) name: String,
    /// All its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// Reads each of `paths`, does `work` on them with as many threads as asked for (0: one a core),
/// and hands the results to `emit` in the order of the paths. An input that fails is told and
/// passed over; the answer is whether none did.
pub(crate) fn for_each<Output: Send>(
    paths: &[PathBuf],
    threads: usize,
    work: impl Fn(&Input) -> anyhow::Result<Output> + Sync + Send,
    mut emit: impl FnMut(Output) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let pool = ascribe::stream::Pool::new(threads);
    let mut all_well = true;
    for chunk in paths.chunks(pool.threads() * PER_THREAD) {
        let results = pool.map(chunk, |path| work(&read(path)?));
        for result in results {
            all_well &= told(result, &mut emit)?;
        }
    }
    Ok(all_well)
}

/// The same for commands that work on reports, of which an input may hold many: they are shared out
/// among the threads one by one.
pub(crate) fn for_each_report<Output: Send>(
    paths: &[PathBuf],
    threads: usize,
    options: &ReadOptions,
    work: impl Fn(&str, &Piece<'_>) -> anyhow::Result<Output> + Sync + Send,
    mut emit: impl FnMut(Output) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let pool = stream::Pool::new(threads);
    let at_once = pool.threads() * PER_THREAD;
    let mut all_well = true;
    for chunk in paths.chunks(at_once) {
        let files = pool.map(chunk, |path| read(path));
        let opened = pool.map(&files, |file| open(file, options));
        let mut reports = opened.iter().flat_map(reports);
        loop {
            let batch: Vec<_> = reports.by_ref().take(at_once).collect();
            if batch.is_empty() {
                break;
            }
            let results = pool.map(&batch, |report| match report {
                Ok((name, piece)) => work(name, piece),
                Err(error) => Err(anyhow!("{error:#}")),
            });
            for result in results {
                all_well &= told(result, &mut emit)?;
            }
        }
    }
    Ok(all_well)
}

/// A file's name and its bytes unpacked, or why it could not be read.
type Opened<'f> = Result<(&'f str, ascribe::Input<'f>), &'f anyhow::Error>;

/// One report with its file's name, or why there is none.
type Report<'f> = Result<(&'f str, Piece<'f>), &'f anyhow::Error>;

fn open<'f>(file: &'f anyhow::Result<Input>, options: &ReadOptions) -> Opened<'f> {
    let file = file.as_ref()?;
    Ok((&file.name, ascribe::Input::open(&file.bytes, options)))
}

fn reports<'o>(opened: &'o Opened<'_>) -> Box<dyn Iterator<Item = Report<'o>> + 'o> {
    match opened {
        Ok((name, input)) => Box::new(input.pieces().map(|piece| Ok((*name, piece)))),
        Err(error) => Box::new(std::iter::once(Err(*error))),
    }
}

/// Hands the result on, or tells the user why there is none; `false` then.
fn told<Output>(
    result: anyhow::Result<Output>,
    emit: &mut impl FnMut(Output) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    match result {
        Ok(output) => emit(output).map(|()| true),
        Err(error) => {
            crate::complain(&error);
            Ok(false)
        }
    }
}

/// All bytes of the file at `path`, or of standard input.
fn read(path: &Path) -> anyhow::Result<Input> {
    let name = path.display().to_string();
    let bytes = if name == STANDARD_INPUT {
        read_standard_input()?
    } else {
        read_file(path)?
    };
    Ok(Input { name, bytes })
}

fn read_standard_input() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .context("reading standard input")?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("standard input: over 4 GiB; split it");
    }
    Ok(bytes)
}

fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let about = || format!("{}", path.display());
    let metadata = std::fs::metadata(path).with_context(about)?;
    if metadata.is_dir() {
        bail!(
            "{}: is a folder; name its files, as in {}/*.txt",
            about(),
            about()
        );
    }
    if metadata.len() > MOST_BYTES {
        bail!("{}: over 4 GiB; split it", about());
    }
    std::fs::read(path).with_context(about)
}
