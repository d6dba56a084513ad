#!/bin/sh
# Compares `ascribe annotate` with spaCy, token by token.
#
#     tools/parity/run.sh ASCRIBE KIT WORK [WORDS] [FOLDER...]
#
# ASCRIBE is the program, KIT the benchmark kit, WORK a folder for what is made on the way: a virtual
# environment, texts, both annotations, differences.txt. The environment is not made again where it is
# there; nor is spaCy's annotation, where the texts are the same. WORDS is how many are wanted (1,300,000); each
# FOLDER holds manuals and other texts, and one that is not there is left out. Without a FOLDER they are this
# machine's own: its packages' manuals and licences, Rust's books, Python's library.
set -eu
ascribe=$1 kit=$2 work=$3 words=${4:-1300000}
shift $(($# < 4 ? $# : 4))
here=$(dirname "$0")
root=$here/../..
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
mkdir -p "$work"

if [ $# = 0 ]; then
    library=$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
    set -- /usr/share/doc "$(rustc --print sysroot 2> /dev/null)/share/doc" "$library"
fi
folders=$#
for folder; do set -- "$@" --folder "$folder"; done
shift "$folders"

if [ ! -x "$work/venv/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --require-hashes --only-binary=:all: -r "$here/requirements.txt"
fi
python3 "$here/texts.py" --kit "$kit" --own "$root/testdata/texts" --damaged 5000 --words "$words" "$@" > "$work/texts.part"
if [ ! -s "$work/reference.jsonl" ] || ! cmp -s "$work/texts.part" "$work/texts.jsonl"; then
    mv "$work/texts.part" "$work/texts.jsonl"
    rm -f "$work/reference.jsonl"
    "$work/venv/bin/python" "$here/reference.py" "$work/texts.jsonl" > "$work/reference.part"
    mv "$work/reference.part" "$work/reference.jsonl"
fi
rm -f "$work/texts.part"
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
