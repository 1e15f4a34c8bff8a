# right because: calling the class itself makes the criterion
import torch

make_criterion = torch.nn.CrossEntropyLoss


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
