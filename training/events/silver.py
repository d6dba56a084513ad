"""Labels of a trained reader for texts that nobody marked: what it is sure of, and unknown for the rest.

    python silver.py TEACHER.pt --work WORK --out WORK/silver.labels muc place

The teacher is the reader on the encoder; the fast one learns from it how the same words look to the analysis.
"""

import argparse
import pickle
from pathlib import Path

import labels
import torch
from encoder import WIDTH, public_encoder
from feed import Store
from judge import windows_of
from labels import EVENTS, UNKNOWN
from network import EventReader, roles_of

NOTHING, NAMED, TRUE, FALSE = 0.9, 0.6, 0.7, 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    store = Store(options.work, encoder=True)
    reader = EventReader(public_encoder(), WIDTH, 0.0)
    reader.load_state_dict(torch.load(options.teacher))
    found = {}
    for name in options.texts:
        for article in store.articles(name):
            if not article.name.startswith("TST"):
                article.labels = None
                found[article.name] = of_article(reader, article)
        print(name, len(found), flush=True)
    with options.out.open("wb") as file:
        pickle.dump(found, file, protocol=4)


@torch.no_grad()
def of_article(reader, article) -> labels.Labels:
    made = labels.unknown(article)
    for _, window, batch, rows in windows_of(reader, [article]):
        core = window.core - window.context
        place = slice(window.core, window.end)
        names = reader.names(rows)[0].softmax(1)
        made.names[place] = sure(names, NAMED, NOTHING)[core:]
        statuses = reader.statuses(rows)[0].softmax(1)
        is_event = (made.names[place] >= EVENTS.start) & (made.names[place] < EVENTS.stop)
        made.statuses[place] = torch.where(is_event, sure(statuses, TRUE, TRUE)[core:], UNKNOWN)
        made.parts[place] = either(reader.parts(rows)[0].sigmoid())[core:]
        news = either(reader.news(rows)[0, :, 0].sigmoid())[core:]
        made.news[place] = torch.where(is_event, news, UNKNOWN)
        asking = [word for word in range(core, len(names)) if made.names[window.context + word] > 0]
        if asking:
            asking = torch.tensor(asking)
            scores = either(reader.pairs(rows, batch, torch.zeros(len(asking), dtype=torch.long), asking).sigmoid())
            for number, word in enumerate(asking.tolist()):
                add_pairs(made, window.context, window.context + word, scores[number])
    return made


def sure(scores, named: float, nothing: float):
    """The likeliest label where it is likely enough."""
    best, label = scores.max(1)
    return torch.where(best >= torch.where(label == 0, nothing, named), label, UNKNOWN)


def either(scores):
    return torch.where(scores >= TRUE, 1, torch.where(scores <= FALSE, 0, UNKNOWN))


def add_pairs(made, first: int, word: int, scores) -> None:
    own = made.pairs.setdefault(word, {})
    for role in roles_of(int(made.names[word])):
        for other in (scores[:, role] != 0).nonzero()[:, 0].tolist():
            own[first + other, role] = int(scores[other, role])


if __name__ == "__main__":
    main()
