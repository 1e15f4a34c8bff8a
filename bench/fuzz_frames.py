"""Malformed frames by the million: each is read or refused, in bounded memory, and never hangs.

    python bench/fuzz_frames.py [--frames 1000000] [--seed 0]

With atheris installed it looks for new paths through the decoder, guided by coverage; without
it the frames are valid ones changed at random, the same ones for the same seed.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from mangled_frames import VALID, mangled, outcome  # noqa: E402


def main() -> None:
    """Fuzz, and print the rate and what became of the frames."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true", help="no atheris, even where it is there")
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") and not options.plain:
        guided(options.frames)
    else:
        seeded(options.frames, options.seed)


def seeded(frames: int, seed: int) -> None:
    """Frames from a seeded mutator."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    before, started, slowest = memory(), time.perf_counter(), 0.0
    for _ in range(frames):
        data = mangled(chance)
        begun = time.perf_counter()
        counts[outcome(data)] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    seconds = time.perf_counter() - started
    for name, count in counts.most_common():
        print(f"{name:12} {count:>10,} {count / frames:7.1%}")
    print(f"{frames:,} frames in {seconds:.0f} s: {frames / seconds:,.0f} a second")
    print(f"slowest {slowest * 1000:.1f} ms; peak memory grew by {memory() - before:.0f} MiB")


def guided(frames: int) -> None:
    """Frames from atheris, which ends the process itself."""
    import atheris

    counts: Counter[str] = Counter()

    def one(data: bytes) -> None:
        counts[outcome(data)] += 1
        if sum(counts.values()) == frames:
            print(dict(counts))

    corpus = ROOT / ".fuzz"
    corpus.mkdir(exist_ok=True)
    for i, data in enumerate(VALID):
        (corpus / f"valid-{i}").write_bytes(data)
    atheris.instrument_all()
    atheris.Setup(
        [sys.argv[0], f"-runs={frames}", "-timeout=10", "-rss_limit_mb=4096", str(corpus)], one
    )
    atheris.Fuzz()


def memory() -> float:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
