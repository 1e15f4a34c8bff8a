"""Leakage: a split that is one, no image on both sides, and what is measured stays unseen."""

from itertools import combinations

import torch

from grader.kit import call, mistake, tensor, value

SHUFFLED = "torch.randperm(count, generator=torch.Generator().manual_seed(seed)).tolist()"
PARTS = [value("train"), value("test")]


def dealt(examiner, draw, *asked):
    """What split gives for each call, as two lists of numbers."""
    work = draw.work("split", *[call(*arguments) for arguments in asked], returns=PARTS, looks=[])
    sight = examiner.see(work)
    given = [(sight.whole("train", i), sight.whole("test", i)) for i in range(len(asked))]
    for train, test in given:
        both = isinstance(train, list) and isinstance(test, list)
        assert both and all(type(n) is int for n in train + test), "two lists of whole numbers"
    return given


def deals(case):
    """Of each split that went wrong: what was asked for, and the two parts."""
    given = case.answers("train", "test")
    found = [(asked, *parts) for asked, parts in given if all(type(p) is list for p in parts)]
    if not found:
        raise LookupError("no split came back")
    return found


def is_piece(part):
    """Whether numbers lie side by side."""
    return bool(part) and sorted(part) == [*range(min(part), max(part) + 1)]


def cut_off(found):
    """Whether each test part holds the whole samples of its share, and one at least lacks one."""
    sizes = [(len(test), count * share) for (count, share, _), _, test in found]
    return all(size == int(wanted) for size, wanted in sizes) and any(
        size < round(wanted) for size, wanted in sizes
    )


def check_each_in_one_part(examiner, draw):
    """split puts every number into one part, and the test part is as large as it should be."""
    # What is left of a sample is more than half of one, or less, and never just a half.
    sizes = [(0, 0.3), (4, 0.2), (3, 0.7), (8, 0.2), (6, 0.7)]
    asked = [(10 * draw.whole(1, 5) + rest, share, draw.whole(0, 999)) for rest, share in sizes]
    for (count, share, _), (train, test) in zip(asked, dealt(examiner, draw, *asked)):
        assert sorted(train + test) == list(range(count)), "every number once, in one of the parts"
        assert len(test) == round(count * share), (
            "a test part of the share that was asked for, rounded to a whole number"
        )


def check_split_at_random(examiner, draw):
    """The same seed splits alike, another seed otherwise, and no part is a piece of the data."""
    count, seed = draw.whole(40, 60), draw.whole(1, 999)
    seeds = [seed, seed + 1, seed, seed + 2, seed + 3]
    parts = [sorted(test) for _, test in dealt(examiner, draw, *[(count, 0.3, s) for s in seeds])]
    assert parts[0] == parts[2], "the same split for the same seed"
    assert len({tuple(part) for part in parts}) == 4, "another split for another seed"
    for part in parts:
        assert part and not is_piece(part), "numbers from all over the data"


def check_random_numbers_go_on(examiner, draw):
    """PyTorch's own random numbers go on as if split had drawn none."""
    asked = [call(draw.whole(10, 40), 0.25, draw.whole(0, 99)) for _ in range(2)]
    work = draw.work("split", *asked, returns=[], looks=["random state"])
    examiner.agree(work, "random state")


def shared(draw, places, found):
    """A training part, some of whose images stand in the test part, too."""
    width = draw.whole(3, 6)
    train, test = draw.tensor(places, width), draw.tensor(draw.whole(4, 6), width)
    for number, place in enumerate(draw.permutation(places)[:found]):
        train[place] = test[number % len(test)]
    # Alike in one pixel, or in all but one, is not the same.
    train[0, 0] = test[0, 0] if found < places else train[0, 0]
    return draw.work("without_test_images", call(train, draw.labels(places, 5), test))


def check_no_test_image_in_training(examiner, draw):
    """without_test_images leaves out the images that stand in the test part, and no others."""
    works = [shared(draw, 7, 2), shared(draw, 6, 0), shared(draw, 8, 5), shared(draw, 3, 3)]
    examiner.agree_on_all(*works)


def scaled(draw):
    width = draw.whole(2, 5)
    train = draw.tensor(draw.whole(4, 9), width, scale=3.0) + draw.number(1.0, 4.0)
    test = draw.tensor(draw.whole(3, 7), width) - draw.number(1.0, 4.0)
    return draw.work(
        "prepare",
        call(train, test, draw.transform()),
        returns=[tensor("training part"), tensor("test part")],
        looks=["argument", "shape"],
    )


def check_scaled_by_the_training_part(examiner, draw):
    """prepare scales both parts by mean and deviation of the training part."""
    for _ in range(3):
        examiner.agree(scaled(draw), "test part", "argument")


def check_augmented_where_it_is_learned(examiner, draw):
    """prepare augments the training part, once and after it is scaled, and nothing else."""
    for _ in range(3):
        examiner.agree(scaled(draw), "training part", "times called")


mistake(
    "parts-overlap",
    "Two random draws are two parts.",
    "Print the numbers that stand in both lists.",
    why="What was drawn twice is learned from and measured on: the model is asked what it was told.",
    edit=(
        "order[held_out:], order[:held_out]",
        f"order[held_out:], {SHUFFLED.replace('seed)', 'seed + 1)')}[:held_out]",
    ),
    sees=lambda case: any({*train} & {*test} for _, train, test in deals(case)),
    shows=["test = torch.randperm(count, generator=generator)[:held_out].tolist()"],
)
mistake(
    "tensors-not-lists",
    "A tensor of numbers is a list of numbers.",
    "What does type(train) say, and what is type(train[0])?",
    why="Lists were asked for. The numbers in a tensor are tensors themselves, and in a set or as keys "
    "no two of these are the same, even where they show the same number.",
    edit=(SHUFFLED, SHUFFLED.removesuffix(".tolist()")),
    sees=lambda case: any(isinstance(p[0], torch.Tensor) for _, p in case.answers("train", "test")),
    shows=["order = torch.randperm(count)", "order = torch.randperm(count, generator=generator)"],
)
mistake(
    "split-in-order",
    "The last samples are as good as any.",
    "Which classes does the test part hold, if the data are sorted by class?",
    why="Data have an order: by class, by writer, by day. A piece of it is no fair sample of the whole.",
    edit=[
        [(SHUFFLED, "list(range(count))")],
        [
            (SHUFFLED, "list(range(count))"),
            (
                "order[held_out:], order[:held_out]",
                "order[: count - held_out], order[count - held_out :]",
            ),
        ],
    ],
    sees=lambda case: all(is_piece(test) for _, _, test in deals(case)),
)
mistake(
    "global-seed",
    "torch.manual_seed makes the split reproducible.",
    "Which random numbers does the rest of the program get from here on?",
    why="manual_seed begins all of PyTorch's random numbers anew: everybody's dropout and order of "
    "samples depend on your split from then on. A Generator is your own.",
    edit=(
        f"order = {SHUFFLED}",
        "torch.manual_seed(seed)\n    order = torch.randperm(count).tolist()",
    ),
    shows=["torch.manual_seed(seed)"],
)
mistake(
    "seed-not-used",
    "A random split is a random split.",
    "Call split twice with one seed. Is it the same test part?",
    why="If the split changes from run to run, yesterday's training images are today's test.",
    edit=(
        "generator=torch.Generator().manual_seed(seed)",
        "generator=torch.Generator().manual_seed(int(torch.randint(1 << 30, ())))",
    ),
    sees=lambda case: any(
        asked == again and {*test} != {*other}
        for (asked, _, test), (again, _, other) in combinations(deals(case), 2)
    ),
    shows=["generator.seed()"],
)
mistake(
    "parts-swapped",
    "A share of the samples is for training.",
    "How long are your two lists for a share of 0.2?",
    why="The share is that of the test part, which is the smaller one: most samples are to be learned "
    "from.",
    edit=("return order[held_out:], order[:held_out]", "return order[:held_out], order[held_out:]"),
)
mistake(
    "rounded-down",
    "int() rounds.",
    "What is int(2.8), and what is round(2.8)?",
    why="int() cuts off what stands behind the point: the test part comes out too small.",
    edit=("round(count * share)", "int(count * share)"),
    sees=lambda case: cut_off(deals(case)),
)
mistake(
    "any-pixel-counts",
    "Two images that share a pixel are the same.",
    "How many images have a black corner?",
    why="The same image is the same in all of its pixels.",
    edit=(".all(dim=2)", ".any(dim=2)"),
)
mistake(
    "compared-by-place",
    "The same image stands at the same place.",
    "Could the third training image be the first one of the test?",
    why="Doubles lie anywhere. Each image of one part has to be compared with all of the other.",
    edit=(
        "    same = (images[:, None] == test_images[None]).all(dim=2)\n    fresh = ~same.any(dim=1)\n",
        "    fresh = torch.ones(len(images), dtype=torch.bool)\n"
        "    fresh[: len(test_images)] = ~(images[: len(test_images)] == test_images[: len(images)]).all(dim=1)\n",
    ),
    shows=["fresh[:n] = (images[:n] != test_images[:n]).any(dim=1)"],
)
mistake(
    "doubles-kept",
    "The doubles are what was asked for.",
    "Which of the images may be learned from: those that stand in the test part, or the others?",
    why="What is left is to be the training part: without the images that the test will ask for.",
    edit=("fresh = ~same.any(dim=1)", "fresh = same.any(dim=1)"),
)
mistake(
    "labels-left-as-they-were",
    "Leaving out images leaves the labels alone.",
    "How many images do you return, and how many labels?",
    why="After the first image that is left out, every label would stand beside another image.",
    edit=("labels[fresh]", "labels"),
)
mistake(
    "scaled-by-everything",
    "More samples make a better mean.",
    "Which of these images has nobody seen yet, when the model goes out into the world?",
    why="A mean over all images knows something of the test. Then the test is no longer unseen, and "
    "what it says is too good.",
    edit=(
        "mean, deviation = train.mean(dim=0), train.std(dim=0)",
        "both = torch.cat([train, test])\n    mean, deviation = both.mean(dim=0), both.std(dim=0)",
    ),
)
mistake(
    "divided-by-variance",
    "The variance says how far numbers are spread.",
    "In which unit is the variance of lengths in centimetres?",
    why="The deviation is the square root of the variance. Divided by it, every pixel has a deviation "
    "of 1.",
    edit=("train.std(dim=0)", "train.var(dim=0)"),
)
mistake(
    "each-part-by-itself",
    "Each part is scaled to mean 0 and deviation 1.",
    "One new image comes. What is its mean over all images, and by what do you divide it?",
    why="The model has learned what numbers mean under one scale. Scaled by itself, a test part that is "
    "darker than the training part would look just like it.",
    edit=("(test - mean) / deviation", "(test - test.mean(dim=0)) / test.std(dim=0)"),
    shows=["test = scaler.fit_transform(test)"],
)
mistake(
    "one-mean-for-all-pixels",
    "There is one mean and one deviation.",
    "How many numbers does your mean hold, and how many pixels are there?",
    why="A pixel in the corner is nearly always dark, one in the middle is not: each has a mean and a "
    "deviation of its own here.",
    edit=("train.mean(dim=0), train.std(dim=0)", "train.mean(), train.std()"),
)
mistake(
    "test-augmented",
    "Both parts are treated alike.",
    "Measure the test part twice. Should the result depend on chance?",
    why="Augmentation makes more of what is learned from. What is measured is to be what will come: "
    "images as they are.",
    edit=(
        "return augment((train - mean) / deviation), (test - mean) / deviation",
        "return augment((train - mean) / deviation), augment((test - mean) / deviation)",
    ),
)
mistake(
    "never-augmented",
    "Scaling is all there is to prepare.",
    "Who calls augment?",
    why="Without it the model sees each image as it is, over and over.",
    edit=("augment((train - mean) / deviation)", "(train - mean) / deviation"),
)
mistake(
    "augmented-before-scaling",
    "The order of the two is no matter.",
    "Is the mean that you take that of the images, or that of what augment made of them?",
    why="Scaled first, every image is treated alike; augment then works on numbers of a known size.",
    edit=(
        "return augment((train - mean) / deviation)",
        "return (augment(train) - mean) / deviation",
    ),
)

EQUAL = {
    "`order = torch.randperm(count, generator=torch.Generator().manual_seed(seed)).tolist()` comes one later": "how many are held out does not depend on the order",
}
