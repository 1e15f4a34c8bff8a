from contextlib import nullcontext

import torch


def run(model, criterion, batch):
    images, labels = batch
    logits = model(images)
    return criterion(logits, labels), (logits.argmax(1) == labels).sum(), labels.size(0)


def one_pass(model, criterion, loader, optimizer=None):
    """The same loop learns where there is an optimizer, and measures where there is none."""
    total, correct, n = 0.0, 0, 0
    with nullcontext() if optimizer else torch.no_grad():
        for batch in loader:
            loss, hits, size = run(model, criterion, batch)
            if optimizer:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            total += loss.item() * size
            correct += hits.item()
            n += size
    return total / n, correct / n


def train_step(model, criterion, optimizer, images, labels):
    loss, _ = one_pass(model, criterion, [(images, labels)], optimizer)
    return loss


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    loss, accuracy = one_pass(model, criterion, loader, optimizer)
    print(f"accuracy while training {accuracy:.1%}")
    return loss


def evaluate(model, criterion, loader):
    before = model.training
    model.eval()
    loss, accuracy = one_pass(model, criterion, loader)
    model.train(before)
    return loss, accuracy
