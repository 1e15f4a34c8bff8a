"""Parameters take part in the loss, and no optimizer holds them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place

# What is left out on purpose is called so.
_MEANT = ("backbone", "encoder", "features", "base", "pretrained", "embed", "bert", "teacher")


def find(run: Run) -> Iterator[Found]:
    """Nothing of loaded weights, libraries' backbones, and of a model that no optimizer touches."""
    optimizers = [o for o in run.all_of("optimizers") if o.get("steps")]
    if not optimizers or run.of("load") or run.uses_own_gradients:
        return
    held = frozenset().union(*(run.set_of(o) for o in optimizers))
    taking_part = [
        run.set_of(b, "reached") for b in run.backwards if run.set_of(b, "reached") & held
    ]  # fmt: skip
    if len(taking_part) < 3:
        return
    left = {n for n in frozenset.intersection(*taking_part) - held if n < len(run.parameters)}
    left = {n for n in left if not run.parameters[n].get("stepped")}
    meant = [n for n in left if _is_meant(run, n)]
    if left and not meant:
        names = [str(run.parameters[n].get("name") or run.parameters[n].get("shape")) for n in left]
        yield Found(
            place(optimizers[0]),
            f"{len(left)} of {len(taking_part[0])} tensors of parameters that the loss reaches are "
            f"in no optimizer: {', '.join(sorted(names)[:3])}",
        )


def _is_meant(run: Run, number: int) -> bool:
    parameter = run.parameters[number]
    models, owner = run.all_of("models"), parameter.get("owner", -1)
    if 0 <= owner < len(models) and models[owner].get("library") == "torchvision":
        return True
    return any(word in str(parameter.get("name", "")).lower() for word in _MEANT)


RULE = Rule(
    "missing-parameters", find, "Some parameters take part in the loss and are in no optimizer.",
    "List what model.parameters() gives, and what the optimizer was given. Is every layer there?",
    rank=25,
)  # fmt: skip
