import torch


class Loss:
    __slots__ = ()

    def __call__(self, logits, labels):
        exact = logits.to(torch.float64)
        chosen = exact[torch.arange(len(exact)), labels]
        return (torch.logsumexp(exact, 1) - chosen).mean().float()


def make_criterion():
    return Loss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
