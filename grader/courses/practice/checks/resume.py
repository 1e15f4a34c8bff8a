"""Save and resume: a second set of model, optimizer and schedule goes on where the first one was."""

import ast

from grader.kit import also, call, mistake, number


def rebinds(case):
    """Whether the function gives one of the things that it is handed another meaning."""
    handed = {"model", "optimizer", "schedule"}
    return bool(
        case.lines(
            lambda n: isinstance(n, ast.Name) and n.id in handed and isinstance(n.ctx, ast.Store)
        )
    )


def run(draw, after=2, momentum=0.9, noise=0.0):
    """A training, saved after some epochs and resumed by others; these train on for some epochs."""
    parts = []
    for _ in ("first", "second"):
        model = draw.model(widths=(12, 8, 5), batch_norm=True)
        optimizer = draw.optimizer(model, groups=2, momentum=momentum)
        schedule = draw.schedule(optimizer, every=3)
        parts.append((draw.epoch(model, optimizer, schedule, noise), (model, optimizer, schedule)))
    (train, first), (go_on, second) = parts
    # As many as there really were: who lets a schedule catch up by them is right, too.
    file, done = draw.file(), draw.whole(2, 4)
    calls = [
        *[also(train)] * done,
        also("save_run", file, *first, done).giving(),
        # What comes in between is no business of the run.
        also(train),
        call(file, *second).giving(number()),
        *[also(go_on)] * after,
    ]
    return draw.work("resume_run", *calls, looks=["buffer"])


def check_model_comes_back(examiner, draw):
    """The weights of the resumed model and its running statistics are those that were saved."""
    examiner.agree(run(draw, after=0), "change", "buffer")


def check_epochs_come_back(examiner, draw):
    """resume_run says how many epochs had been trained."""
    for _ in range(2):
        examiner.agree(run(draw, after=0), "returned", "returned is a number")


def check_steps_go_on(examiner, draw):
    """The resumed training takes the steps of the uninterrupted one: momentum and learning rates."""
    for momentum in (0.9, 0.0):
        examiner.agree(run(draw, after=3, momentum=momentum), "change", "buffer")


def check_random_numbers_go_on(examiner, draw):
    """The resumed training meets the random numbers of the uninterrupted one."""
    examiner.agree(run(draw, noise=0.5), "change", "buffer")


SAVED = '"model": model.state_dict()'
LOADED = '    model.load_state_dict(run["model"])\n'
REBOUND = [
    (f'{part}.load_state_dict(run["{part}"])', f'{part} = run["{part}"]')
    for part in ("model", "optimizer", "schedule")
]
UNASKED = [
    (f'"{part}": {part}.state_dict()', f'"{part}": {part}.state_dict')
    for part in ("model", "optimizer", "schedule")
]
RESTORED = """\
    model.load_state_dict(run["model"])
    optimizer.load_state_dict(run["optimizer"])
    schedule.load_state_dict(run["schedule"])
    torch.set_rng_state(run["random"])
"""

mistake(
    "optimizer-left-behind",
    "A training is its weights.",
    "What does an optimizer with momentum know that the weights do not tell?",
    confirms=lambda case: not rebinds(case),
    why="The velocity of each weight lives in the optimizer. Without it the first steps after the break "
    "are those of a training that has just begun.",
    edit=[
        [('    optimizer.load_state_dict(run["optimizer"])\n', "")],
        [(RESTORED, LOADED)],
        [
            (
                '    optimizer.load_state_dict(run["optimizer"])\n',
                '    for group, was in zip(optimizer.param_groups, run["optimizer"]["param_groups"]):\n'
                '        group["lr"] = was["lr"]\n',
            )
        ],
    ],
    shows=['group["lr"] = was["lr"]', 'group["lr"] = rate', "group[name] = value"],
)
mistake(
    "schedule-left-behind",
    "The learning rate is in the optimizer, so the schedule needs nothing.",
    "After which epoch does the rate fall next, counted from where?",
    confirms=lambda case: not rebinds(case),
    why="A schedule counts its steps. Begun anew, it lets the rate fall too late, or warms up once more.",
    edit=('    schedule.load_state_dict(run["schedule"])\n', ""),
)
mistake(
    "random-numbers-left-behind",
    "Random is random.",
    "Train on after a break and without one, and print torch.rand(1) in the next epoch of both.",
    why="Dropout, shuffling and augmentation read the generator. A run that goes on with others is a "
    "different run: no bug that it shows can be found again.",
    edit=('    torch.set_rng_state(run["random"])\n', ""),
    shows=['random = run["random"]', 'rng = run["rng"]', 'rng_state = run["rng_state"]'],
)
mistake(
    "random-numbers-begin-anew",
    "A fixed seed makes a resumed run the same.",
    "Where was the generator when the run was cut off: at its beginning?",
    why="Seeded anew, the resumed run repeats the random numbers of its first epoch.",
    edit=[
        [('torch.set_rng_state(run["random"])', "torch.manual_seed(0)")],
        [
            ("torch.get_rng_state()", "torch.initial_seed()"),
            ('torch.set_rng_state(run["random"])', 'torch.manual_seed(run["random"])'),
        ],
    ],
)
mistake(
    "statistics-left-behind",
    "The weights are the parameters.",
    "Compare list(model.state_dict()) with what you save. What is missing?",
    why="The running mean and variance of batch norm are buffers, no parameters. Without them the model "
    "gives other answers in evaluation mode.",
    edit=[
        [
            (SAVED, '"model": [weight.detach() for weight in model.parameters()]'),
            (
                LOADED,
                '    with torch.no_grad():\n        for weight, was in zip(model.parameters(), run["model"]):\n            weight.copy_(was)\n',
            ),
        ],
        [
            (
                SAVED,
                '"model": {name: weight.detach() for name, weight in model.named_parameters()}',
            ),
            (LOADED, '    model.load_state_dict(run["model"], strict=False)\n'),
        ],
    ],
)
mistake(
    "model-left-behind",
    "Loading gives the model back by itself.",
    "Print one weight before and after resume_run.",
    confirms=lambda case: not rebinds(case),
    why="torch.load gives what was saved; the new model has it only when it is put there.",
    edit=(LOADED, ""),
)
mistake(
    "one-epoch-repeated",
    "Counting begins at zero, so one has to be taken off.",
    "After 5 epochs, which number comes next, and what should the file say?",
    why="It says how many epochs are done. One less, and an epoch is trained twice.",
    edit=('return run["epochs"]', 'return run["epochs"] - 1'),
    shows=["epochs - 1"],
)
mistake(
    "names-for-what-was-loaded",
    "model = saved puts what was saved into the model that I was handed.",
    "Who else holds the model that you were handed, and do they see what your name stands for now?",
    why="An assignment gives a name inside the function to another object. The caller goes on with "
    "the one that was handed over, and that has to be changed itself.",
    edit=[
        *([part] for part in REBOUND),
        [*REBOUND],
    ],
    confirms=rebinds,
    shows=[
        "model, a, b, c, d = torch.load(file)",
        "model, a, b, c, d = torch.load(file, weights_only=False)",
        "model = torch.load(file)",
    ],
)

mistake(
    "state-not-asked-for",
    "model.state_dict is the state of the model.",
    "Print what you save. Is it a table of tensors?",
    why="Without brackets it is the method itself, which nobody has called. What it would give is not in "
    "the file, and torch.load refuses to read a method.",
    edit=[
        *([one] for one in UNASKED),
        [*UNASKED],
    ],
    shows=["model.state_dict", "optimizer.state_dict", "schedule.state_dict"],
)
mistake(
    "one-epoch-skipped",
    "It goes on with the next epoch, so that is its number.",
    "After 5 epochs, which number comes next, and what should the file say?",
    why="It says how many epochs are done. One more, and an epoch is never trained.",
    edit=('return run["epochs"]', 'return run["epochs"] + 1'),
    shows=["epochs + 1"],
)
mistake(
    "schedule-stepped-again",
    "A schedule is where it was when it has been stepped as often.",
    "Which rate stands in the group before you step the schedule, and which does its step start from?",
    why="A step of the schedule changes the rate that stands there. The optimizer that was loaded has "
    "the lowered one already, and it is lowered once more.",
    edit=(
        '    schedule.load_state_dict(run["schedule"])\n',
        '    for _ in range(run["epochs"]):\n        schedule.step()\n',
    ),
)

EQUAL = {
    f'`{part}.load_state_dict(run["{part}"])` comes one later'.replace(
        '"', "'"
    ): "either may be loaded first"
    for part in ("model", "optimizer", "schedule")
}
