"""Writes a checkpoint as weights for Ascribe, and what they give for a few texts of our own.

    python ship.py --work WORK --weights WORK/run.pt --out models/events/fast.safetensors \
        --reference testdata/events-reader/fast.json

Several checkpoints that began from the same weights are averaged. WORK/check.features is the analysis of `check.jsonl`.
"""

import argparse
import hashlib
import json
from pathlib import Path

import torch
from check import plain
from export import count, load_exported, load_mean, quantised, rename, split_recurrent, text_tensor
from feed import Store, make_batch
from labels import NAMES, PAIRS, PARTS
from markup import STATUSES
from network import EventReader
from safetensors.torch import save_file
from tree import Tree, lexicon_rows, lexicon_words
from windows import cut_windows

VERSION, BUDGET, CONTEXT = "1", 320, 48
ASKING = {"pairs.asking.": "pairs.from.", "pairs.asked.": "pairs.to."}
SHOWN = ("vectors", "words", "hashes", "tags", "deps", "distances", "flags", "heads", "governors")
LOW = 0.2


def main() -> None:
    options = parse_options()
    torch.set_num_threads(1)
    state = {rename(name): tensor for name, tensor in load_mean(options.weights).items()}
    store = Store(options.work)
    articles = list(store.articles("check"))
    tensors = quantised(renamed(split_recurrent(state), ASKING))
    tensors["lexicon"] = text_tensor([word for word, _ in lexicon_words()])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, options.out, metadata(state, store.names))
    data = options.out.read_bytes()
    print(f"{hashlib.sha256(data).hexdigest()}  {options.out.name}  {len(data)} bytes")
    if options.reference:
        write_reference(options, state, store.names, articles)


def renamed(tensors: dict, parts: dict) -> dict:
    for old, new in parts.items():
        tensors = {name.replace(old, new): tensor for name, tensor in tensors.items()}
    return tensors


def metadata(state: dict, names: dict) -> dict[str, str]:
    said = {"reader": "events", "version": VERSION, "budget": str(BUDGET), "context": str(CONTEXT)}
    lists = names | {"names": NAMES, "statuses": STATUSES, "roles": PAIRS, "parts": PARTS}
    said |= {name: json.dumps(values) for name, values in lists.items()}
    said |= {"activation": "relu", "news": "1"}
    return said | {"layers": str(count(state, "network.norms.")), "recurrent": str(count(state, "network.recurrent."))}


def write_reference(options, state: dict, names: dict, articles) -> None:
    layers, recurrent = count(state, "network.norms."), count(state, "network.recurrent.")
    network = Tree(names, lexicon_rows(lexicon_words()), layers, recurrent, 0.0)
    reader = EventReader(network, network.width, 0.0)
    exported = renamed(load_exported(options.out), {new: old for old, new in ASKING.items()})
    reader.load_state_dict(exported)
    reader.eval()
    made_by = f"training/events/ship.py, torch {torch.__version__}"
    options.reference.parent.mkdir(parents=True, exist_ok=True)
    with options.reference.open("w", encoding="utf-8") as out:
        texts = [show(reader, article) for article in articles]
        json.dump({"made_by": made_by, "texts": texts}, out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")


def show(reader, article) -> dict:
    windows = cut_windows(article.features["sizes"], article.blocks, BUDGET, CONTEXT)
    return {
        "name": article.name,
        "text": article.text,
        "blocks": article.blocks,
        "tokens": article.spans,
        "features": {name: plain(article.features[name]) for name in SHOWN},
        "windows": [show_window(reader, article, window) for window in windows],
    }


@torch.no_grad()
def show_window(reader, article, window) -> dict:
    batch = make_batch([(article, window.context, window.end)])
    rows = reader.network(batch)
    names = reader.names(rows)[0]
    named = (names.softmax(1)[:, 0] <= 1 - LOW).nonzero()[:, 0]
    pairs = reader.pairs(rows, batch, torch.zeros_like(named), named)
    return {
        "context": window.context,
        "core": window.core,
        "end": window.end,
        "names": short(names),
        "statuses": short(reader.statuses(rows)[0]),
        "parts": short(reader.parts(rows)[0]),
        "news": short(reader.news(rows)[0, :, 0]),
        "named": named.tolist(),
        "pairs": short(pairs),
    }


def short(values):
    values = values.tolist() if isinstance(values, torch.Tensor) else values
    return [short(value) for value in values] if isinstance(values, list) else round(values, 4)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reference", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
