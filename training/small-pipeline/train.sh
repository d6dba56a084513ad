#!/bin/sh
# Trains the small pipeline and annotates its test texts with spaCy.
#
#     training/small-pipeline/train.sh WORK
#
# WORK gets the training data and logs; testdata/pipelines/ gets the pipeline and the reference. PYTHON
# is an interpreter with tools/parity/requirements.txt installed.
set -eu
work=$1
here=$(dirname "$0")
out=$here/../../testdata/pipelines
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
mkdir -p "$work" "$out"
python=${PYTHON:-python3}

"$python" "$here/generate.py" "$work"
"$python" -m spacy init fill-config "$here/base.cfg" "$work/config.cfg"
"$python" -m spacy train "$work/config.cfg" --output "$work/trained" \
    --paths.train "$work/train.spacy" --paths.dev "$work/dev.spacy"
"$python" "$here/finish.py" "$work/trained/model-last" "$work/train.spacy" "$out/small"
"$python" "$here/../../tools/parity/reference.py" --pipeline "$out/small" "$work/texts.jsonl" > "$work/reference.jsonl"
"$python" "$here/../../tools/parity/sample.py" "$work/reference.jsonl" > "$out/small.jsonl"
