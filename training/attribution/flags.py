"""What a word looks like and where it stands: flags that cost nothing and that both readers use.

Four flags a word: its shape; first of its block or not; glued to the word before or not; outside quotation marks,
inside, or a mark itself. `NOTHING` stands where a flag does not apply.
"""

SHAPES = {"lower": 0, "capital": 1, "upper": 2, "mixed": 3, "digits": 4, "other": 5}
BLOCK_START, GLUED = 6, 7
OUTSIDE, INSIDE, MARK = 8, 9, 10
NOTHING = 11
COUNT = 12

OPENING, CLOSING, EITHER = "“«", "”»", '"'


def shape(word: str) -> int:
    if not word[0].isalnum():
        return SHAPES["other"]
    if word.isdigit():
        return SHAPES["digits"]
    if word.islower():
        return SHAPES["lower"]
    if word.isupper() and len(word) > 1:
        return SHAPES["upper"]
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return SHAPES["capital"]
    return SHAPES["mixed"]


def word_flags(text: str, spans, blocks) -> list[tuple[int, int, int, int]]:
    """The four flags of every word. A block begins outside quotation marks."""
    first_words, flags = set(blocks), []
    inside, previous_end = False, -1
    for index, (start, end) in enumerate(spans):
        word, first = text[start:end], index in first_words
        inside, quote = quote_state(word, inside and not first)
        flags.append(
            (
                shape(word),
                BLOCK_START if first else NOTHING,
                GLUED if start == previous_end else NOTHING,
                quote,
            )
        )
        previous_end = end
    return flags


def quote_state(word: str, inside: bool) -> tuple[bool, int]:
    """Whether the words after this one are quoted, and the flag of this one."""
    if word in OPENING:
        return True, MARK
    if word in CLOSING:
        return False, MARK
    if word in EITHER:
        return not inside, MARK
    return inside, INSIDE if inside else OUTSIDE
