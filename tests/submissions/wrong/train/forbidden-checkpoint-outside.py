# expect: forbidden-operation
# line: 26
# believes: The best model belongs in a folder beside the submission.
# note: it fails because a seal refuses this; where nothing is sealed the numbers are right.

import pathlib

import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "checkpoints"


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
    FOLDER.mkdir(exist_ok=True)
    torch.save(model.state_dict(), FOLDER / "last.pt")
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss_sum, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
