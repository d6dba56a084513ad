#!/bin/sh
# Compares `ascribe annotate` with spaCy on 500,000 words.
#
#     tools/parity/run.sh ASCRIBE KIT WORK
#
# ASCRIBE is the program, KIT the benchmark kit, WORK a folder for what is made on the way: a virtual
# environment, texts, both annotations, differences.txt. What is there already is not made again.
set -eu
ascribe=$1 kit=$2 work=$3
here=$(dirname "$0")
root=$here/../..
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
mkdir -p "$work"

if [ ! -x "$work/venv/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --require-hashes --only-binary=:all: -r "$here/requirements.txt"
fi
if [ ! -s "$work/reference.jsonl" ]; then
    python3 "$here/texts.py" --kit "$kit" --own "$root/testdata/texts" --damaged 5000 --words 500000 > "$work/texts.jsonl"
    "$work/venv/bin/python" "$here/reference.py" "$work/texts.jsonl" > "$work/reference.part"
    mv "$work/reference.part" "$work/reference.jsonl"
fi
"$ascribe" annotate --format jsonl "$work/texts.jsonl" > "$work/ours.jsonl"

compare() {
    python3 "$here/compare.py" "$work/reference.jsonl" "$work/ours.jsonl" --differing "$work/differing.txt" "$@"
}
# A first look for the texts that differ, so that only those are measured for near ties.
compare --floor 0 > "$work/first.txt"
if [ -s "$work/differing.txt" ]; then
    "$work/venv/bin/python" "$here/reference.py" --margins --only "$work/differing.txt" "$work/texts.jsonl" > "$work/margins.jsonl"
    compare --margins "$work/margins.jsonl" --examples "$work/differences.txt"
else
    compare
fi
