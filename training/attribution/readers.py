"""The two readers side by side: how each cuts words, builds its network, and how fast its parts learn."""

from types import SimpleNamespace

from data import read_articles
from encoder import LAYERS, WIDTH, Pieces, encoder_inputs, public_encoder
from heads import Reader
from tree import Forms, Tree, lexicon_rows, lexicon_words, read_stored, tree_inputs


def read_pieces(options, part: str):
    """The articles of a part with what the accurate reader needs of them."""
    articles, pieces = read_articles(options.data / part), Pieces()
    for article in articles:
        pieces.prepare(article)
    return articles


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


def read_analysed(options, part: str):
    """The articles of a part with what the fast reader needs of them; features.py has stored the analysis."""
    options.names, articles = read_stored(options.features / f"{part}.features", options.data / part / "gold.jsonl")
    forms = Forms([word for word, _ in lexicon_words()])
    for article in articles:
        forms.prepare(article)
    return articles


def build_fast(options) -> Reader:
    network = Tree(options.names, lexicon_rows(lexicon_words()), options.layers, options.recurrent, options.dropout)
    return Reader(network, network.width, options.dropout)


def fast_groups(reader: Reader, options) -> list[dict]:
    """All learns alike, but the lexicon, which knows something already."""
    lexicon = reader.network.lexicon_rows.weight
    return [
        group([lexicon], options.rate / 4),
        group([one for one in reader.parameters() if one is not lexicon], options.rate),
    ]


ACCURATE = SimpleNamespace(
    budget=254, context=80, read=read_pieces, build=build_accurate, groups=accurate_groups, inputs=encoder_inputs
)
FAST = SimpleNamespace(
    budget=320, context=48, read=read_analysed, build=build_fast, groups=fast_groups, inputs=tree_inputs
)
KINDS = {"accurate": ACCURATE, "fast": FAST}
