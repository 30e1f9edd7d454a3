"""Writes the weights of words for the register: `src/foedera/register/data/words.csv`.

    python training/register/words.py FOLDER

A stem that many documents of FOLDER use says little of what a claim is about. Its weight falls from 1, for one in a
hundred documents, towards 0.05 as more have it; one that is rarer or not listed weighs 1. What only says that something
is said (reaffirm, announce, welcome) weighs 0.05, what only says how far it is (begin, deliver, complete) 0.15 at most.
Numbers and dates are compared by themselves: their words weigh 0.05; words of grammar weigh nothing. The table is made
once and shipped: the register never counts words in a record, so what it makes of two claims does not change with what
else is read.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from pathlib import Path

from snowballstemmer import stemmer

from foedera.documents import documents
from foedera.register.wording import folded_words

TARGET = Path(__file__).parents[2] / "src" / "foedera" / "register" / "data" / "words.csv"
STEM = stemmer("english").stemWord
GRAMMAR = """
the and to of in a an s on for with our as that its u through by their at from other this between such under well be
more across up over into or which these those each any it is are was were been has have had both than while around out
not his her he she they we us you your who whom whose what when where there here then also only all some during among
toward towards but if so no nor per via amid against about after before since until within without upon onto off above
below own same can could will would shall should may might must do does did being i my me them him itself themselves
further closely together including include includes included respective accordance consistent order one
""".split()
SAYING = """
reaffirm reiterate affirm restate confirm reconfirm welcome announce commit commitment pledge vow express state declare
underscore emphasize emphasise stress highlight note recognize recognise applaud commend appreciate unwavering steadfast
resolute resolutely ironclad enduring strongly firmly fully continue intend plan determine determination decide decision
agree promise undertake undertaking resolve aim seek hope
""".split()
COURSE = """
begin start complete finish end continue suspend halt pause delay postpone remain resume arrive receive deliver delivery
ship send hand provide supply open opening launch establish establishment set take place make carry conduct hold held
implement conclude sign adopt schedule due already still yet later withdraw cancel drop lapse fulfil meet met build
built create raise rise work proceed prepare complete completion finished fully partly
""".split()
NUMBERS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half first second
third fourth fifth sixth seventh eighth ninth tenth percent dollar euro pound yen tranche lot batch last next another
january february march april june july august september october november december monday tuesday wednesday thursday
friday saturday sunday today
""".split()
LEAST = 2


def main() -> None:
    """Counts in how many documents each stem stands, and writes the table."""
    if len(sys.argv) != 2:
        sys.exit("usage: words.py FOLDER")
    seen: Counter[str] = Counter()
    count = 0
    for document in documents(sys.argv[1]):
        count += 1
        seen.update({STEM(word) for word in folded_words(document.text) if len(word) > 1 and not word.isdigit()})
    weights = {
        stem: round(max(0.05, min(1.0, math.log(count / number) / math.log(100))), 2)
        for stem, number in seen.items()
        if number >= LEAST and count / number < 100
    }
    weights |= {STEM(word): 0.05 for word in SAYING}
    weights |= {STEM(word): min(0.15, weights.get(STEM(word), 1.0)) for word in COURSE}
    weights |= {STEM(word): 0.05 for word in NUMBERS}
    weights |= {STEM(word): 0.0 for word in GRAMMAR}
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("stem", "weight"))
        table.writerows(sorted(weights.items()))
    print(f"{len(weights):,} stems from {count:,} documents")


if __name__ == "__main__":
    main()
