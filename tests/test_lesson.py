"""The lesson says what is so: its files exist and its numbers are those that torch computes."""

import doctest
import importlib.util
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
import yaml
from click.testing import CliRunner
from torch import nn

from grader.cli import main

ROOT = Path(__file__).parent.parent
LESSON = (ROOT / "exercises" / "README.md").read_text(encoding="utf-8")
CONTRACT = {
    "forward": ["SimpleNN", "forward"],
    "loss": ["make_criterion", "compute_loss"],
    "backward": ["backward"],
    "step": ["make_optimizer", "step"],
    "train": ["train_step", "train_epoch", "evaluate"],
    "hidden_layer": ["HiddenNN"],
}


def load(folder: str, module: str):
    """Import one file of a folder under a name of its own."""
    path = ROOT / folder / f"{module}.py"
    spec = importlib.util.spec_from_file_location(f"{folder}_{module}", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def cells(title: str) -> list[str]:
    """Return the numbers of both rounds from the row with this title in the example by hand."""
    example = LESSON.partition("## By hand")[2]
    row = next(line for line in example.splitlines() if line.startswith(f"| {title} |"))
    return [cell.strip() for cell in row.strip("|").split("|")][-2:]


def shown(values) -> str:
    """Write numbers as the lesson does: four places, none where the number is round."""
    rounded = [round(value, 4) for value in torch.as_tensor(values).flatten().tolist()]
    short = all(round(value, 1) == value for value in rounded)
    return ", ".join(f"{value:g}" if short else f"{value:.4f}" for value in rounded)


def rounds(forget: bool) -> list[dict[str, str]]:
    """Train the lesson's model for three rounds with a real optimizer."""
    pixel, label = torch.tensor(2.0), torch.tensor(0)
    w = nn.Parameter(torch.zeros(2))
    optimizer = torch.optim.SGD([w], lr=0.1)
    seen = []
    for _ in range(3):
        before, logits = w.detach().clone(), w * pixel
        loss = nn.CrossEntropyLoss()(logits, label)
        if not forget:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        probabilities = logits.detach().softmax(0)
        seen.append(
            {
                "weights": shown(before),
                "**forward**: logits": shown(logits),
                "probabilities": shown(probabilities),
                "**loss**": shown(loss),
                "**backward**: gradients": shown(w.grad),
                "**step**: new weights": shown(w),
            }
        )
    return seen


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_both_folders_hold_every_file_of_the_contract(folder: str):
    names = {f"{module}.py" for module in CONTRACT} | {"explain.yaml"}
    assert names <= {path.name for path in (ROOT / folder).iterdir()}


@pytest.mark.parametrize("module", CONTRACT)
def test_starter_and_solution_have_the_names_and_signatures_of_the_contract(module: str):
    starter, solution = load("exercises", module), load("solutions", module)
    for name in CONTRACT[module]:
        assert inspect.signature(getattr(starter, name)) == inspect.signature(
            getattr(solution, name)
        )


@pytest.mark.parametrize("module", CONTRACT)
def test_every_function_of_a_starter_says_that_it_is_not_implemented(module: str):
    starter = load("exercises", module)
    for name in CONTRACT[module]:
        function = getattr(starter, name)
        needed = inspect.signature(function).parameters
        with pytest.raises(NotImplementedError, match=f"^{name}.*: not implemented yet$"):
            function(*[None] * len(needed))


@pytest.mark.parametrize("title", rounds(forget=False)[0])
def test_the_example_by_hand_shows_what_torch_computes(title: str):
    assert cells(title) == [numbers[title] for numbers in rounds(forget=False)[:2]]


@pytest.mark.parametrize(("title", "forget"), [("with zero_grad", False), ("without", True)])
def test_the_forgotten_zero_grad_does_what_the_lesson_says(title: str, forget: bool):
    _, second, third = rounds(forget)
    row = [second["**backward**: gradients"], second["**step**: new weights"], third["**loss**"]]
    assert f"| {title} | {' | '.join(row)} |" in LESSON


def test_the_python_sessions_print_what_the_lesson_says():
    sessions = re.findall(r"```python\n(>>> .*?)```", LESSON, re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(sessions), {}, "README.md", None, 0)
    result = doctest.DocTestRunner().run(test)
    assert result.failed == 0
    assert result.attempted > 10


def test_the_race_of_the_bonus_ends_as_the_lesson_says():
    done = CliRunner().invoke(main, ["train", str(ROOT / "solutions")], catch_exceptions=False)
    measured = dict(raced(done.output))
    printed = results(LESSON)
    assert len(printed) == 6
    for key, values in printed.items():
        assert values == pytest.approx(measured[key], abs=0.03), key


def raced(text: str) -> Iterator[tuple[str, list[float]]]:
    """Read what `train` says of each epoch: two losses and the accuracy."""
    network = ""
    for line in text.splitlines():
        if begins := re.match(r"(\w+): starting", line):
            network = begins[1]
        elif row := re.match(
            r"epoch +(\d+): .* ([\d.]+), validation ([\d.]+) and ([\d.]+) %", line
        ):
            loss, held_out, share = map(float, row.groups()[1:])
            yield f"{network} {row[1]:>2}", [loss, held_out, share / 100]


def results(text: str) -> dict[str, list[float]]:
    """Read the lines of the race: network and epoch, then two losses and the accuracy."""
    lines = re.findall(r"^(\w+NN +\d+) ([\d.]+) ([\d.]+) ([\d.]+)%$", text, re.MULTILINE)
    return {key: [float(a), float(b), float(c) / 100] for key, a, b, c in lines}


def test_the_lesson_is_short_and_gives_no_solution_away():
    assert len(LESSON.splitlines()) <= 210
    lines = {line.strip() for line in LESSON.splitlines() if line.strip()}
    for module in CONTRACT:
        text = (ROOT / "solutions" / f"{module}.py").read_text(encoding="utf-8")
        for block in re.findall(r"### BEGIN SOLUTION\n(.*?)### END", text, re.DOTALL):
            assert not lines & {line.strip() for line in block.splitlines()}, module


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader])
def test_each_prediction_is_one_of_the_words_offered(loader: type):
    text = (ROOT / "solutions" / "explain.yaml").read_text(encoding="utf-8")
    answers = yaml.load(text, loader)
    offered = re.findall(r"# +Words: (.*(?:\n# .*)*)\n(\w+):", text)
    assert set(answers) == {"order", "explanation", *(key for _, key in offered)}
    for words, key in offered:
        assert answers[key] in re.sub(r"\(.*?\)|[#\s]", "", words).split(","), key


def test_every_answer_of_the_starter_is_empty():
    starter = yaml.safe_load((ROOT / "exercises" / "explain.yaml").read_text(encoding="utf-8"))
    solution = yaml.safe_load((ROOT / "solutions" / "explain.yaml").read_text(encoding="utf-8"))
    assert starter == dict.fromkeys(solution)
