"""Fresh random work: what a function is handed, which a submission cannot foresee.

Everything is drawn from a generator seeded by the course's seed, the submission's digest and the
check's id, so that the same submission always meets the same work, and both sides the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import prod
from typing import Any

import torch

from grader.course.contract import Contract
from grader.errors import CourseError
from grader.examiner.calls import Call, Returned
from grader.examiner.things import Thing, Things
from grader.scenes import Work

__all__ = ["Draw", "Thing"]


class Draw(Things):
    """Draws the work of one check: every method draws anew, and `work` puts it together."""

    def __init__(self, contract: Contract, *seed: str) -> None:
        super().__init__(*seed)
        self.contract = contract

    # --- the whole ----------------------------------------------------------------------------
    def work(
        self,
        function: str,
        *asked: Call,
        returns: Sequence[Returned] = (),
        looks: Iterable[str] | None = None,
        scene: str = "",
        gradients_on: bool = True,
        then: tuple[str, Sequence[Call], Sequence[Returned]] | None = None,
        cotangents: Sequence[torch.Tensor] = (),
    ) -> Work:
        """Calls of a function with what was drawn so far; what is drawn next is for another work.

        returns: the parts of what a call gives. looks: what is looked at beside them and the
        weights; where nothing is said of that, the solution decides it, and what is returned, too.
        scene: the name in results. then: a method (or nothing, for a call), the calls of
        it on what the function makes, and what these give. cotangents: for each call, how the
        numbers of a returned tensor are weighted to see what flows back.
        """
        made = any(one.method for one in asked)  # of a class, which is then used
        calls, used = (asked[:1], asked[1:]) if made else (asked, ())
        first = len(calls) if any(t["kind"] == "model" for t in self._things) else 0
        names = [p.name for p in self.contract.definitions[function].parameters]
        params: dict[str, Any] = {
            "function": function,
            "calls": [self._told(one, i, names) for i, one in enumerate(calls)],
            "returns": [part.told() for part in returns],
            **({} if looks is None else {"looks": sorted(looks)}),
            "gradients on": gradients_on,
        }
        if then is not None:
            method, uses, gives = then
            params["then"] = {
                "method": method,
                "first": first,
                "calls": [self._told(one, i, []) for i, one in enumerate(uses, first)],
                "returns": [part.told() for part in gives],
            }
        if used:
            params["uses"] = self._uses(function, calls[0], used)
        params["things"] = self._things
        weighted = {f"cotangent.{i}": numbers for i, numbers in enumerate(cotangents)}
        work = Work(scene or function, "given", params, self._tensors | weighted)
        self._empty()
        return work

    def _uses(self, made: str, first: Call, used: Iterable[Call]) -> list[dict[str, Any]]:
        """Uses of what a class makes, and numbers to overwrite its weights with."""
        if first.method or not all(one.method or one.of for one in used):
            raise CourseError(
                f"{made}: write one call(...), then each method(...); what else happens between "
                "them is also(...)"
            )
        self._tensors["pool"] = self.tensor(1000, scale=0.1)
        return [self._told(one, i, []) | {"method": one.method} for i, one in enumerate(used, 1)]

    def _told(self, one: Call, number: int, names: list[str]) -> dict[str, Any]:
        """A call as it is described; arguments beyond the known parameters have no name."""
        count, of = len(one.arguments), one.of
        if isinstance(of, str) and of:
            names = [p.name for p in self.contract.definitions[of].parameters]
        return {
            **({} if one.gives is None else {"returns": [part.told() for part in one.gives]}),
            **({"of": of if isinstance(of, str) else self._argument(of)} if of else {}),
            "arguments": [self._argument(value) for value in one.arguments],
            "names": (names + [""] * count)[:count],
            "named": {name: self._argument(value) for name, value in one.named},
            "gradients": self._gradients.get(number, []),
        }

    def _argument(self, value: Any) -> Any:
        if isinstance(value, Thing):
            return {"thing": value.number}
        if isinstance(value, torch.Tensor):
            return {"thing": self._tensor(value).number}
        if isinstance(value, list):
            return [self._argument(part) for part in value]
        if isinstance(value, tuple):
            return {"tuple": [self._argument(part) for part in value]}
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        raise CourseError(
            f"a function cannot be handed a {type(value).__name__}; hand over numbers, texts, "
            "tensors, lists, tuples and what `draw` makes"
        )

    def _tensor(self, numbers: torch.Tensor) -> Thing:
        """A tensor as a thing: the same one where it is handed over again."""
        if id(numbers) not in self._known:
            made = self._thing("tensor", graph=numbers.requires_grad)
            self._tensors[f"given.{made.number}"] = numbers.detach()
            self._known[id(numbers)] = numbers, made
        return self._known[id(numbers)][1]

    # --- a class, and a training --------------------------------------------------------------
    def class_work(
        self,
        name: str,
        widths: Sequence[int],
        inputs: Sequence[torch.Tensor],
        *,
        returns: str = "returned",
        affine: bool = False,
        scale: float = 1.0,
    ) -> Work:
        """Known weights for a class of linear layers, `scale` times as usual, and inputs to run.

        affine: whether its layer may take the numbers of an input in any order.
        """
        tensors = {key: given * scale for key, given in self.given_weights(widths).items()}
        for i, batch in enumerate(inputs):
            tensors[f"inputs.{i}"] = batch
            tensors[f"cotangent.{i}"] = self.tensor(len(batch), widths[-1])
        params: dict[str, Any] = {
            "function": name,
            "arguments": [],
            "calls": [{} for _ in inputs],
            "returns": returns,
            "affine": list(inputs[0].shape[1:]) if affine else None,
        }
        return Work(name, "construct", params, tensors)

    def given_weights(self, widths: Sequence[int]) -> dict[str, torch.Tensor]:
        """Weights by size for `give_weights`, distributed as `nn.Linear` initialises them."""
        tensors = {"pool": self.tensor(1000, scale=0.05)}
        for i, (inputs, outputs) in enumerate(itertools.pairwise(widths)):
            bound = inputs**-0.5
            tensors[f"given.{i}.matrix"] = self.uniform(bound, outputs, inputs)
            tensors[f"given.{i}.offset"] = self.uniform(bound, outputs)
        return tensors

    def training(
        self,
        scene: str,
        widths: Sequence[int],
        epochs: int,
        shapes: Sequence[Sequence[int]] | None = None,
        **settings: Any,
    ) -> Work:
        """Initial weights and the order of the samples in each epoch of the real training.

        `shapes` are those of the parameters, where they are not those of linear layers in a row.
        """
        orders = [self.integer(1 << 40) for _ in range(epochs)]
        params: dict[str, Any] = {"widths": list(widths), "orders": orders, **settings}
        weights = self.given_weights(widths)
        for i, shape in enumerate(shapes or ()):
            bound = max(1, prod(shape[1:])) ** -0.5 if len(shape) > 1 else 0.1
            weights[f"given.{i}.weight"] = self.uniform(bound, *shape)
        return Work(scene, "training", params, weights)
