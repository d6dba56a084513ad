"""Trains the event reader.

    python learn.py --texts TEXTS --bench BENCH --work WORK --out WORK/run [--start attribution.pt]

The learning rate rises over the first steps, then falls in a straight line. What is kept is a running mean of the
weights. After every epoch the held out reports are measured.
"""

import argparse
import pickle
import random
import time
from pathlib import Path
from types import SimpleNamespace

import judge
import torch
from encoder import WIDTH, LAYERS, public_encoder
from readers import group
from batches import epoch_batches
from feed import Store, make_batch, shuffled
from network import EventReader
from tree import Tree, lexicon_rows, lexicon_words

SHARES = {"names": 1.0, "statuses": 0.6, "pairs": 0.5, "parts": 0.5, "news": 0.2}


def main() -> None:
    options = parse_options()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    store = Store(options.work, options.encoder)
    own, held = store.own("own", options.texts)
    for name in options.copies:
        own += store.own(name, options.texts)[0]
    learn, muc_held = own * options.repeat, []
    if options.bench:
        messages, muc_held, _ = store.muc(options.bench / "muc4")
        learn = learn + shuffled(messages, options.seed)[: options.messages]
    for pair in options.silver or []:
        name, path = pair.split("=")
        with open(path, "rb") as file:
            told = pickle.load(file)
        learn = learn + list(store.silver(name, told, options.muc if name == "muc" else None))
    print(f"{len(own)} reports of ours, {len(held)} held out, {len(muc_held)} messages held out", flush=True)
    reader = build(store.names, options)
    Training(reader, learn, held, muc_held, store.names, options).run()


def build(names: dict, options) -> EventReader:
    if options.encoder:
        network, network_width = public_encoder(), WIDTH
        reader = EventReader(network, network_width, options.dropout)
        return started(reader, options)
    network = Tree(names, lexicon_rows(lexicon_words()), options.layers, options.recurrent, options.dropout)
    reader = EventReader(network, network.width, options.dropout)
    return started(reader, options)


def started(reader, options):
    if options.start:
        state = torch.load(options.start)
        own = reader.state_dict()
        fits = {name: tensor for name, tensor in state.items() if name in own and own[name].shape == tensor.shape}
        reader.load_state_dict(fits, strict=False)
        print(f"{len(fits)} tensors from {options.start}")
    return reader


def encoder_groups(reader, options):
    encoder = reader.network
    depths = [encoder.words.parameters(), encoder.norm.parameters(), [encoder.positions]]
    groups = [group(part, options.encoder_rate * options.layer_decay**LAYERS) for part in depths]
    for depth, layer in enumerate(reversed(encoder.layers)):
        groups.append(group(layer.parameters(), options.encoder_rate * options.layer_decay**depth))
    heads = [one for name, one in reader.named_parameters() if not name.startswith("network.")]
    return [*groups, group(heads, options.rate), group(encoder.flags.parameters(), options.rate)]


class Training:
    def __init__(self, reader, articles, held, muc_held, names, options):
        self.reader, self.articles, self.held, self.muc_held, self.options = reader, articles, held, muc_held, options
        proper = [row for row, tag in enumerate(names["tags"], 1) if tag in ("NNP", "NNPS")]
        self.hide = SimpleNamespace(tags=torch.tensor(proper), names=options.hide_names, words=options.hide_words)
        self.mean = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
        if options.encoder:
            groups = encoder_groups(reader, options)
            self.optimizer = torch.optim.AdamW(groups, weight_decay=options.weight_decay, betas=(0.9, 0.98), fused=True)
            self.rates = [group["lr"] for group in self.optimizer.param_groups]
            self.shuffle, self.began = random.Random(options.seed), time.monotonic()
            return
        lexicon = reader.network.lexicon_rows.weight
        trunk = [one for one in reader.network.parameters() if one is not lexicon]
        heads = [one for name, one in reader.named_parameters() if not name.startswith("network.")]
        groups = [(trunk, options.trunk_rate), (heads, options.rate)]
        if options.lexicon_rate:
            groups.append(([lexicon], options.lexicon_rate))
        else:
            lexicon.requires_grad_(False)
        self.optimizer = torch.optim.AdamW(
            [{"params": part, "lr": rate} for part, rate in groups],
            weight_decay=options.weight_decay, betas=(0.9, 0.98), fused=True,
        )  # fmt: skip
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.shuffle, self.began = random.Random(options.seed), time.monotonic()

    def run(self) -> None:
        self.say(f"{vars(self.options)}")
        step, steps = 0, None
        for epoch in range(1, self.options.epochs + 1):
            batches = epoch_batches(self.articles, 254 if self.options.encoder else 320, self.options.batch, self.shuffle)
            steps = steps or len(batches) * self.options.epochs
            total = {}
            for items in batches:
                for name, loss in self.learn(items, min(step / steps, 1.0), step).items():
                    total[name] = total.get(name, 0.0) + loss / len(batches)
                step += 1
            torch.save(self.mean, self.options.out.with_suffix(".pt"))
            self.say(f"epoch {epoch}, step {step}: " + ", ".join(f"{key} {value:.3f}" for key, value in total.items()))
            if epoch % self.options.every == 0 or epoch == self.options.epochs:
                self.measure()

    def learn(self, items, progress: float, step: int) -> dict[str, float]:
        self.reader.train()
        for group, rate in zip(self.optimizer.param_groups, self.rates):
            group["lr"] = rate * min((step + 1) / 50, 1 - progress)
        losses = self.reader.losses(make_batch(items, self.hide))
        sum(SHARES[name] * loss for name, loss in losses.items()).backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 2.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.follow(step)
        return {name: float(loss.detach()) for name, loss in losses.items()}

    @torch.no_grad()
    def follow(self, step: int) -> None:
        share = max(1 / (step + 1), 1 - self.options.mean_decay)
        for name, tensor in self.reader.state_dict().items():
            self.mean[name].lerp_(tensor, share)

    def measure(self) -> None:
        last = {name: tensor.clone() for name, tensor in self.reader.state_dict().items()}
        self.reader.load_state_dict(self.mean)
        self.say(judge.line(judge.own(self.reader, self.held)))
        if self.muc_held:
            self.say(judge.line(judge.muc(self.reader, self.muc_held)))
        self.reader.load_state_dict(last)

    def say(self, line: str) -> None:
        print(f"{(time.monotonic() - self.began) / 60:6.1f} {line}", flush=True)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--texts", type=Path, nargs="+", required=True)
    add("--copies", nargs="*", default=[], help="other analyses of the same texts, as `capitals`")
    add("--bench", type=Path, help="the benchmark kit, for MUC-4's messages")
    add("--messages", type=int, default=10_000, help="learn from so many of MUC-4's messages")
    add("--work", type=Path, required=True)
    add("--out", type=Path, required=True)
    add("--start", type=Path, help="a checkpoint whose tensors are taken where they fit")
    add("--encoder", action="store_true")
    add("--silver", nargs="*", help="NAME=LABELS of texts that a teacher read")
    add("--muc", type=Path, help="MUC-4's folder, whose keys set the silver of `muc` right")
    add("--encoder-rate", type=float, default=1.5e-4)
    add("--layer-decay", type=float, default=0.9)
    add("--epochs", type=int, default=12)
    add("--every", type=int, default=4, help="measure every so many epochs")
    add("--repeat", type=int, default=1, help="how often our reports come in an epoch")
    add("--batch", type=int, default=8)
    add("--rate", type=float, default=2e-3)
    add("--trunk-rate", type=float, default=1e-3)
    add("--lexicon-rate", type=float, default=2e-4)
    add("--weight-decay", type=float, default=0.01)
    add("--mean-decay", type=float, default=0.99)
    add("--layers", type=int, default=2)
    add("--recurrent", type=int, default=1)
    add("--dropout", type=float, default=0.3)
    add("--hide-names", type=float, default=0.5)
    add("--hide-words", type=float, default=0.1)
    add("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
