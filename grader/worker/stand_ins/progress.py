"""Progress bars that count and show nothing."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grader.worker.stand_ins.anything import Anything, nothing


class _Bar:
    """An iterable, or a count that is moved by hand; it answers to what the real one has alone."""

    monitor_interval = 0

    def __init__(
        self,
        iterable: Any = None,
        desc: Any = None,
        total: Any = None,
        *args: Any,
        **named: Any,
    ) -> None:
        if total is None and hasattr(iterable, "__len__"):
            total = len(iterable)
        self.iterable, self.desc, self.total = iterable, desc, total
        self.n, self.initial = named.get("initial", 0), named.get("initial", 0)
        self.disable, self.leave = named.get("disable") is True, named.get("leave", True)
        self.postfix, self.pos, self.unit = named.get("postfix"), 0, named.get("unit", "it")
        self.start_t = self.last_print_t = 0.0

    def __iter__(self) -> Iterator[Any]:
        for item in self.iterable:
            yield item
            self.n += 1

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __reversed__(self) -> Iterator[Any]:
        return iter(reversed(self.iterable))

    def __contains__(self, item: object) -> bool:
        return item in self.iterable

    def __getitem__(self, key: Any) -> Any:
        return self.iterable[key]

    def __len__(self) -> int:
        return int(self.total) if self.iterable is None else len(self.iterable)

    def __bool__(self) -> bool:
        return self.total is None or self.total > 0

    def update(self, n: float | None = 1) -> bool:
        self.n += n or 0
        return True

    def reset(self, total: Any = None) -> None:
        self.n, self.total = 0, self.total if total is None else total

    def set_description(self, desc: Any = None, refresh: bool = True) -> None:
        self.desc = f"{desc}: " if desc else ""

    def set_description_str(self, desc: Any = None, refresh: bool = True) -> None:
        self.desc = desc or ""

    def set_postfix(self, ordered_dict: Any = None, refresh: bool = True, **named: Any) -> None:
        given = {**dict(ordered_dict or {}), **named}
        self.postfix = ", ".join(f"{name}={value}" for name, value in given.items())

    def set_postfix_str(self, s: Any = "", refresh: bool = True) -> None:
        self.postfix = str(s)

    @property
    def format_dict(self) -> dict[str, Any]:
        """What a bar would be drawn from; no time passes here."""
        names = "n", "total", "initial", "unit", "postfix"
        return {n: getattr(self, n) for n in names} | {
            "elapsed": 1.0, "rate": 1.0, "prefix": self.desc, "ncols": 80,
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.desc or ''}{self.n}/{self.total}"

    __repr__ = __str__

    @classmethod
    def write(cls, s: Any, file: Any = None, end: str = "\n", nolock: bool = False) -> None:
        print(s, file=file, end=end)

    @staticmethod
    def format_interval(t: float) -> str:
        minutes, seconds = divmod(int(t), 60)
        return f"{minutes:02d}:{seconds:02d}"

    @classmethod
    def external_write_mode(cls, *args: Any, **named: Any) -> Any:
        return contextlib.nullcontext()

    close = clear = refresh = unpause = display = moveto = nothing
    pandas = set_lock = staticmethod(nothing)
    get_lock = staticmethod(Anything)
    status_printer = staticmethod(Anything)


def _bars() -> dict[str, Any]:
    # Another one for each import, for whoever changes it.
    tqdm = type("tqdm", (_Bar,), {"__module__": "tqdm.std"})

    def trange(*args: Any, **named: Any) -> Any:
        """A bar over a range."""
        return tqdm(range(*args), **named)

    plain = dict.fromkeys(("tqdm", "tqdm_notebook", "tqdm_gui", "tqdm_asyncio", "tqdm_rich"), tqdm)
    return plain | dict.fromkeys(("trange", "tnrange", "tgrange", "trrange", "tarange"), trange)


def _contributed() -> dict[str, Any]:
    return {
        "tenumerate": lambda iterable, start=0, *_, **__: enumerate(iterable, start),
        "tzip": lambda *iterables, **_: zip(*iterables, strict=False),
        "tmap": lambda function, *iterables, **_: map(function, *iterables),
    }


def _mapped(function: Callable[..., Any], *iterables: Iterable[Any], **_: Any) -> list[Any]:
    return list(map(function, *iterables))


class _Tracked(Anything):
    """A bar of another library: it is called with, or asked to go through, an iterable."""

    def __init__(self, iterable: Any = None, *args: Any, **named: Any) -> None:
        self.iterable, self.value, self.index = iterable, 0, 0

    def __call__(self, iterable: Any = None, *args: Any, **named: Any) -> Any:
        return _tracked(iterable)

    def __iter__(self) -> Iterator[Any]:
        return iter(
            () if self.iterable is None or isinstance(self.iterable, str) else self.iterable
        )

    def iter(self, iterable: Any, *args: Any, **named: Any) -> Any:
        return iter(iterable)

    def track(self, sequence: Any, *args: Any, **named: Any) -> Any:
        return iter(sequence)

    def start(self, *args: Any, **named: Any) -> Any:
        return self

    def add_task(self, *args: Any, **named: Any) -> int:
        return 0


def _tracked(iterable: Any = None, *args: Any, **named: Any) -> Any:
    """What is handed in, to be gone through."""
    return iter(()) if iterable is None or isinstance(iterable, (int, str)) else iter(iterable)


def _tracking(*names: str) -> Callable[[], dict[str, Any]]:
    """Modules of functions and classes that go through what they are handed."""
    return lambda: {
        name: _Tracked if name[:1].isupper() or name == "master_bar" else _tracked for name in names
    }


PROGRESS: dict[str, Callable[[], dict[str, Any]]] = {
    **{
        f"tqdm{part}": _bars
        for part in ("", ".auto", ".autonotebook", ".notebook", ".std", ".gui", ".rich", ".asyncio")
    },
    "tqdm.contrib": _contributed,
    "tqdm.contrib.concurrent": lambda: dict.fromkeys(
        ("process_map", "thread_map", "ensure_lock"), _mapped
    ),
    "tqdm.contrib.itertools": lambda: {"product": lambda *i, **_: itertools.product(*i)},
    "tqdm.contrib.logging": lambda: dict.fromkeys(
        ("logging_redirect_tqdm", "tqdm_logging_redirect"), contextlib.nullcontext
    ),
    "tqdm.utils": dict,
    "alive_progress": _tracking("alive_it"),
    "fastprogress": _tracking("progress_bar", "master_bar"),
    "fastprogress.fastprogress": _tracking("progress_bar", "master_bar"),
    "progressbar": _tracking("progressbar", "ProgressBar"),
    "progress": dict,
    "progress.bar": _tracking("Bar", "ChargingBar", "FillingSquaresBar", "IncrementalBar"),
    "rich": lambda: {"print": print, "inspect": nothing},
    "rich.console": dict,
    "rich.progress": _tracking("track", "Progress"),
    "rich.table": dict,
}
