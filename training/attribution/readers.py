"""The two readers side by side: how each cuts words, builds its network, and how fast its parts learn."""

from types import SimpleNamespace

from data import split_words
from encoder import LAYERS, WIDTH, Pieces, encoder_inputs, public_encoder
from heads import Reader


def prepare_pieces(articles, options) -> None:
    pieces = Pieces()
    for article in articles:
        pieces.prepare(article)


def build_accurate(options) -> Reader:
    return Reader(public_encoder(), WIDTH, options.dropout)


def accurate_groups(reader: Reader, options) -> list[dict]:
    """The encoder's layers learn the slower the deeper they are; flags and heads are new and learn fast."""
    encoder = reader.network
    depths = [encoder.words.parameters(), encoder.norm.parameters(), [encoder.positions]]
    groups = [group(part, options.encoder_rate * options.layer_decay**LAYERS) for part in depths]
    for depth, layer in enumerate(reversed(encoder.layers)):
        groups.append(group(layer.parameters(), options.encoder_rate * options.layer_decay**depth))
    new = [encoder.flags, reader.labels, reader.chain, reader.source, reader.cue]
    return [*groups, *(group(part.parameters(), options.rate) for part in new)]


def group(parameters, rate: float) -> dict:
    return {"params": list(parameters), "lr": rate}


ACCURATE = SimpleNamespace(
    cut=split_words, budget=254, context=80, prepare=prepare_pieces, build=build_accurate, groups=accurate_groups,
    inputs=encoder_inputs,
)
KINDS = {"accurate": ACCURATE}
