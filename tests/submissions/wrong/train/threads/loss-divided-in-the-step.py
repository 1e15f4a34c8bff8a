# expect: wrong-gradients | wrong-reduction | wrong-loss-value
# line: 13
# source: https://github.com/ApolloResearch/e2e_sae/pull/70
# believes: The loss is divided by the steps of accumulation always.

import torch

GRAD_ACC_STEPS = 4


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels) / GRAD_ACC_STEPS
    loss.backward()
    optimizer.step()
    return loss.item() * GRAD_ACC_STEPS


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    total, hits = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total += criterion(logits, labels).item() * len(labels)
            hits += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return total / len(loader.dataset), hits / len(loader.dataset)
