"""The steps of learning rate schedulers, and to which rates they led."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torch.optim import lr_scheduler

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher


class Schedulers:
    """What every kind of scheduler does to its optimizer."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def install(self) -> None:
        """Look at every scheduler's steps from here on."""
        base: Any = lr_scheduler.LRScheduler
        for cls in {base, lr_scheduler.ReduceLROnPlateau, *_subclasses(base)}:
            if "step" in vars(cls):
                self._patch(cls)

    def _patch(self, cls: Any) -> None:
        steps, watcher = cls.step, self._watcher

        def step(scheduler: Any, *args: Any, **kwargs: Any) -> Any:
            optimizer = scheduler.optimizer
            number = watcher.optimizer(optimizer)
            inside = "_mnist_grade" in scheduler.__dict__
            scheduler.__dict__["_mnist_grade"] = True
            before = optimizer.param_groups[0]["lr"]
            try:
                result = watcher.mending.schedule(
                    scheduler, lambda: steps(scheduler, *args, **kwargs)
                )
            finally:
                if not inside:
                    del scheduler.__dict__["_mnist_grade"]
            if not inside and scheduler.__dict__.get("_mnist_grade_made"):
                watcher.record.add(
                    "scheduler", of=cls.__name__, name=type(scheduler).__name__, optimizer=number,
                    steps=watcher.optimizers[number]["steps"], before=float(before),
                    lr=float(optimizer.param_groups[0]["lr"]), batch=watcher.gradients.batch,
                    **{"pass": watcher.pass_number},
                )  # fmt: skip
            scheduler.__dict__["_mnist_grade_made"] = True
            return result

        cls.step = step


def _subclasses(cls: Any) -> set[Any]:
    found = set(cls.__subclasses__())
    return found | {deeper for sub in found for deeper in _subclasses(sub)}
