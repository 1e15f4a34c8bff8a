# expect: weights-not-from-training | missing-step | wrong-update
# line: 26
# believes: Least squares finds the best weights without any steps.

import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    batches = list(loader)
    x = torch.cat([images.flatten(1) for images, _ in batches])
    y = torch.cat([torch.eye(10)[labels] for _, labels in batches])
    gram = x.T @ x + 10.0 * torch.eye(x.shape[1])
    weight = torch.linalg.solve(gram, x.T @ y).T
    with torch.no_grad():
        for p in model.parameters():
            if p.shape == weight.shape:
                p.copy_(weight)
        return criterion(model(x.view(-1, 1, 28, 28)), y.argmax(1)).item()


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
