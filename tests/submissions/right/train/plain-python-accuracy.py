import contextlib

import torch


def train_step(model, criterion, optimizer, images, labels):
    before = criterion(model(images), labels)
    before.backward()
    optimizer.step()
    optimizer.zero_grad()
    return before.tolist()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    history = {}
    for number, (images, labels) in enumerate(loader):
        history[number] = (train_step(model, criterion, optimizer, images, labels), len(labels))
    return sum(a * b for a, b in history.values()) / sum(b for _, b in history.values())


def evaluate(model, criterion, loader):
    with contextlib.ExitStack() as stack:
        stack.enter_context(torch.no_grad())
        stack.callback(model.train, model.training)
        model.eval()
        correct = wrong = 0
        weighted = 0.0
        for images, labels in loader:
            logits = model(images)
            weighted += criterion(logits, labels).item() * len(labels)
            for row, label in zip(logits.tolist(), labels.tolist()):
                if max(range(len(row)), key=row.__getitem__) == label:
                    correct += 1
                else:
                    wrong += 1
        return weighted / (correct + wrong), correct / (correct + wrong)
