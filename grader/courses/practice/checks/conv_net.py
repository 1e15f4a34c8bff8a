"""A convolutional network: its layers, what its norms and its dropout do, and its training."""

import torch

from grader.kit import CRITERION, OPTIMIZER, call, check_training, method, mistake, tensor

SHOWN = tensor()
LOGITS = "self.linear(self.dropout(self.features(images)))"


def images(draw, count):
    return draw.tensor(count, 1, 28, 28)


def check_layers(examiner, draw):
    """ConvNet in evaluation mode gives the logits of these layers."""
    uses = [method("__call__", images(draw, n)).giving(SHOWN) for n in (3, 1)]
    examiner.agree(draw.work("ConvNet", call(), method("eval").giving(), *uses, looks=["shape"]))


def check_norms_follow_the_batches(examiner, draw):
    """ConvNet's batch norms follow what they see in training, and give that in evaluation."""
    seen = [method("__call__", images(draw, 6) * 2 + 1).giving() for _ in range(4)]
    uses = [*seen, method("eval").giving(), method("__call__", images(draw, 3)).giving(SHOWN)]
    examiner.agree(draw.work("ConvNet", call(), *uses, looks=["shape"]))


def check_dropout(examiner, draw):
    """ConvNet drops a share of the hidden units in training, and none in evaluation."""
    # A batch of equal images meets the same norms; what differs from row to row is dropout.
    rows = images(draw, 1).repeat(60, 1, 1, 1) + 0.01 * images(draw, 60)
    uses = [method("train").giving(), method("__call__", rows).giving(SHOWN)] * 3
    uses += [method("eval").giving(), method("__call__", rows).giving(SHOWN)]
    work = draw.work("ConvNet", call(), *uses, looks=["shape"])
    record = examiner.play(work)
    spread = [spreads(record.sight), spreads(record.expected)]
    for got, wanted in zip(*spread):
        assert got is not None, "logits"
        assert 0.8 * wanted < got < 1.25 * wanted, (
            "as much chance in the logits as a dropout of 0.2 brings"
        )


def spreads(sight):
    """How far the logits of equal images are apart, in training and in evaluation."""
    found = [sight.of("returned", i) for i in (2, 4, 6, 8)]
    given = [next(iter(tensors.values())) for tensors in found if tensors]
    if len(given) < 4 or any(logits.shape != (60, 10) for logits in given):
        return [None, None]
    return [
        torch.stack([g.std(dim=0).mean() for g in given[:3]]).mean(),
        given[3].std(dim=0).mean(),
    ]


def check_optimizer_has_momentum(examiner, draw):
    """make_optimizer gives SGD with the learning rate that is asked for and a momentum of 0.9."""
    for widths in ((12, 8, 5), (9, 4)):
        model = draw.model(widths=widths)
        for number in range(1, 4):
            draw.gradients(model, number)
        uses = [call(), call(), call()]
        work = draw.work(
            "make_optimizer",
            call(model, draw.number(0.02, 0.4)),
            returns=[OPTIMIZER],
            then=("step", uses, []),
            looks=[],
        )
        examiner.agree(work)


def check_loss_is_cross_entropy(examiner, draw):
    """make_loss gives the mean cross-entropy of a batch."""
    asked = [call(draw.tensor(n, 10, scale=2.0, graph=True), draw.labels(n, 10)) for n in (1, 6)]
    work = draw.work(
        "make_loss",
        call(),
        returns=[CRITERION],
        then=("", asked, [tensor("loss")]),
        looks=["shape"],
    )
    examiner.agree(work)


def check_epoch_trains_on_every_batch(examiner, draw):
    """train_epoch learns from every batch in training mode, and gives the mean loss per sample."""
    for count in (11, 14):
        # Without gradients of before: who clears them after each step is right, too.
        model = draw.model(widths=(20, 12, 5), dropout=0.3, batch_norm=True, training=False)
        things = (
            draw.criterion(),
            draw.optimizer(model, momentum=0.9),
            draw.loader(*draw.batch(model, count), 4),
        )
        examiner.agree(draw.work("train_epoch", call(model, *things)))


def check_training_reaches_the_accuracy(examiner, draw):
    """ConvNet, trained by your train_epoch, reads digits that it has not seen."""
    check_training(examiner)


FIRST_RELU = ("nn.BatchNorm2d(8),\n            nn.ReLU(),\n", "nn.BatchNorm2d(8),\n")
SECOND_RELU = ("nn.BatchNorm2d(16),\n            nn.ReLU(),\n", "nn.BatchNorm2d(16),\n")
FIRST_NORM = ("            nn.BatchNorm2d(8),\n", "")
SECOND_NORM = ("            nn.BatchNorm2d(16),\n", "")

mistake(
    "norm-left-out",
    "One batch norm is enough for a small network.",
    "Behind which of your convolutions does a batch norm stand?",
    why="What comes out of each convolution has a scale of its own; each has a batch norm behind it, "
    "which also does the work of its bias.",
    edit=[[SECOND_NORM], [FIRST_NORM], [FIRST_NORM, SECOND_NORM]],
    shows=["x = self.conv(x).relu()", "x = functional.relu(self.conv(x))"],
)
mistake(
    "softmax-in-the-network",
    "A classifier ends with a softmax.",
    "What does the exercise ask forward for: logits, or probabilities?",
    why="nn.CrossEntropyLoss has a softmax in it. Of probabilities it would take another one, and "
    "learn slowly.",
    edit=[
        [(LOGITS, f"{LOGITS}.softmax(dim=1)")],
        [(LOGITS, f"{LOGITS}.log_softmax(dim=1)")],
    ],
)
mistake(
    "likelihood-of-logits",
    "NLLLoss is the cross-entropy.",
    "Which numbers does NLLLoss take: logits, or logarithms of probabilities?",
    why="NLLLoss takes the number of the right class as it is, and has no softmax in it: it would push "
    "that logit up for ever.",
    edit=("nn.CrossEntropyLoss()", "nn.NLLLoss()"),
)
mistake(
    "parameters-left-out",
    "The optimizer needs the parameters of the last layer.",
    "Print one number of your first convolution before and after an epoch.",
    why="What is not handed to the optimizer never moves.",
    edit=[
        [("model.parameters(), lr", f"list(model.parameters()){part}, lr")]
        for part in ("[-2:]", "[-1:]", "[:2]", "[:1]", "[2:]", "[1:]")
    ],
)
mistake(
    "first-batch-only",
    "return gives a value back, and the loop goes on.",
    "How often does your loop run?",
    why="return ends the function, in the middle of the first round if it stands there.",
    edit=("    return total / samples", "        return total / samples"),
)
mistake(
    "mean-of-means",
    "The mean over the batches is the mean over the samples.",
    "The last batch holds three samples. How much do these count?",
    why="Each batch loss is a mean already. Batches of different size have to be weighted by it.",
    edit=[(".item() * len(labels)", ".item()"), ("samples += len(labels)", "samples += 1")],
    shows=["return total / len(loader)", "return sum(losses) / len(losses)"],
)
mistake(
    "loss-not-a-float",
    "A tensor with one number is a number.",
    "What is the type of what you return?",
    why="A tensor with a graph keeps all of its epoch. .item() gives the number in it.",
    edit=("loss.item() * len(labels)", "loss.detach() * len(labels)"),
)
mistake(
    "norm-after-relu",
    "Batch norm comes at the very end of a layer.",
    "In which order does the exercise name convolution, batch norm and ReLU?",
    why="Both orders are in use, and they are two networks. Before ReLU batch norm decides how much of "
    "the layer is cut off.",
    edit=[
        (
            "            nn.BatchNorm2d(8),\n            nn.ReLU(),\n",
            "            nn.ReLU(),\n            nn.BatchNorm2d(8),\n",
        ),
        (
            "            nn.BatchNorm2d(16),\n            nn.ReLU(),\n",
            "            nn.ReLU(),\n            nn.BatchNorm2d(16),\n",
        ),
    ],
    shows=[
        "x = self.norm(self.conv(images).relu())",
        "x = self.norm(functional.relu(self.conv(images)))",
    ],
)
mistake(
    "relu-left-out",
    "Batch norm bends already.",
    "What are two linear maps in a row worth, with a shift and a scale between them?",
    why="In evaluation batch norm is a shift and a scale. Without ReLU all of it is one linear map.",
    edit=[[FIRST_RELU], [SECOND_RELU], [FIRST_RELU, SECOND_RELU]],
)
mistake(
    "dropout-of-images",
    "Dropout belongs to the input.",
    "Which numbers does your dropout leave out?",
    why="Here it leaves out hidden units, so that no logit leans on a single one.",
    edit=("self.dropout(self.features(images))", "self.features(self.dropout(images))"),
)
mistake(
    "dropout-left-out",
    "A layer that does nothing in evaluation is not needed.",
    "Call your model twice on one batch in training mode. Do the logits differ?",
    why="Dropout works while the model learns: the same image gives other logits each time.",
    edit=("self.dropout(self.features(images))", "self.features(images)"),
)
mistake(
    "dropout-never-off",
    "functional.dropout is the same as nn.Dropout.",
    "Call your model twice on one batch in evaluation mode. Do the logits differ?",
    why="The function does not know the mode of your model unless it is told: "
    "it goes on dropping units while you measure.",
    edit=(
        "self.dropout(self.features(images))",
        "nn.functional.dropout(self.features(images), 0.2)",
    ),
    shows=["x = functional.dropout(x, p=0.2)", "x = functional.dropout(x, 0.2)"],
)
mistake(
    "share-kept-not-dropped",
    "The number of a dropout says how much is kept.",
    "With nn.Dropout(1.0), what is left?",
    why="PyTorch takes the share that is dropped. With 0.8 one unit in five is left.",
    edit=("nn.Dropout(0.2)", "nn.Dropout(0.8)"),
)
mistake(
    "no-momentum",
    "SGD is SGD.",
    "Which argument of torch.optim.SGD remembers the steps before?",
    why="Without momentum the same training takes several times as many steps.",
    edit=[[(", momentum=0.9", "")], [(", momentum=0.9", ", weight_decay=0.9")]],
)
mistake(
    "norms-never-train",
    "eval() makes a training reproducible.",
    "What does batch norm divide by in evaluation mode, and has it seen a batch yet?",
    why="In evaluation mode the running statistics stand still at mean 0 and variance 1, and dropout is "
    "off: the model learns under conditions that it never meets.",
    edit=("    model.train()\n", "    model.eval()\n"),
    confirms=lambda case: case.mentioned_here("eval") is not None,
)
mistake(
    "convolutions-with-bias",
    "Every layer has a bias.",
    "What does batch norm subtract from each channel, and what is left of a bias by then?",
    why="Batch norm takes the mean of each channel away, and a bias with it; then it adds an offset of "
    "its own. The exercise asks for none, and so do most networks that you will read.",
    edit=[
        ("nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False)", "nn.Conv2d(1, 8, 3, 2, 1)"),
        ("nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False)", "nn.Conv2d(8, 16, 3, 2, 1)"),
    ],
)

EQUAL = {
    "`self.features = nn.Sequential(nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.Flatten())` comes one later": "layers may be created in any order",
    "`model.train()` comes one later": "the sums are set to zero before or after",
    "`optimizer.step()` comes one later": "the loss is known before the step",
    "`optimizer.zero_grad()` comes one later": "gradients are cleared before or after the loss",
}
