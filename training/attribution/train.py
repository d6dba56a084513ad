"""Trains a reader on the train part and keeps a checkpoint an epoch.

    python train.py accurate --data BENCH --out WORK/accurate-1

The learning rate rises over the first twentieth, then falls in a straight line to nothing at the last step, or at
`--minutes`, whichever comes first. What is kept is a running mean of the weights. Chooses nothing: see `measure.py`.
"""

import argparse
import random
import time
from pathlib import Path

import torch

import readers
from batches import epoch_batches, make_batch


def main() -> None:
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    kind = readers.KINDS[options.reader]
    Training(kind, kind.read(options, "train")[: options.articles], options).run()


class Training:
    def __init__(self, kind, articles, options):
        self.kind, self.articles, self.options = kind, articles, options
        self.reader = kind.build(options)
        if options.start:
            self.reader.load_state_dict(torch.load(options.start))
        self.mean = {name: tensor.clone() for name, tensor in self.reader.state_dict().items()}
        self.optimizer = torch.optim.AdamW(
            kind.groups(self.reader, options), weight_decay=options.weight_decay, betas=(0.9, 0.98), fused=True
        )
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.shuffle = random.Random(options.seed)
        self.began = time.monotonic()

    def run(self) -> None:
        self.say(f"{vars(self.options)}, {sum(one.numel() for one in self.reader.parameters())} parameters")
        step, steps = 0, None
        for epoch in range(self.options.epochs):
            batches = epoch_batches(self.articles, self.kind.budget, self.options.batch, self.shuffle)
            steps = steps or len(batches) * self.options.epochs
            for batch in batches:
                progress = max(step / steps, self.minutes() / self.options.minutes)
                if 1 <= progress:
                    break
                self.learn(batch, progress, step)
                step += 1
            self.save(epoch + 1)
        self.say("end")

    def learn(self, items, progress: float, step: int) -> None:
        self.reader.train()
        for group, rate in zip(self.optimizer.param_groups, self.rates):
            group["lr"] = rate * min((step + 1) / 100, 1 - progress)
        losses = self.reader.losses(make_batch(items, self.kind.inputs))
        loss = (
            losses["chain"] + self.options.label_share * losses["labels"] + self.options.link_share * losses["links"]
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.follow(step)
        if step % 50 == 0:
            self.say(
                f"step {step}, {progress:.3f} done: "
                + ", ".join(f"{name} {loss.item():.4f}" for name, loss in losses.items())
            )

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Moves the running mean a little towards the weights."""
        share = max(1 / (step + 1), 1 - self.options.mean_decay)
        for name, tensor in self.reader.state_dict().items():
            if tensor.is_floating_point():
                self.mean[name].lerp_(tensor, share)

    def save(self, epoch: int) -> None:
        self.say(f"epoch {epoch} saved")
        torch.save(self.mean, self.options.out.with_suffix(f".{epoch}.pt"))

    def minutes(self) -> float:
        return (time.monotonic() - self.began) / 60

    def say(self, line: str) -> None:
        print(f"{self.minutes():6.1f} {line}", flush=True)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("reader", choices=readers.KINDS)
    add("--data", type=Path, required=True, help="the folder with train/ and dev/")
    add("--features", type=Path, help="the folder of PART.features, stored by features.py (fast)")
    add("--out", type=Path, required=True, help="checkpoints are called OUT.1.pt, OUT.2.pt ...")
    add("--start", type=Path, help="a checkpoint to go on from")
    add("--epochs", type=int, default=4)
    add("--minutes", type=float, default=1e9, help="be done by then")
    add("--batch", type=int, default=8, help="windows a step")
    add("--rate", type=float, default=1e-3, help="learning rate of what begins from nothing")
    add("--encoder-rate", type=float, default=1.3e-4, help="of the encoder's last layer")
    add("--layer-decay", type=float, default=0.9, help="each layer below learns at this share of the one above")
    add("--label-share", type=float, default=0.3, help="share of the single labels' loss beside the chain's")
    add("--link-share", type=float, default=0.1)
    add("--mean-decay", type=float, default=0.995)
    add("--weight-decay", type=float, default=0.01)
    add("--layers", type=int, default=2, help="tree layers (fast)")
    add("--recurrent", type=int, default=1, help="recurrent layers (fast)")
    add("--dropout", type=float, default=0.1)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--articles", type=int, help="learn from the first few only, to try things")
    return parser.parse_args()


if __name__ == "__main__":
    main()
