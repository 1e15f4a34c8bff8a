# expect: first-batch-only
# line: 23
# believes: The break that was put in for testing does not matter.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    losses = []
    for batch_idx, (images, labels) in enumerate(loader):
        losses.append(train_step(model, criterion, optimizer, images, labels))
        if batch_idx % 100 == 0:
            print(f"batch {batch_idx}: {losses[-1]:.3f}")
            break
    return sum(losses) / len(losses)


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
