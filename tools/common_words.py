"""Write `lexicon/common_words.tsv.gz` anew: words of eight languages, how common they are, and in which of them.

`pip install wordfreq`, then `PYTHONPATH=src python tools/common_words.py`. The frequencies come from wordfreq (CC BY-SA 4.0);
the words and their highest frequency stay as they are in the file, the third column is written.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from maillon.listening.commonness import TONGUES, USED
from maillon.listening.folding import tokenise

FILE = Path(__file__).parents[1] / "src/maillon/listening/lexicon/common_words.tsv.gz"


def used_in(language: str) -> set[str]:
    """Folded words that are used in a language at least as often as `USED` says."""
    import wordfreq

    found = set()
    for word in wordfreq.get_frequency_dict(language, "best"):
        folded = tokenise(word).words
        if len(folded) == 1 and wordfreq.zipf_frequency(word, language) >= USED:
            found.add(folded[0])
    return found


def main() -> None:
    used = {language: used_in(language) for language in TONGUES}
    lines = []
    for line in gzip.decompress(FILE.read_bytes()).decode("utf-8").splitlines():
        word, tenths = line.split("\t")[:2]
        mask = sum(1 << k for k, language in enumerate(TONGUES) if word in used[language])
        lines.append(f"{word}\t{tenths}\t{mask:x}\n")
    FILE.write_bytes(gzip.compress("".join(lines).encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
