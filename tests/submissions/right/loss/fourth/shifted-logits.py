# right: the highest logit is subtracted first, which changes nothing; keyword arguments, print
from functools import partial

from torch import Tensor, nn

make_criterion = partial(nn.CrossEntropyLoss, reduction="mean")


def compute_loss(criterion: nn.CrossEntropyLoss, logits: Tensor, labels: Tensor) -> Tensor:
    stable = logits - logits.amax(dim=1, keepdim=True).detach()
    loss = criterion(target=labels, input=stable)
    print("loss of this batch:", loss.item())
    return loss
