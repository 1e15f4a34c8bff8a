from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss(None, reduction="mean", ignore_index=-100)


def compute_loss(criterion, logits, labels):
    match logits.ndim:
        case 2:
            shifted = logits - logits.detach().max(dim=1, keepdim=True).values
            return criterion(shifted, labels.long().reshape(-1))
        case other:
            raise ValueError(f"logits have {other} dimensions")
