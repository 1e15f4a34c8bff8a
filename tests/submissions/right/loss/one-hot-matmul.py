import torch
from torch import nn


class MyCrossEntropy(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.register_buffer("eye", torch.eye(classes))

    def forward(self, logits, labels):
        shifted = logits - logits.max(dim=1, keepdim=True).values.detach()
        log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
        return -torch.trace(log_p @ self.eye[labels].T) / len(labels)


def make_criterion():
    return MyCrossEntropy()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
