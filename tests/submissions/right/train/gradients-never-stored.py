# right because: torch.autograd.grad hands the gradients over, and each moves its parameter once
import torch


def train_step(model, criterion, optimizer, images, labels):
    loss = criterion(model(images), labels)
    pairs = [
        (p, group["lr"])
        for group in optimizer.param_groups
        for p in group["params"]
        if p.requires_grad
    ]
    grads = torch.autograd.grad(loss, [p for p, _ in pairs], allow_unused=True)
    for (p, lr), grad in zip(pairs, grads):
        if grad is not None:
            p.data.sub_(grad, alpha=lr)
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), correct / len(loader.dataset)
