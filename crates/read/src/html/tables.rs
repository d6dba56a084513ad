//! Tables: cells of one row become one block, where the table holds data and not the page's layout.

use super::block::{Block, Part};

/// A table with a longer cell, in bytes, is layout.
const LONGEST_CELL: usize = 200;

/// Joins the cells of each row, keeping for each block whether it is of the article, and the number
/// of the block that each one has become.
pub(super) fn join(
    blocks: Vec<Block>,
    in_article: Vec<bool>,
) -> (Vec<Block>, Vec<bool>, Vec<usize>) {
    let is_data = data_tables(&blocks);
    let (mut joined, mut kept): (Vec<Block>, Vec<bool>) = (Vec::new(), Vec::new());
    let mut became = Vec::with_capacity(blocks.len());
    for (mut block, article) in blocks.into_iter().zip(in_article) {
        let context = block.context;
        let is_cell =
            context.part == Part::Cell && is_data.get(context.table as usize) == Some(&true);
        if is_cell
            && let Some(last) = joined.last_mut()
            && (last.context.table, last.context.row, last.context.part)
                == (context.table, context.row, Part::Cell)
        {
            last.join("\t", &block);
            if let Some(kept) = kept.last_mut() {
                *kept |= article;
            }
        } else {
            if context.part == Part::Cell && !is_cell {
                block.context.part = Part::Text;
            }
            joined.push(block);
            kept.push(article);
        }
        became.push(joined.len() - 1);
    }
    (joined, kept, became)
}

/// For each table by number whether it holds data: short cells, and a row with two of them.
fn data_tables(blocks: &[Block]) -> Vec<bool> {
    let count = blocks
        .iter()
        .map(|block| block.context.table as usize)
        .max();
    let mut short = vec![true; count.unwrap_or(0) + 1];
    let mut wide = vec![false; short.len()];
    let mut last_row = 0;
    for block in blocks.iter().filter(|block| 0 < block.context.table) {
        let table = block.context.table as usize;
        short[table] &= block.words.len() <= LONGEST_CELL && block.context.part == Part::Cell;
        wide[table] |= 0 < block.context.row && block.context.row == last_row;
        last_row = block.context.row;
    }
    short
        .iter()
        .zip(wide)
        .map(|(short, wide)| *short && wide)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::walk::walk;
    use super::*;

    fn check(markup: &str, expected: &[&str]) {
        let blocks = walk(markup).blocks;
        let in_article = vec![true; blocks.len()];
        let (joined, _, _) = join(blocks, in_article);
        let words: Vec<_> = joined.iter().map(|block| &block.words).collect();
        assert_eq!(words, expected, "{markup}");
    }

    #[test]
    fn rows_of_data() {
        check(
            "<table><tr><th>Town<th>Hurt<tr><td>Zandar<td>5<tr><td>Kolm<td>2</table>after",
            &["Town\tHurt", "Zandar\t5", "Kolm\t2", "after"],
        );
    }

    #[test]
    fn tables_for_layout() {
        let long = "A bomb went off in the market. ".repeat(10);
        let long = long.trim();
        check(
            &format!("<table><tr><td>Menu<td>{long}</table>"),
            &["Menu", long],
        );
        check(
            "<table><tr><td><p>A<p>B<td><h2>C</h2></table>",
            &["A", "B", "C"],
        );
    }
}
