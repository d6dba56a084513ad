"""Writes a checkpoint as weights for Ascribe: big matrices as int8 with one scale a row, all else as it is.

python export.py fast --features WORK --weights WORK/fast.8.pt --out models/attribution/fast.safetensors
"""

import argparse
import hashlib
import json
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

import readers
from encoder import package_file
from tree import lexicon_words, read_names

SMALL = 10_000
VERSION = "1"


def main() -> None:
    options = parse_options()
    state = load_mean(options.weights)
    tensors = split_recurrent(merge_chain(state))
    tensors = quantised(tensors) | word_list(options.reader)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, options.out, metadata(options, state))
    data = options.out.read_bytes()
    print(f"{hashlib.sha256(data).hexdigest()}  {options.out.name}  {len(data)} bytes")


def load_mean(checkpoints: list[Path]) -> dict:
    """The mean of checkpoints that began from the same weights."""
    states = [torch.load(path) for path in checkpoints]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def merge_chain(state: dict) -> dict:
    """The chain's weights with what is banned inside."""
    state = dict(state)
    for name in ("start", "follow"):
        state[f"chain.{name}"] = state.pop(f"chain.{name}_weight") + state.pop(f"chain.{name}_ban")
    for pointer in ("source", "cue"):
        state[f"{pointer}.distance"] = state.pop(f"{pointer}.distance.weight")[:, 0]
    return {rename(name): tensor for name, tensor in state.items()}


def rename(name: str) -> str:
    """Tables lose PyTorch's `.weight`."""
    table, _, last = name.rpartition(".")
    tables = ("words", "flags", "lexicon_rows", "hashed", "tags", "deps", "distances")
    return table if last == "weight" and table.split(".")[-1] in tables else name


def split_recurrent(tensors: dict) -> dict:
    """The recurrent layers' weights under names that say what they are, their two biases as one."""
    result = {name: tensor for name, tensor in tensors.items() if ".recurrent." not in name}
    for name, tensor in tensors.items():
        if name.endswith(".weight_ih_l0"):
            way = name.removesuffix(".weight_ih_l0")
            result[f"{way}.input.weight"] = tensor
            result[f"{way}.hidden.weight"] = tensors[f"{way}.weight_hh_l0"]
            result[f"{way}.bias"] = tensors[f"{way}.bias_ih_l0"] + tensors[f"{way}.bias_hh_l0"]
    return result


def quantised(tensors: dict) -> dict:
    result = {}
    for name, tensor in sorted(tensors.items()):
        if tensor.dim() == 2 and SMALL < tensor.numel() and is_large(name):
            scale = tensor.abs().amax(1).clamp(min=1e-12) / 127
            result[name] = torch.round(tensor / scale[:, None]).to(torch.int8)
            result[f"{name}.scale"] = scale
        else:
            result[name] = tensor.contiguous()
    return result


def is_large(name: str) -> bool:
    """The network's matrices but the positions; heads stay as they are."""
    return name.startswith("network.") and name != "network.positions"


def word_list(reader: str) -> dict[str, torch.Tensor]:
    if reader == "fast":
        return {"lexicon": text_tensor([word for word, _ in lexicon_words()])}
    pieces = json.loads(package_file("tokenizer.json"))["model"]["vocab"]
    return {"vocabulary": text_tensor(sorted(pieces, key=pieces.get))}


def text_tensor(lines: list[str]) -> torch.Tensor:
    return torch.tensor(list("\n".join(lines).encode("utf-8")), dtype=torch.uint8)


def metadata(options, state: dict) -> dict[str, str]:
    kind = readers.KINDS[options.reader]
    said = {
        "reader": options.reader,
        "version": VERSION,
        "budget": str(kind.budget),
        "context": str(kind.context),
        "content_none": "0",
    }
    if options.reader == "fast":
        said |= {name: json.dumps(values) for name, values in read_names(options.features).items()}
        said |= {"layers": str(count(state, "network.norms.")), "recurrent": str(count(state, "network.recurrent."))}
    return said


def count(state: dict, prefix: str) -> int:
    return len({name.removeprefix(prefix).split(".")[0] for name in state if name.startswith(prefix)})


def load_exported(path: Path) -> dict:
    """The state of a reader from exported weights: what Ascribe computes with."""
    with safe_open(path, "pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    state = {}
    for name, tensor in tensors.items():
        if name.endswith(".scale") or tensor.dtype == torch.uint8:
            continue
        scale = tensors.get(f"{name}.scale")
        state |= own_names(name, tensor if scale is None else tensor.float() * scale[:, None])
    return state


def own_names(name: str, tensor: torch.Tensor) -> dict:
    """The names by which the modules know an exported tensor."""
    if name in ("chain.start", "chain.follow"):
        return {f"{name}_weight": tensor, f"{name}_ban": torch.zeros_like(tensor)}
    if name in ("source.distance", "cue.distance"):
        return {f"{name}.weight": tensor[:, None]}
    if ".recurrent." in name:
        return recurrent_names(name, tensor)
    return {f"{name}.weight" if rename(f"{name}.weight") == name else name: tensor}


def recurrent_names(name: str, tensor: torch.Tensor) -> dict:
    way, _, part = name.removesuffix(".weight").rpartition(".")
    if part == "bias":
        return {f"{way}.bias_ih_l0": tensor, f"{way}.bias_hh_l0": torch.zeros_like(tensor)}
    return {f"{way}.weight_{'ih' if part == 'input' else 'hh'}_l0": tensor}


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=readers.KINDS)
    parser.add_argument("--features", type=Path, help="the folder of dev.features (fast)")
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="several are averaged")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
