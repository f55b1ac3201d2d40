"""Texts without labels to adapt an encoder to, before it is trained on English names.

    python recipes/english/texts.py --data DATA_FOLDER --train FOLDER/train.jsonl --out FOLDER/texts.jsonl

Articles of Wikipedia (CC BY-SA 3.0), and the texts of the training part that `prepare.py` wrote, several sentences to
a line. The same input gives the same output.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from articles import articles

SEED = 20
SHORTEST = 300
"""Characters that an article has at least; below stand titles alone and lists."""
LINE = 450
"""Characters of training sentences that are put together, about as many as an encoder reads at once."""
WIKIPEDIA = "wikipedia-en/enwiki-vibhas-AA.docs.txt.gz"


def main() -> None:
    """Reads the corpora, writes the file, tells the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per corpus")
    parser.add_argument("--train", type=Path, required=True, help="the training part that prepare.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--articles", type=int, default=11_000_000, help="characters of articles")
    options = parser.parse_args()
    random_ = random.Random(SEED)
    long_enough = [article.text for article in articles(options.data / WIKIPEDIA) if len(article.text) >= SHORTEST]
    random_.shuffle(long_enough)
    texts: list[str] = []
    n_characters = 0
    for text in long_enough:
        if n_characters >= options.articles:
            break
        texts.append(text)
        n_characters += len(text)
    n_articles = len(texts)
    texts += _joined([json.loads(line)["text"] for line in options.train.open(encoding="utf-8")])
    random_.shuffle(texts)
    with options.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    print(f"{n_articles} articles, {len(texts) - n_articles} lines of sentences, {sum(map(len, texts))} characters")


def _joined(sentences: list[str]) -> Iterator[str]:
    line = ""
    for sentence in sentences:
        if line and len(line) + len(sentence) > LINE:
            yield line
            line = ""
        line += (" " if line else "") + " ".join(sentence.split())
    if line:
        yield line


if __name__ == "__main__":
    main()
