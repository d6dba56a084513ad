"""Packs a reference into the columns that the Rust tests read.

    python3 sample.py reference.jsonl > testdata/parity/en_core_web_sm.jsonl

One line a text. start, end, ws, head, sent_start: lists of numbers. tag, pos, morph, dep, ent: one
string each, values parted by spaces, `_` for an empty one. lemma: a list, for lemmas hold spaces.
Lines of a text (ids with a colon) are left out: the whole texts hold them.
"""

import json
import sys

NUMBERS = ("start", "end", "ws", "head", "sent_start")
STRINGS = ("tag", "pos", "morph", "dep")


def entity(token):
    return "O" if token["ent_iob"] == "O" else f"{token['ent_iob']}-{token['ent_type']}"


def packed(document):
    tokens = document["tokens"]
    columns = {name: [int(token[name]) for token in tokens] for name in NUMBERS}
    columns |= {name: " ".join(token[name] or "_" for token in tokens) for name in STRINGS}
    columns["ent"] = " ".join(map(entity, tokens))
    columns["lemma"] = [token["lemma"] for token in tokens]
    columns |= {name: document[name] for name in ("noun_chunks", "cats", "spans")}
    return {"id": document["id"], "text": document["text"], **columns}


def main():
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)
    with open(sys.argv[1], encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            if ":" not in document["id"]:
                print(json.dumps(packed(document), ensure_ascii=False, separators=(",", ":")), file=out)


if __name__ == "__main__":
    main()
