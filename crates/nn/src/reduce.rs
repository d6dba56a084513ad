//! From the rows of a sequence to one row.
//!
//! `rows` is the sequence, row after row of the length of `output`. An empty sequence gives zeros.

/// The mean of the rows.
pub fn reduce_mean(rows: &[f32], output: &mut [f32]) {
    output.fill(0.0);
    let count = rows.len() / output.len().max(1);
    for row in rows.chunks_exact(output.len().max(1)) {
        output
            .iter_mut()
            .zip(row)
            .for_each(|(sum, value)| *sum += value);
    }
    output
        .iter_mut()
        .for_each(|sum| *sum /= count.max(1) as f32);
}

/// The largest number of each column.
pub fn reduce_max(rows: &[f32], output: &mut [f32]) {
    reduce_first(rows, output);
    for row in rows.chunks_exact(output.len().max(1)).skip(1) {
        output
            .iter_mut()
            .zip(row)
            .for_each(|(best, &value)| *best = best.max(value));
    }
}

/// The first row.
pub fn reduce_first(rows: &[f32], output: &mut [f32]) {
    match rows.get(..output.len()) {
        Some(first) => output.copy_from_slice(first),
        None => output.fill(0.0),
    }
}

/// The last row.
pub fn reduce_last(rows: &[f32], output: &mut [f32]) {
    match rows.len().checked_sub(output.len()) {
        Some(start) => output.copy_from_slice(&rows[start..]),
        None => output.fill(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reduce: fn(&[f32], &mut [f32]), expected: [f32; 2], of_nothing: [f32; 2]) {
        let mut output = [9.0; 2];
        reduce(&[1.0, 8.0, 3.0, -2.0, 5.0, 0.0], &mut output);
        assert_eq!(output, expected);
        reduce(&[], &mut output);
        assert_eq!(output, of_nothing);
    }

    #[test]
    fn every_reduction() {
        check(reduce_mean, [3.0, 2.0], [0.0; 2]);
        check(reduce_max, [5.0, 8.0], [0.0; 2]);
        check(reduce_first, [1.0, 8.0], [0.0; 2]);
        check(reduce_last, [5.0, 0.0], [0.0; 2]);
    }
}
