"""Trackers of experiments, notebooks' displays and tables of models, all of which keep nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from grader.worker.stand_ins.anything import Anything, nothing


class _Settings(dict[str, Any]):
    """The settings of a run, also as attributes: what was put in comes out."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name, Anything())

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def update(self, *given: Any, **named: Any) -> None:
        for settings in given[:1]:
            super().update(settings if isinstance(settings, Mapping) else vars(settings))
        super().update({name: v for name, v in named.items() if name != "allow_val_change"})

    def setdefaults(self, given: Any) -> None:
        for name, value in dict(given).items():
            self.setdefault(name, value)

    def as_dict(self) -> dict[str, Any]:
        return dict(self)


class _Run(Anything):
    """A run of a tracker."""

    def __init__(self, config: Any = None) -> None:
        self.config, self.summary = config, _Settings()
        self.name = self.id = self.dir = self.url = self.project = "run"
        self.step = 0


def _wandb() -> dict[str, Any]:
    """Weights & Biases: its settings are those of the script, and nothing is sent."""
    config = _Settings()
    run = _Run(config)

    def init(*args: Any, **named: Any) -> _Run:
        given = named.get("config")
        if given is not None and not isinstance(given, str):
            config.update(given)
        return run

    def agent(sweep: Any = None, function: Any = None, *args: Any, **named: Any) -> None:
        """One run of a sweep."""
        if callable(function):
            function()

    quiet = dict.fromkeys(
        ("log", "finish", "save", "watch", "unwatch", "login", "alert", "define_metric"), nothing
    )
    plain = {"config": config, "run": run, "summary": run.summary, "init": init, "agent": agent}
    return plain | quiet | {"sweep": lambda *_, **__: "sweep"}


class _Writer(Anything):
    """What writes scalars, pictures and graphs for TensorBoard."""

    def __init__(self, log_dir: Any = None, *args: Any, **named: Any) -> None:
        self.log_dir = self.logdir = "runs" if log_dir is None else str(log_dir)

    def get_logdir(self) -> str:
        return self.log_dir


def _writers() -> dict[str, Any]:
    return {"SummaryWriter": type("SummaryWriter", (_Writer,), {}), "FileWriter": Anything}


class _Summary(Anything):
    """A model's table: as many parameters as it has, and nothing that a run would tell."""

    def __init__(self, model: Any = None, *args: Any, **named: Any) -> None:
        parameters = list(model.parameters()) if hasattr(model, "parameters") else []
        self.total_params = sum(p.numel() for p in parameters)
        self.trainable_params = sum(p.numel() for p in parameters if p.requires_grad)
        self.total_mult_adds, self.total_input, self.total_output_bytes = 0, 0, 0
        self.summary_list: list[Any] = []

    def __str__(self) -> str:
        return f"Total params: {self.total_params:,}"

    __repr__ = __str__


def _mlflow() -> dict[str, Any]:
    names = "log_metric", "log_metrics", "log_param", "log_params", "log_artifact", "end_run"
    return dict.fromkeys(names, nothing) | {"start_run": lambda *_, **__: _Run(_Settings())}


def _ipython() -> dict[str, Any]:
    names = "display", "clear_output", "update_display", "display_html"
    return dict.fromkeys(names, nothing) | {"get_ipython": nothing, "version_info": (9, 0, 0)}


def _counts() -> dict[str, Any]:
    """Two numbers: of operations, and of parameters."""
    return {
        "profile": lambda model=None, *_, **__: (0.0, float(_Summary(model).total_params)),
        "clever_format": lambda numbers, *_, **__: tuple(map(str, numbers)),
        "get_model_complexity_info": lambda model=None, *_, **__: (
            0.0,
            float(_Summary(model).total_params),
        ),
    }


Fill = Callable[[], dict[str, Any]]
TRACKERS: dict[str, Fill] = {
    "torch.utils.tensorboard": _writers,
    "torch.utils.tensorboard.writer": _writers,
    "tensorboardX": _writers,
    "tensorboard": dict,
    "wandb": _wandb,
    "mlflow": _mlflow,
    "mlflow.pytorch": dict,
    **dict.fromkeys(("neptune", "comet_ml", "clearml", "aim", "visdom", "livelossplot"), dict),
    "torchinfo": lambda: {"summary": _Summary, "ModelStatistics": _Summary},
    "torchsummary": lambda: {"summary": _Summary},
    "torchsummaryX": lambda: {"summary": _Summary},
    **dict.fromkeys(("torchviz", "torchview", "hiddenlayer", "netron", "graphviz"), dict),
    "thop": _counts,
    "ptflops": _counts,
    "IPython": _ipython,
    "IPython.core": dict,
    "IPython.core.display": _ipython,
    "IPython.display": _ipython,
    "ipywidgets": lambda: {"interact": nothing, "Output": contextlib.nullcontext},
}
