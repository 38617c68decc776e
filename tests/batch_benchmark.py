"""Pages a second and memory of ``cleaner batch`` with one worker and with two, beside other tools on the same files.

usage: python -m tests.batch_benchmark [GOLD.jsonl.xz ...] [--pages 100000] [--workers 1 2] [--folder DIR] [--no-others]

The dump is a folder of files, made of the pages in samples/ or in gold files by turns (as links, so that it takes no
room), and the same pages as JSON lines. Needs psutil; of trafilatura and resiliparse, what is installed takes part
(``pip install psutil trafilatura resiliparse``).

On a machine that is shared, seconds mean little. So the processor time is measured as well, of the process that reads
and writes and of the workers: with w seconds a page in a worker and p in the parent, two workers on two cores that have
nothing else to do are 2 / (1 + p / w) times as fast as one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from cleaner.training.gold import load

SAMPLES = Path(__file__).parent.parent / "samples"
A_FOLDER = 1000
"""Files in one folder of the dump."""
EVERY = 0.5
"""Seconds between two looks at the processes."""
WARM = 0.1
"""The share of a run after which memory must not grow any more."""
MEGABYTE = 1e6
RESILIPARSE = """
import sys
from pathlib import Path
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for path in sorted(Path(sys.argv[1]).rglob("*.html")):
        html = path.read_bytes()
        out.write(extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True, alt_texts=False))
"""


@dataclass
class Run:
    """What was seen of a command."""

    seconds: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)
    """Processor seconds of each process."""
    memory: list[tuple[float, dict[int, int]]] = field(default_factory=list)
    """When, and the resident bytes of each process then."""
    first: int = 0
    """The process that was started."""

    @property
    def peak(self) -> float:
        """Megabytes of all processes together, at most. What they share is counted for each."""
        return max((sum(sizes.values()) for _, sizes in self.memory), default=0) / MEGABYTE

    def growth(self, begin: float) -> dict[int, float]:
        """For each process, its largest size after a time, in shares of its size then."""
        found: dict[int, float] = {}
        for pid in self.cpu:
            sizes = [sizes[pid] for when, sizes in self.memory if when >= begin and pid in sizes]
            if len(sizes) > 10:  # shorter lives show nothing
                found[pid] = max(sizes) / sizes[0] - 1
        return found


def make(folder: Path, gold: list[str], count: int) -> Path:
    """The dump: a folder of folders of pages."""
    originals = folder / "originals"
    originals.mkdir()
    if gold:
        htmls = [page.html for name in gold for page in load(name)]
    else:
        htmls = [path.read_bytes() for path in sorted(SAMPLES.glob("*.html"))]
    paths = []
    for number, html in enumerate(htmls):
        paths.append(originals / f"{number}.html")
        paths[-1].write_bytes(html)
    dump = folder / "dump"
    for number, path in enumerate(islice(cycle(paths), count)):
        place = dump / f"{number // A_FOLDER:04}" / f"{number:07}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, place)
    return dump


def watch(command: list[str]) -> Run:
    """Run a command, and look at its processes until it ends."""
    run = Run()
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        run.first = process.pid
        top = psutil.Process(process.pid)
        while process.poll() is None:
            sizes: dict[int, int] = {}
            try:
                for one in (top, *top.children(recursive=True)):
                    with one.oneshot():
                        times = one.cpu_times()
                        run.cpu[one.pid] = times.user + times.system
                        sizes[one.pid] = one.memory_info().rss
            except psutil.NoSuchProcess:
                pass
            run.memory.append((time.monotonic() - begun, sizes))
            time.sleep(EVERY)
        if process.returncode:
            raise SystemExit(f"{command[:4]} ended with {process.returncode}")
    run.seconds = time.monotonic() - begun
    return run


def tell(name: str, pages: int, run: Run) -> None:
    """One line for a run."""
    cpu = sum(run.cpu.values())
    print(
        f"{name:28} {pages / run.seconds:8.0f} pages/s {cpu / pages * 1e3:8.2f} ms of processor a page "
        f"{run.peak:8.0f} MB at most",
        flush=True,
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--others-pages", type=int, default=2000, help="pages for the other tools, which are slower")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--folder", help="where to put the dump; by default a temporary folder")
    parser.add_argument("--no-others", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        dump = make(folder, asked.gold, asked.pages)
        size = sum(path.stat().st_size for path in dump.rglob("*.html"))
        print(f"{asked.pages:,} pages, {size / asked.pages / 1e3:.1f} kB each; load average {os.getloadavg()[0]:.1f}")
        runs = {}
        for workers in asked.workers:
            command = [sys.executable, "-c", "from cleaner.cli.app import main; main()", "batch", str(dump)]
            output = folder / f"out{workers}.jsonl"
            run = runs[workers] = watch([*command, "-o", str(output), "-w", str(workers), "--quiet"])
            tell(f"cleaner batch -w {workers}", asked.pages, run)
            own = run.cpu[run.first]
            others = sum(run.cpu.values()) - own
            growth = run.growth(WARM * run.seconds)
            print(
                f"    parent {own / asked.pages * 1e3:.2f} ms a page, workers {others / asked.pages * 1e3:.2f} ms; "
                f"two workers on two free cores: {2 / (1 + own / others):.2f} times as fast as one; memory after the "
                f"first tenth: {', '.join(f'{share:+.1%}' for share in growth.values())}"
            )
            output.unlink()
        if {1, 2} <= set(runs):
            print(f"measured: two workers are {runs[1].seconds / runs[2].seconds:.2f} times as fast as one")
        if not asked.no_others:
            measure_others(folder, dump, asked.others_pages)


def measure_others(folder: Path, dump: Path, pages: int) -> None:
    """The other tools, on the first folders of the dump."""
    some = folder / "some"
    some.mkdir()
    count = 0
    for path in sorted(dump.iterdir())[: max(1, pages // A_FOLDER)]:
        path.rename(some / path.name)
        count += sum(1 for _ in (some / path.name).iterdir())
    if find_spec("trafilatura"):
        for workers in (1, 2):
            command = [sys.executable, "-m", "trafilatura.cli", "--input-dir", str(some), "--output-dir"]
            run = watch([*command, str(folder / f"trafilatura{workers}"), "--parallel", str(workers)])
            tell(f"trafilatura --parallel {workers}", count, run)
    if find_spec("resiliparse"):
        run = watch([sys.executable, "-c", RESILIPARSE, str(some), str(folder / "resiliparse.txt")])
        tell("resiliparse, one process", count, run)


if __name__ == "__main__":
    main()
