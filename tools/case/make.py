"""Makes data/lang/en/case.tsv: how English words are written, for texts in capitals.

    python3 tools/case/make.py FOLDER > data/lang/en/case.tsv
    python3 tools/case/make.py FOLDER --check data/lang/en/case.tsv

FOLDER is the unpacked npm package `dictionary-en` 4.0.0 (the en_US dictionary of SCOWL 2020.12.07).
Words with prefixes are spelt out; suffixes are dropped, since the reader takes off the endings of
English itself.
"""

import pathlib
import re
import sys

# Common words that the dictionary makes of others by its affixes and the reader could not.
OWN = """am an as at be by do go he if in is it me my no of off on or so to up us we has was were been did
does done had its his her hers him she they them their theirs our ours your yours you who whom whose which
this that these those there here then than when where while why how all any both each few more most other
some such only own same too very can will just should now once during before after above below from into
through under again further about against between over out down because until being having doing and but nor
not the a i men women children people feet teeth geese mice came went gone said told took taken made gave
given knew known saw seen fell fallen held left kept met paid sent spent stood struck hit shot shut cut put
set let led lost won found fought brought bought thought caught taught sought broke broken chose chosen
drove driven flew flown grew grown hid hidden rode ridden rose risen spoke spoken stole stolen threw thrown
wore worn wrote written began begun drank drunk ran sang sung swam swum became become understood""".split()

HEAD = "# Made by tools/case/make.py from dictionary-en 4.0.0 (SCOWL 2020.12.07; see NOTICE).\n"


def prefixes(folder):
    """What each flag puts in front of a word."""
    lines = (folder / "index.aff").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line.startswith("PFX")]
    return {row[1]: row[3] for row in rows if 5 <= len(row)}


def table(folder):
    before = prefixes(folder)
    words = set()
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        words.add(word)
        words |= {before[flag] + word for flag in flags if flag in before}
    plain = {word for word in words if re.fullmatch(r"[A-Za-z][A-Za-z']*", word) and 1 < len(word)}
    # "As" is a chemical's sign and "Will" a man, but not often.
    plain -= {word for word in plain if word.lower() in OWN and word != word.lower()}
    plain |= {word for word in OWN if 1 < len(word)}
    return HEAD + "".join(word + "\n" for word in sorted(plain, key=lambda word: (word.lower(), word)))


made = table(pathlib.Path(sys.argv[1]))
if "--check" in sys.argv:
    path = pathlib.Path(sys.argv[sys.argv.index("--check") + 1])
    sys.exit(0 if path.read_text(encoding="utf-8") == made else f"{path}: make it anew")
sys.stdout.write(made)
