"""The passes over loaders: what they hand out is numbered, and they are cut by what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.utils import data

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

# What all passes of a kind may cost together, and one item that a data set makes.
TRAINING, EVALUATION, ITEM = 15_000_000_000, 9_000_000_000, 300_000
# Shares of it that the first passes may take; then whole ones, while they are cheap.
FIRST = (0.5, 0.15, 0.1)
CHEAP = 0.02
LEAST = 2
_DRAWING = ("ColorJitter", "AutoAugment", "TrivialAugmentWide")


class Pass:
    """One pass over a loader."""

    __slots__ = ("cost", "count", "cut", "items", "loader", "number", "trains")

    def __init__(self, number: int, loader: int) -> None:
        self.number, self.loader = number, loader
        self.cost = self.count = self.items = 0
        self.trains = self.cut = False


class Passes:
    """All passes of a run."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self.number = 0
        self.told: list[dict[str, Any]] = []
        self._spent = {True: 0, False: 0}
        self._whole = {True: 0, False: 0}
        self.current: Pass | None = None
        self.cut: set[int] = set()
        self._numbers: dict[int, int] = {}
        self.loaders: list[dict[str, Any]] = []
        self._workers: dict[int, int] = {}
        self._handed: list[tuple[Any, Any]] = []

    def install(self) -> None:
        """Number and cut what every loader hands out from here on."""
        self._patch_init()
        iterator: Any = data.dataloader._SingleProcessDataLoaderIter
        passes = self

        def next_data(it: Any) -> Any:
            watcher = passes._watcher
            here = it.__dict__.get("mnist_grade_pass")
            if here is None:
                here = it.__dict__["mnist_grade_pass"] = passes._begin(it)
            else:
                passes._charge(here)
            if passes._is_over(here):
                passes._ends(here, cut=True)
                raise StopIteration
            try:
                index = it._next_index()
            except StopIteration:
                passes._ends(here, cut=False)
                raise
            batch = passes._fetched(it, index)
            passes._hands_out(here, it, index, batch)
            watcher.cost_mark()
            return batch

        iterator._next_data = next_data

        def old_next(it: Any) -> Any:
            passes._watcher.record.note("old code", text=".next() of an iterator")
            return next(it)

        iterator.next = old_next

    def _fetched(self, iterator: Any, index: Any) -> Any:
        """The items of a batch; what a data set does for them is no part of the training."""
        fetch = iterator._dataset_fetcher.fetch
        with self._watcher.quiet():
            if type(iterator._dataset).__module__.startswith("torchvision"):
                with torch._C.DisableTorchFunction():  # a thousand small calls for each batch
                    return fetch(index)
            return fetch(index)

    def _patch_init(self) -> None:
        loaders: Any = data.DataLoader
        init, passes = loaders.__init__, self

        def made(loader: Any, *given: Any, **kwargs: Any) -> None:
            names = ("dataset", "batch_size", "shuffle", "sampler", "batch_sampler", "num_workers")
            args = list(given)
            workers = kwargs.get("num_workers", args[5] if len(args) > 5 else 0)
            if len(args) > 5:
                args[5] = 0
            kwargs["num_workers"] = 0 if len(args) <= 5 else kwargs.pop("num_workers", 0)
            if len(args) > len(names) - 1:
                kwargs.pop("num_workers", None)
            for name, value in (
                ("persistent_workers", False), ("prefetch_factor", None), ("pin_memory", False),
                ("multiprocessing_context", None), ("timeout", 0),
            ):  # fmt: skip
                if name in kwargs:
                    kwargs[name] = value
            if len(args) <= 2:
                passes._watcher.mending.loader(kwargs)
            init(loader, *args, **kwargs)
            passes._workers[id(loader)] = workers if isinstance(workers, int) else 0
            passes.number_of(loader)

        loaders.__init__ = made
        iterates = loaders.__iter__

        def iterated(loader: Any) -> Any:
            iterator = iterates(loader)
            number = passes.number_of(loader)
            iterator.__dict__["mnist_grade_loader"] = number
            with passes._watcher.quiet():
                iterator.__dict__["mnist_grade_names"] = passes._watcher.splits.of_loader(loader)
            passes.loaders[number]["iterated"] = True
            return iterator

        loaders.__iter__ = iterated

    def number_of(self, loader: Any) -> int:
        """The number of a loader in the record."""
        number = loader.__dict__.get("mnist_grade_number")
        if number is None:
            number = loader.__dict__["mnist_grade_number"] = len(self.loaders)
            file, line, function = self._watcher.record.place()
            self._handed.append((loader.dataset, loader.sampler))
            self.loaders.append({
                "file": file, "line": line, "function": function,
                "workers": self._workers.get(id(loader), 0), "batch_size": loader.batch_size,
                "items": _length(loader.dataset), "batches": _length(loader),
                "random": _augments(loader.dataset), "iterated": False,
                "shuffles": not isinstance(loader.sampler, data.SequentialSampler),
            })  # fmt: skip
        return int(number)

    def _begin(self, iterator: Any) -> Pass:
        self._charge(self.current)
        loader = iterator.__dict__.get("mnist_grade_loader", -1)
        self.number += 1
        here = Pass(self.number, loader)
        file, line, function = self._watcher.record.place()
        names = iterator.__dict__.get("mnist_grade_names")
        if len(self.told) < 500:
            self.told.append({
                "named": names.inner if names else "", "called": names.outer if names else "",
                "call": list(self._watcher.record.outermost()),
                "number": here.number, "loader": loader, "file": file, "line": line,
                "function": function, "batches": 0, "cut": False, "ended": False, "trains": False,
            })  # fmt: skip
        return here

    def _charge(self, here: Pass | None) -> None:
        """Add what was done since the last batch was handed out."""
        if here is None:
            return
        cost = self._watcher.cost_since()
        here.cost += cost
        self._spent[here.trains] += cost

    def trained(self) -> None:
        """A backward has happened in the current pass."""
        here = self.current
        if here is not None and not here.trains:
            here.trains = True
            self._spent[False] -= here.cost
            self._spent[True] += here.cost
            self._tell(here)

    def _is_over(self, here: Pass) -> bool:
        if here.count < LEAST:
            return False
        budget = TRAINING if here.trains else EVALUATION
        done = self._whole[here.trains]
        share = FIRST[done] if done < len(FIRST) else CHEAP
        return here.cost >= share * budget or self._spent[here.trains] >= 0.9 * budget

    def _hands_out(self, here: Pass, iterator: Any, index: Any, batch: Any) -> None:
        watcher = self._watcher
        here.count += 1
        rows = len(index) if isinstance(index, list) else 1
        here.items += rows
        here.cost += ITEM * rows
        self._spent[here.trains] += ITEM * rows
        self.current = here
        with watcher.quiet():
            names = iterator.__dict__.get("mnist_grade_names")
            called = names.data if names else ""
            number = watcher.items.handed_out(iterator._dataset, index, batch, called)
        watcher.gradients.batch = number
        self._tell(here)

    def _ends(self, here: Pass, *, cut: bool) -> None:
        here.cut = cut
        self._whole[here.trains] += 1
        if cut:
            self.cut.add(here.number)
            kind = "training" if here.trains else "evaluation"
            self._watcher.record.cuts(f"a pass of {kind} was cut after {here.count} batches")
        self._tell(here, ended=True)
        if self.current is here:
            self.current = None

    def cut_short(self) -> list[tuple[Any, Any]]:
        """The data, with the numbers of its items, of each loader that training was cut on."""
        numbers = {told["loader"] for told in self.told if told["cut"] and told["trains"]}
        found = []
        for number in sorted(numbers - {-1}):
            dataset, sampler = self._handed[number]
            chosen = getattr(sampler, "indices", None)
            rows = range(max(_length(dataset), 0)) if chosen is None else chosen
            found.append((dataset, np.asarray(rows)))
        return found

    def _tell(self, here: Pass, *, ended: bool = False) -> None:
        if here.number <= len(self.told):
            self.told[here.number - 1].update(
                batches=here.count, cut=here.cut, trains=here.trains, ended=ended
            )


def _length(value: Any) -> int:
    try:
        return len(value)
    except (TypeError, NotImplementedError, AttributeError):
        return -1


def _augments(dataset: Any, depth: int = 0) -> list[str]:
    """The names of the transforms of a data set that draw random numbers."""
    if depth > 5 or dataset is None:
        return []
    found: list[str] = []
    for value in getattr(dataset, "__dict__", {}).values():
        found += _random_names(value)
        if isinstance(value, data.Dataset):
            found += _augments(value, depth + 1)
    return sorted(set(found))


def _random_names(transform: Any, depth: int = 0) -> list[str]:
    name = type(transform).__name__
    if type(transform).__module__.startswith("torchvision.transforms"):
        inner = getattr(transform, "transforms", None)
        if isinstance(inner, (list, tuple)) and depth < 4:
            return [n for part in inner for n in _random_names(part, depth + 1)]
        if name.startswith("Random") or name in (
            "ColorJitter",
            "AutoAugment",
            "TrivialAugmentWide",
        ):
            return [name]
    return []
