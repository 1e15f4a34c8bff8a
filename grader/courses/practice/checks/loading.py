"""A data set and its loader; the order is random, so it is asked for what holds of any order."""

import torch

from grader.kit import call, items, method, mistake, number, tensor

EPOCHS = 3
# One class for each sample, so that a label tells which one it is.
SAMPLE = tensor("image"), number("label", tensors=True)


def scans(draw, count):
    return draw.tensor(count, 1, 3, 3), torch.tensor(draw.permutation(count))


def asked(*numbers):
    return [method("__getitem__", i).giving(*SAMPLE) for i in numbers]


def epochs(examiner, draw, transformed=False):
    """What a loader gives in some epochs: of each its batches, of each images and labels."""
    count, size = draw.choice(11, 14, 17), draw.choice(4, 5)
    images = torch.arange(1, count + 1).reshape(-1, 1, 1, 1) / (4 * count) * torch.ones(1, 1, 2, 2)
    labels = torch.tensor(draw.permutation(count))
    arguments = (images, labels, size, *([draw.transform()] if transformed else []))
    work = draw.work(
        "make_loader", call(*arguments), returns=[items(passes=EPOCHS)], looks=["argument"]
    )
    read = examiner.see(work).whole("returned")
    assert isinstance(read, list) and len(read) == EPOCHS, (
        "a loader, which can be read again and again"
    )
    for batch in (batch for epoch in read for batch in epoch):
        pair = isinstance(batch, list) and len(batch) == 2
        assert pair and all(isinstance(part, torch.Tensor) for part in batch), (
            "pairs of images and labels"
        )
        assert batch[0].shape == (batch[0].shape[0], 1, 2, 2), "images (N, 1, H, W)"
        assert batch[1].shape == batch[0].shape[:1], "one label for each image"
    return images, labels, size, read


def check_samples_by_number(examiner, draw):
    """Scans knows how many samples it has, and gives each with its label."""
    count = draw.whole(3, 7)
    numbers = draw.permutation(count)
    work = draw.work(
        "Scans",
        call(*scans(draw, count)),
        method("__len__").giving(number()),
        *asked(*numbers),
        looks=["argument"],
    )
    examiner.agree(work)


def check_transformed_when_asked(examiner, draw):
    """Scans transforms an image afresh each time that it is asked for it, and keeps the original."""
    made = call(*scans(draw, 4), draw.transform())
    examiner.agree(draw.work("Scans", made, *asked(2, 0, 2, 2), looks=["argument"]))


def check_every_sample_once(examiner, draw):
    """An epoch of make_loader gives every sample once, with its own label."""
    images, labels, _, read = epochs(examiner, draw)
    for epoch in read:
        assert epoch, "batches in every epoch"
        seen, said = (torch.cat([batch[part] for batch in epoch]) for part in (0, 1))
        assert sorted(said.tolist()) == sorted(labels.tolist()), (
            "every sample once an epoch, the last batch too"
        )
        places = [labels.tolist().index(label) for label in said.tolist()]
        assert torch.allclose(seen, images[places]), "each image beside its own label"


def check_another_order_each_epoch(examiner, draw):
    """Each epoch comes in another order."""
    _, labels, _, read = epochs(examiner, draw)
    orders = [torch.cat([batch[1] for batch in epoch]).tolist() if epoch else [] for epoch in read]
    assert len(set(map(tuple, orders))) == EPOCHS, "another order in each epoch"
    assert labels.tolist() not in orders, "an order that is not that of the data"


def check_batches_of_one_size(examiner, draw):
    """All batches have the size that was asked for, but for a smaller last one."""
    images, _, size, read = epochs(examiner, draw)
    whole, rest = divmod(len(images), size)
    wanted = [size] * whole + [rest] * bool(rest)
    for epoch in read:
        assert [len(batch[1]) for batch in epoch] == wanted, (
            "batches of batch_size, the last one smaller"
        )


def check_loader_transforms(examiner, draw):
    """The loader transforms every image, each by itself and anew in every epoch."""
    *_, read = epochs(examiner, draw, transformed=True)
    turns = [image.mean().item() // 1 for epoch in read for batch in epoch for image in batch[0]]
    assert 0 not in turns, "no image as it was"
    assert len(set(turns)) == len(turns) >= EPOCHS, "one call of transform for each image and epoch"


KEPT = "        self.images, self.labels, self.transform = images, labels, transform\n"
RETURNED = (
    "    return DataLoader(Scans(images, labels, transform), batch_size=batch_size, shuffle=True)\n"
)

mistake(
    "last-batch-dropped",
    "All batches have to be of one size.",
    "How many samples come in one epoch, and how many are there?",
    why="Nothing in a training step needs batches of one size. With drop_last up to batch_size - 1 "
    "samples are left out of every epoch; of a small data set that is a lot.",
    edit=("shuffle=True)", "shuffle=True, drop_last=True)"),
    confirms=lambda case: case.mentioned("drop_last") is not None,
)
mistake(
    "never-shuffled",
    "The order of the samples does not matter.",
    "Print the labels of the first batch in two epochs. What will the model see if the data are sorted?",
    why="Batches of one class after another pull the weights to and fro. And where the batches are "
    "always the same, the model never sees one sample beside another.",
    edit=(", shuffle=True)", ")"),
)
mistake(
    "shuffled-once",
    "Shuffled is shuffled: once is enough.",
    "In which order does the second epoch come?",
    why="With one order for ever the same samples are together in a batch in every epoch. Another "
    "order each time makes other batches.",
    edit=(
        RETURNED,
        "    import torch\n    order = torch.randperm(len(labels))\n"
        "    return DataLoader(Scans(images[order], labels[order], transform), batch_size=batch_size)\n",
    ),
)
mistake(
    "drawn-with-replacement",
    "A random order is a random draw for each place.",
    "Count how often each sample comes in an epoch. Is it always once?",
    why="Drawn with replacement about a third of the samples is missing from an epoch, and others "
    "come twice.",
    edit=(
        RETURNED,
        "    from torch.utils.data import RandomSampler\n    scans = Scans(images, labels, transform)\n"
        "    return DataLoader(scans, batch_size=batch_size, sampler=RandomSampler(scans, replacement=True))\n",
    ),
    shows=["sampler = RandomSampler(scans, replacement=True)"],
    confirms=lambda case: (
        case.mentioned(
            "replacement", "randint", "choices", "choice", "multinomial", "WeightedRandomSampler"
        )
        is not None
    ),
)
mistake(
    "transformed-once",
    "The images are transformed when they are put in.",
    "Ask for one image twice. If transform shifts at random, should it look the same?",
    why="Augmentation shows the model another picture in every epoch. Done once in __init__ it is just "
    "another fixed data set.",
    edit=[
        [
            (
                KEPT,
                "        import torch\n        if transform is not None:\n            images = torch.stack([transform(image) for image in images])\n"
                "        self.images, self.labels, self.transform = images, labels, None\n",
            )
        ],
        [
            (KEPT, KEPT + "        self.known = {}\n"),
            (
                "            image = self.transform(image)\n",
                "            if number not in self.known:\n                self.known[number] = self.transform(image)\n            image = self.known[number]\n",
            ),
        ],
    ],
    shows=[
        "image = transform(image)",
        "images = [transform(image) for image in images]",
        "number not in self.cache",
    ],
)
mistake(
    "transform-forgotten",
    "The loader takes care of the transform.",
    "Who calls transform, and with what?",
    confirms=lambda case: case.function != "make_loader",
    why="A loader asks the data set for samples and stacks them; what is done to one sample happens in "
    "__getitem__.",
    edit=(
        "        if self.transform is not None:\n            image = self.transform(image)\n",
        "",
    ),
)
mistake(
    "transform-not-passed-on",
    "Scans knows the transform.",
    "Follow transform from the parameters of make_loader. Where does it end?",
    # Where Scans is right, and only there, the loader is looked at by itself.
    confirms=lambda case: case.function == "make_loader",
    why="The data set that the loader reads was made without it, so training sees no augmentation.",
    edit=("Scans(images, labels, transform), batch", "Scans(images, labels), batch"),
)
mistake(
    "copies-beside-the-samples",
    "Augmentation makes the data set larger: each image as it is, and once more transformed.",
    "How many samples does an epoch of your loader have, and how many are there?",
    why="A transform that draws at random shows another picture in every epoch. The data set is as "
    "large as before; with copies beside it an epoch is twice as long, and half of it never changes.",
    edit=(
        RETURNED,
        "    both = [Scans(images, labels), Scans(images, labels, transform)]\n"
        "    from torch.utils.data import ConcatDataset\n    whole = ConcatDataset(both[transform is None :])\n"
        "    return DataLoader(whole, batch_size=batch_size, shuffle=True)\n",
    ),
    shows=["data = ConcatDataset([data, Scans(images, labels, transform)])"],
)
mistake(
    "transform-in-place",
    "What __getitem__ changes is gone afterwards.",
    "Ask for one image three times, and look at what you keep in between.",
    why="A row of a tensor is a view of it: what is written there changes the data set, and the next "
    "transform comes on top.",
    edit=(
        "            image = self.transform(image)\n",
        "            image[:] = self.transform(image)\n",
    ),
)
mistake(
    "batch-size-forgotten",
    "The loader knows how large a batch is.",
    "How many samples does the first batch of your loader hold?",
    why="Without batch_size a DataLoader makes batches of one.",
    edit=("batch_size=batch_size, shuffle", "shuffle"),
)
mistake(
    "images-shuffled-alone",
    "The images are shuffled, the labels wait where they are.",
    "Look at the first image of a batch. Is that its label?",
    why="What is put into another order has to be so for images and labels together: with the same "
    "numbers.",
    edit=[
        [
            (
                RETURNED,
                f"    import torch\n    images = images[torch.randperm(len(images))]\n{RETURNED}",
            )
        ],
        [
            (
                RETURNED,
                f"    import torch\n    labels = labels[torch.randperm(len(labels))]\n{RETURNED}",
            )
        ],
    ],
)
mistake(
    "labels-off-by-one",
    "Images are counted from one, labels from zero.",
    "Whose label stands beside the first image?",
    why="One number names one sample: image and label have to come from the same place.",
    edit=("int(self.labels[number])", "int(self.labels[number - 1])"),
)
mistake(
    "length-of-one-image",
    "The length of a data set is that of an image.",
    "What does the loader want to know when it asks for the length?",
    why="The loader draws the numbers of the samples from it: numbers from 0 to below the length.",
    edit=("return len(self.labels)", "return len(self.images[0])"),
    shows=["return self.images.shape[1]", "return self.images[0].shape[0]"],
)
