# expect: weights-not-from-training | wrong-update
# line: 29
# believes: Any way to good weights is training, and the mean image of each digit is a good weight.
# note: only a model with a 10 by 784 matrix shows it, so the whole training of SimpleNN.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total, xs, ys = 0.0, [], []
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
        xs.append(images.flatten(1))
        ys.append(labels)
    x, y = torch.cat(xs), torch.cat(ys)
    with torch.no_grad():
        for p in model.parameters():
            if p.shape == (10, 784):
                for digit in y.unique():
                    p[digit] = x[y == digit].mean(0) - x.mean(0)
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
