# expect: wrong-criterion
# line: 10
# believes: Label 0 stands for padding and has to be ignored.
from torch import Tensor, nn

PAD = 0


def make_criterion() -> nn.CrossEntropyLoss:
    return nn.CrossEntropyLoss(ignore_index=PAD)


def compute_loss(criterion: nn.CrossEntropyLoss, logits: Tensor, labels: Tensor) -> Tensor:
    return criterion(logits, labels)
