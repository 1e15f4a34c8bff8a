"""A schedule: the rate of each step, and which rate stood there when the weights moved."""

from grader.kit import call, mistake, number

RATE = "rate_at(step, base, warmup, len(batches))"
SET = (
    "        for group, base in zip(optimizer.param_groups, bases):\n"
    f'            group["lr"] = {RATE}\n'
)
TOLD = '        used.append(optimizer.param_groups[0]["lr"])\n'
HALF_A_COSINE = "(1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2"


def training(draw, steps, warmup, groups=1):
    model = draw.model(widths=(16, 12, 5))
    optimizer = draw.optimizer(model, groups)
    batches = draw.batches(model, [4] * steps)
    return draw.work(
        "train_with_schedule", call(model, draw.criterion(), optimizer, batches, warmup)
    )


def check_rate_of_a_step(examiner, draw):
    """rate_at rises in a line to the base, and falls along half a cosine."""
    for warmup in (0, draw.whole(2, 5), 1):
        total = warmup + draw.whole(3, 6)
        base = draw.number(0.05, 0.8)
        calls = [call(step, base, warmup, total) for step in range(total)]
        examiner.agree(draw.work("rate_at", *calls, returns=[number()], looks=[]))


def check_rates_that_were_used(examiner, draw):
    """train_with_schedule takes each step with the rate of its number, and returns these rates."""
    examiner.agree_on_all(training(draw, 6, 2), training(draw, 4, 0), training(draw, 5, 3))


def check_groups_keep_their_proportion(examiner, draw):
    """Every group rises and falls from the rate that it came with."""
    examiner.agree_on_all(training(draw, 5, 2, groups=2), training(draw, 4, 1, groups=3))


mistake(
    "warm-up-from-zero",
    "A warm-up begins at zero.",
    "How far do the weights move in the very first step, and what was its batch good for?",
    why="With a rate of 0 the first batch is wasted, and the full rate comes one step late.",
    edit=("base * (step + 1) / warmup", "base * step / warmup"),
)
mistake(
    "warm-up-never-full",
    "Between nothing and the full rate lie warmup + 1 steps.",
    "Which share of the rate does the last step of the warm-up have?",
    why="With warmup steps the first has the share 1 / warmup and the last all of it.",
    edit=("base * (step + 1) / warmup", "base * (step + 1) / (warmup + 1)"),
)
mistake(
    "rate-below-zero",
    "A cosine falls from 1, so I multiply by it.",
    "Which way does a step go whose rate is below zero?",
    why="The cosine of half a turn is -1. Plus 1 and divided by 2 it falls from 1 to 0.",
    edit=(HALF_A_COSINE, "math.cos(math.pi * (step - warmup) / (total - warmup))"),
)
mistake(
    "quarter-of-a-cosine",
    "Half a cosine is the piece that falls from 1 to 0.",
    "How steep is your curve where it ends?",
    why="From top to bottom a cosine makes half a turn, pi, and comes in flat. A quarter of a turn "
    "ends where it is steepest.",
    edit=(HALF_A_COSINE, "math.cos(math.pi / 2 * (step - warmup) / (total - warmup))"),
)
mistake(
    "descent-ends-at-zero",
    "The last step has the rate 0.",
    "Which step would reach 0: the last one, or the one after it?",
    why="A step with a rate of 0 moves nothing: its batch would be wasted. The descent reaches 0 at "
    "the step number total, which is not taken any more.",
    edit=("/ (total - warmup)", "/ max(total - warmup - 1, 1)"),
)
mistake(
    "descent-counts-the-warm-up",
    "The cosine goes over all steps of the training.",
    "How high is the rate right after the warm-up, and how high should it be?",
    why="The descent begins where the warm-up ends. Counted from step 0 the rate jumps down there.",
    edit=("(step - warmup) / (total - warmup)", "step / total"),
    shows=["progress = step / total"],
)
mistake(
    "descent-too-slow",
    "After the warm-up the steps are a share of all of them.",
    "Which share has the last step, if the warm-up took half of all?",
    why="What is left for the descent is total - warmup. Divided by total, it never gets down.",
    edit=("(step - warmup) / (total - warmup)", "(step - warmup) / total"),
)
mistake(
    "whole-cosine",
    "From the top of a cosine to the bottom it is a whole turn.",
    "What is the cosine at a quarter of a turn, at half a turn and at a whole one?",
    why="At a whole turn the cosine is at the top again: the rate would rise once more in the end.",
    edit=("math.cos(math.pi", "math.cos(2 * math.pi"),
)
mistake(
    "straight-descent",
    "Down is a straight line, as up is.",
    "Which form does the exercise ask for after the warm-up?",
    why="Half a cosine stays high for a while, then falls, and comes in flat.",
    edit=(HALF_A_COSINE, "(1 - (step - warmup) / (total - warmup))"),
)
mistake(
    "rate-one-step-early",
    "The schedule is stepped first, then the optimizer.",
    "Which number has the first step, and with which rate is it taken?",
    why="Stepped before the optimizer, the first rate is never used and each step has that of the "
    "next one. PyTorch warns of just this.",
    edit=[
        [(RATE, "rate_at(step + 1, base, warmup, len(batches))")],
        [(RATE, "rate_at(min(step + 1, len(batches) - 1), base, warmup, len(batches))")],
    ],
    shows=["schedule.step()"],
)
mistake(
    "rate-one-step-late",
    "The rate is set when the step is done.",
    "With which rate was the first step taken?",
    why="A step reads the rate that stands in the group at that moment. Set afterwards, it counts for "
    "the next step, and the first one goes at full rate: just what a warm-up is there to avoid.",
    edit=[[(SET, ""), (TOLD, TOLD + SET)], [(SET, ""), (TOLD, SET + TOLD)]],
)
mistake(
    "rates-told-too-late",
    "What stands in the group after the step is the rate that it was taken with.",
    "Print the rate right before optimizer.step(), and compare it with your list.",
    why="When the schedule has been stepped, the rate of the next step stands there.",
    edit=[
        [('used.append(optimizer.param_groups[0]["lr"])', f"used.append({rate})")]
        for rate in (
            "rate_at(min(step + 1, len(batches) - 1), bases[0], warmup, len(batches))",
            "rate_at(step + 1, bases[0], warmup, len(batches))",
            "rate_at(step + 1, bases[0], warmup, len(batches)) if step + 1 < len(batches) else 0.0",
        )
    ],
    shows=["used.append(schedule.get_last_lr()[0])"],
)
mistake(
    "one-rate-for-all-groups",
    "There is one learning rate.",
    "Print the rate of each group before you begin. Are they alike?",
    why="Groups are there to have rates of their own: a schedule changes them in proportion.",
    edit=("rate_at(step, base, warmup", "rate_at(step, bases[0], warmup"),
)
mistake(
    "only-the-first-group",
    "The rate of an optimizer is that of its first group.",
    "Which rate do the parameters of the second group have in your third step?",
    why="Each group holds a rate of its own; the others stay at full rate throughout.",
    edit=[
        [("zip(optimizer.param_groups, bases)", "zip(optimizer.param_groups[:1], bases)")],
        [(SET, f'        optimizer.param_groups[0]["lr"] = {RATE.replace("base", "bases[0]")}\n')],
    ],
)
mistake(
    "base-counted-twice",
    "The function that LambdaLR takes gives the rate.",
    "Print the highest rate of your training, and the rate that the group came with.",
    why="LambdaLR multiplies what its function gives by the rate that the group came with. A rate "
    "where a share belongs is the base times the base.",
    edit=[[(RATE, f"base * {RATE.replace('base', one)}")] for one in ("base", "bases[0]")],
    shows=[
        "schedule = LambdaLR(optimizer, lambda step: rate_at(step, base, warmup, len(batches)))"
    ],
)
mistake(
    "rate-built-on-the-last",
    "The base of a step is the rate that stands in the group.",
    "Print the rates of six steps. Does the highest reach the rate that it began with?",
    why="What is written into the group is no longer the base. Multiplied again and again, the rates "
    "shrink to nothing.",
    edit=(RATE, 'rate_at(step, group["lr"], warmup, len(batches))'),
)

EQUAL = {
    "`optimizer.zero_grad()` comes one later": "cleared before or after the loss",
    "`optimizer.step()` comes one later": "the rate is noted before or after the step",
    "`for group, base in zip(optimizer.param_groups, bases):` comes one later": "the rate is set before the step",
}
