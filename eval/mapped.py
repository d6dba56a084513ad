#!/usr/bin/env python3
"""How much of what was read is known to stand in the source. Standard library only.

mapped.py --pred predictions.jsonl [--json]
Each line holds "characters", those of the article's text without white space, and "mapped", how many
of them have a place in the source.
"""
import argparse
import json


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pred", required=True)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with open(arguments.pred, encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    characters = sum(page["characters"] for page in pages)
    mapped = sum(page["mapped"] for page in pages)
    result = {"pages": len(pages), "characters": characters, "mapped": mapped / max(characters, 1)}
    print(json.dumps(result) if arguments.json else result)


if __name__ == "__main__":
    main()
