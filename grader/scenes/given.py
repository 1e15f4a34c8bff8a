"""The scene of a function: what the work describes is built, handed over, and looked at.

Things are described once and referred to by number, so that an optimizer holds the parameters of
the very model that stands beside it, and what one call leaves behind meets the next. The scene
names no exercise: what is looked at follows from what was handed over, from what is to come back,
and from the aspects that the work asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import Any

import torch

from grader.frames.keys import Key
from grader.scenes import asking, chance
from grader.scenes.hands import Hands
from grader.scenes.left import see_left
from grader.scenes.made import give_known, see_state, weights_in
from grader.scenes.models import (
    parameters_of,
)
from grader.scenes.numbers import (
    class_name,
    count_of,
    is_a,
    is_exactly,
    is_number,
    is_number_in_a_tensor,
    kind_of_numbers,
    needs_gradient,
    plain,
    plainly,
    shape_of,
    told_apart,
)
from grader.scenes.stage import (
    Functions,
    Sight,
    Work,
    ask,
    count_nodes,
    scene,
    switch_gradients,
    threaded,
)

MOST_ITEMS = 40  # of what is iterated


@scene("given")
def play_given(functions: Functions, work: Work) -> Sight:
    """Several calls of one function; and, where it makes something, several uses of that."""
    play, params = _Play(functions, work), work.params
    returned = play.calls(functions[work.function], params)
    if then := params.get("then"):
        method = then.get("method")
        use = methodcaller(method) if method else returned
        before = (returned,) if method else ()
        play.calls(threaded(functions, use), then, then["first"], before)
    if uses := params.get("uses"):
        play.uses(returned, uses)
    return play.sight


class _Play:
    """One play of a work: what is handed over, and what was seen so far."""

    def __init__(self, functions: Functions, work: Work) -> None:
        self.functions, self.work, self.sight = functions, work, Sight()
        self.looks = frozenset(work.params["looks"])
        self.hands = Hands(functions, work)
        self.made: list[torch.Tensor] = []

    def uses(self, made: Any, uses: list[dict[str, Any]]) -> None:
        """Use what a class made, method by method, with known weights where it has any."""
        self.made = weights_in(made)
        self.sight.values[Key(None, "parameters")] = sorted(map(count_of, self.made))
        give_known(self.made, self.work.tensors["pool"])
        for number, use in enumerate(uses, 1):
            arguments, named = self.hands.arguments(number, use)
            # Random numbers of its own: what a constructor draws first is the learner's choice.
            chance.seed((self.work.seed + number) % 2**32)
            if "of" in use or use["method"] == "__call__":
                used = self._of(use, threaded(self.functions, made))
                returned = used(*arguments, **named)
            else:
                returned = threaded(
                    self.functions, methodcaller(use["method"], *arguments, **named)
                )(made)
            self._see_graphs_of_losses(number)
            self._see_returned(number, use.get("returns", []), returned)
            see_left(self.sight, number, self.hands, self.looks)
            see_state(self.sight, number, self.made)

    def calls(
        self,
        function: Callable[..., Any],
        part: dict[str, Any],
        first: int = 0,
        before: tuple[Any, ...] = (),
    ) -> Any:
        """Call a function as a part of the work says; what the last call gave."""
        returned = None
        for number, call in enumerate(part["calls"], first):
            arguments, named = self.hands.arguments(number, call)
            nodes = threaded(self.functions, count_nodes)() if "graph" in self.looks else 0
            switch_gradients(part.get("gradients on", True))
            versions = self.hands.versions()
            random = chance.state() if "random state" in self.looks else b""
            returned = self._of(call, function)(*before, *arguments, **named)
            if "random state" in self.looks:
                self.sight.values[Key(number, "random state")] = chance.state() == random
            if versions != self.hands.versions():
                self.functions.writes = True  # type: ignore[attr-defined]
            if "gradients on" in self.looks:
                self.sight.values[Key(number, "gradients on")] = torch.is_grad_enabled()
            switch_gradients(True)
            if "graph" in self.looks:
                self._see_nodes(number, nodes)
            self._see_graphs_of_losses(number)
            parts = [] if "of" in call else part["returns"]
            self._see_returned(number, call.get("returns", parts), returned)
            see_left(self.sight, number, self.hands, self.looks)
        return returned

    def _of(self, call: dict[str, Any], function: Callable[..., Any]) -> Callable[..., Any]:
        """What a call is of: the function of the work, another one, or a thing that is one."""
        of = call.get("of")
        if of is None:
            return function
        if is_exactly(of, str):
            return self.functions[of]
        return threaded(self.functions, self.hands.function(of["thing"]))

    # --- the graph ----------------------------------------------------------------------------
    def _see_nodes(self, number: int, before: int) -> None:
        """Note whether a graph was built: it is made of nodes, whatever ran and however."""
        built = threaded(self.functions, count_nodes)() != before
        noted = any(graph for _, diary in self.hands.models for *_, graph, _ in diary)
        self.sight.values[Key(number, "graph")] = built or noted

    def _see_graphs_of_losses(self, number: int) -> None:
        """Note whether the graph of a loss can still be walked."""
        # Before anything is looked at: a hook of the learner's on the graph runs with it.
        for loss, model in self.hands.losses:
            again = ask(self.functions, asking.gradients, loss, None, parameters_of(model))
            self.sight.claims[Key(number, "retained")] = not isinstance(again, str)

    # --- what came back -----------------------------------------------------------------------
    def _see_returned(self, number: int, parts: list[dict[str, Any]], returned: Any) -> None:
        noted: list[Any] | None = getattr(self.functions, "noted", None)
        if noted is not None:  # a rehearsal, of the solution alone
            noted.append(returned)
        if len(parts) == 1:
            self._see_part(number, parts[0], returned)
        if len(parts) < 2:
            return
        together = threaded(self.functions, asking.parts)(returned, len(parts))
        self.sight.values[Key(number, "together")] = is_exactly(together, list)
        if not is_exactly(together, list):
            self.sight.claims[Key(number, "returned")] = class_name(returned)
            return
        for part, value in zip(parts, together, strict=True):
            self._see_part(number, part, value, of=part["name"])

    def _see_part(self, number: int, part: dict[str, Any], value: Any, of: str = "") -> None:
        key = Key(number, part["name"])
        if part["kind"] == "number":
            see_number(self.sight, key, self.functions, value, tensors=part["tensors"])
        elif part["kind"] == "tensor":
            self._see_tensor(key, value, of)
        elif part["kind"] in ("value", "items"):
            if part["kind"] == "items":
                value = threaded(self.functions, asking.items)(
                    value, MOST_ITEMS, part.get("passes", 1)
                )
            self.sight.values[key] = self._apart(key, plainly(value, of_tensor=told_apart))
            self.sight.claims[key.below("type")] = class_name(value)
        elif part["kind"] == "optimizer":
            self._see_optimizer(number, value)
        else:
            self._see_criterion(value)

    def _apart(self, key: Key, value: Any) -> Any:
        """A plain value without the tensors in it, each of which is noted by its place."""
        if is_exactly(value, list):
            return [self._apart(key.below(str(i)), part) for i, part in enumerate(value)]
        if is_exactly(value, dict):
            return {name: self._apart(key.below(name), part) for name, part in value.items()}
        if not is_exactly(value, tuple):
            return value
        words, self.sight.tensors[key.below("numbers")] = value
        return words

    def _see_tensor(self, key: Key, value: Any, of: str) -> None:
        """Note a tensor, and what flows back from it to what was handed over.

        `of` tells it from the other tensors that came back with it, where there are any.
        """
        number, is_tensor = key.call, is_a(value, torch.Tensor)
        attached = is_tensor and needs_gradient(value)
        self.sight.see(key, value)
        self.sight.values[Key(number, "attached", of)] = attached
        if is_tensor:
            self.sight.values[Key(number, "numbers", of)] = kind_of_numbers(value)
        if is_tensor and "shape" in self.looks:
            self.sight.values[Key(number, "shape", of)] = shape_of(value)
        if not attached:
            return
        cotangent = self.work.tensors.get(f"cotangent.{number}")
        if cotangent is not None and shape_of(value) == list(cotangent.shape):
            self._see_flow(number, value, cotangent.clone())
        elif cotangent is None and count_of(value) == 1:
            self._see_flow(number, value, None)

    def _see_flow(self, number: int | None, output: Any, weights: torch.Tensor | None) -> None:
        wanted = self.hands.leaves + self.hands.trained()
        own = [p for p in self.made if needs_gradient(p)]
        leaves = [*(leaf for _, leaf in wanted), *own]
        flows = ask(self.functions, asking.gradients, output, weights, leaves)
        if isinstance(flows, str):
            # The graph was broken after the pass: that nothing flows back is what was seen.
            self.sight.claims[Key(number, "no way back")] = flows
            return
        for leaf, flow in zip(own, flows[len(wanted) :], strict=True):
            key = Key(number, "flow", f"{count_of(leaf)} numbers")
            while key in self.sight.tensors:
                key = Key(number, "flow", f"{key.detail}, another")
            self.sight.tensors[key] = torch.zeros(1) if flow is None else plain(flow).flatten()
        for (name, leaf), flow in zip(wanted, flows, strict=False):
            seen = torch.zeros(shape_of(leaf)) if flow is None else flow
            self.sight.tensors[Key(number, "flow", name)] = seen

    def _see_optimizer(self, number: int, optimizer: Any) -> None:
        """Note what an optimizer is and holds; what it does is seen when it is used."""
        self.sight.claims[Key(None, "class")] = class_name(optimizer)
        settings = ask(self.functions, asking.settings_of_optimizer, optimizer)
        self._claim_settings(settings)
        followed = [parameter for _, parameter in self.hands.trained()]
        held = ask(self.functions, asking.held_by, optimizer, followed)
        self.sight.values[Key(number, "held")] = held

    def _see_criterion(self, criterion: Any) -> None:
        """Note what a criterion is; what it gives is seen when it is used."""
        self.sight.claims[Key(None, "class")] = class_name(criterion)
        settings, weighted = ask(self.functions, asking.settings_of_criterion, criterion)
        self._claim_settings(settings)
        self.sight.claims[Key(None, "weighted")] = weighted

    def _claim_settings(self, settings: dict[str, Any]) -> None:
        self.sight.claims[Key(None, "settings")] = {
            k: v for k, v in settings.items() if isinstance(v, (str, int, float))
        }


def see_number(
    sight: Sight, key: Key, functions: Functions, value: object, *, tensors: bool
) -> None:
    """Note a returned number, and whether its type is one that the contract allows there.

    A 0-d tensor without a graph is allowed where `tensors` is true.
    """
    number, words = ask(functions, asking.number, value)
    sight.values[key.is_a_number] = is_number(value) or (tensors and is_number_in_a_tensor(value))
    sight.values[key] = number
    sight.claims[key.below("type")] = words
