"""Measures reading: Foedera's whole path against spaCy's full pipeline alone, on the documents of a folder.

Every measurement is a process of its own on one core, one after the other in turns, so that a busy machine slows both.
Foedera's time is that from opening the files to the last claim; spaCy's is that of `nlp.pipe` over the texts that
Foedera found in them, in batches of eight. Neither counts the loading of the model; `first` does: it is the time from
starting `foedera read` on a short article to its first claim. On a machine that does other things too, the rate in
seconds of the core's time is the steadier one. Run with `make bench-read FOLDER=...`; with `--loss` it also tells what
is lost by parsing only the sentences that some coder wants.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ARTICLE = """\
Minister says the alliance will build a second radar station

NORTHPORT, May 3, 2031 - The defence minister of the United States said on Friday that Japan and the Philippines will \
build a second radar station by June 2032.

"We will finish the station by June 2032, and we will pay for half of it," the minister told reporters in Washington.

The station will cost $120 million. Japan has paid 40 percent of the first one, which was opened in April 2029.
"""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
MEASURES = ("foedera", "spacy", "loss", "texts")


def main() -> None:
    """Prints the figures as lines of text, and the medians of the rounds as one JSON object at the end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, help="documents to read")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each (default 3)")
    parser.add_argument("--loss", action="store_true", help="also what is lost by parsing only some sentences")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure is not None:
        print(json.dumps(measured(options.measure, options.folder)))
        return
    if not options.folder.exists():
        parser.error(f"there is no folder {options.folder}")
    report(options.folder, options.rounds, loss=options.loss)


def report(folder: Path, rounds: int, *, loss: bool) -> None:
    """Measures in turns and prints."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as made:
        texts = Path(made) / "texts.json"
        texts.write_text(json.dumps(child("texts", folder)["texts"]), encoding="utf-8")
        runs: dict[str, list[dict[str, Any]]] = {"foedera": [], "spacy": []}
        for number in range(rounds):
            for what, where in (("foedera", folder), ("spacy", texts)):
                run = child(what, where)
                runs[what].append(run)
                rate, own, peak = run["documents"] / run["seconds"], run["documents"] / run["busy"], run["peak"]
                print(
                    f"round {number + 1}: {what:8}{rate:7.2f} documents a second, {own:.2f} a second of the core's time"
                    f", peak {peak:.0f} MB",
                    flush=True,
                )
        for what, done in runs.items():
            figures[f"{what}_documents_a_second"] = statistics.median(r["documents"] / r["seconds"] for r in done)
            figures[f"{what}_documents_a_core_second"] = statistics.median(r["documents"] / r["busy"] for r in done)
            figures[f"{what}_peak_mb"] = max(r["peak"] for r in done)
        figures["ratio"] = figures["foedera_documents_a_second"] / figures["spacy_documents_a_second"]
        figures["ratio_of_core_time"] = (
            figures["foedera_documents_a_core_second"] / figures["spacy_documents_a_core_second"]
        )
        article = Path(made) / "article.txt"
        article.write_text(ARTICLE, encoding="utf-8")
        figures["first_claim_s"] = statistics.median(first_line("read", str(article), "--json") for _ in range(5))
        figures["help_s"] = statistics.median(first_line("--help") for _ in range(9))
    if loss:
        figures |= child("loss", folder)
    for name, value in figures.items():
        print(f"{name:32}{value:12.3f}" if isinstance(value, float) else f"{name:32}{value!s:>12}")
    print(json.dumps(figures))


def child(what: str, where: Path) -> dict[str, Any]:
    """The figures of one measurement, taken in a process of its own."""
    command = [sys.executable, __file__, str(where), "--measure", what]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ | ONE_THREAD)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def first_line(*arguments: str) -> float:
    """Seconds from starting `foedera` to its first line of output."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", "from foedera.cli.main import run; run()", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - begin
        process.stdout.read()
    if not line or process.returncode != 0:
        raise SystemExit(f"foedera {' '.join(arguments)} printed nothing or failed")
    return seconds


def measured(what: str, where: Path) -> dict[str, Any]:
    """One measurement, in this process, on one core where the system can be asked for that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if what == "texts":
        return {"texts": [document.text for document in loaded(where)]}
    if what == "loss":
        return lost(where)
    (wall, cpu), documents = (foedera if what == "foedera" else spacy_alone)(where)
    seconds, busy = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return {"seconds": seconds, "busy": busy, "documents": documents, "peak": peak}


def loaded(folder: Path) -> list[Any]:
    """The documents of a folder."""
    from foedera.documents import Options, read, sources
    from foedera.model import SourceError

    results = [result for source in sources([str(folder)]) for result in read(source, Options())]
    return [result.document for result in results if not isinstance(result, SourceError)]


def now() -> tuple[float, float]:
    """The clock on the wall, and the time that this process has had on a core, both in seconds."""
    return time.perf_counter(), time.process_time()


def foedera(folder: Path) -> tuple[tuple[float, float], int]:
    """When reading began, and how many documents were read into claims; the model is loaded before."""
    from foedera.documents import Options, sources
    from foedera.model import Document, Paragraph
    from foedera.reading import Intake, Taken, reader

    read = reader()
    warm = "Japan said: “We agreed to pay $1 million.”"
    list(read.read([Document(text=warm, paragraphs=(Paragraph(0, len(warm), "body"),))]))
    begin = now()
    steps = Intake(read, Options()).steps(sources([str(folder)]))
    return begin, sum(isinstance(step, Taken) for step in steps)


def spacy_alone(texts: Path) -> tuple[tuple[float, float], int]:
    """When spaCy's full pipeline began, and how many texts it parsed."""
    import spacy

    from foedera.language.english import MODEL

    pipeline = spacy.load(MODEL)
    pipeline("Japan said: “We agreed to pay $1 million.”")
    contents: Sequence[str] = json.loads(texts.read_text(encoding="utf-8"))
    begin = now()
    return begin, sum(1 for _ in pipeline.pipe(contents, batch_size=8))


def lost(folder: Path) -> dict[str, Any]:
    """How many sentences are not parsed, and how many claims are lost by that, or come out with other details."""
    from foedera.reading import reader

    read = reader()
    figures = {"sentences": 0, "unparsed": 0, "claims": 0, "lost_claims": 0, "changed_claims": 0}
    for document in loaded(folder):
        (some,) = read.language.parse([document], read.wanted())
        (everything,) = read.language.parse([document])
        few, every = read.code(some), read.code(everything)
        places, ids = {place(claim) for claim in few}, {claim.id for claim in few}
        figures["sentences"] += len(some.sentences)
        figures["unparsed"] += sum(not sentence.parsed for sentence in some.sentences)
        figures["claims"] += len(every)
        figures["lost_claims"] += sum(place(claim) not in places for claim in every)
        figures["changed_claims"] += sum(place(claim) in places and claim.id not in ids for claim in every)
    shares = {
        "unparsed_share": figures["unparsed"] / max(1, figures["sentences"]),
        "lost_share": figures["lost_claims"] / max(1, figures["claims"]),
        "changed_share": figures["changed_claims"] / max(1, figures["claims"]),
    }
    return figures | shares


def place(claim: Any) -> tuple[str, int, int]:
    """What makes two claims the same in all but their details: kind and first evidence."""
    return claim.kind, claim.evidence[0].start, claim.evidence[0].end


if __name__ == "__main__":
    main()
