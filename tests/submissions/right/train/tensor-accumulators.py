import torch


def train_step(model, criterion, optimizer, images, labels):
    logits = model(images)
    loss = criterion(logits, labels)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.detach().cpu().item()


def train_epoch(model, criterion, optimizer, loader):
    model.train(True)
    optimizer.zero_grad()
    losses = torch.empty(len(loader), dtype=torch.float64)
    sizes = torch.empty(len(loader), dtype=torch.float64)
    for i, (images, labels) in zip(range(len(loader)), loader):
        losses[i] = train_step(model, criterion, optimizer, images, labels)
        sizes[i] = labels.numel()
    return (torch.dot(losses, sizes) / sizes.sum()).item()


def evaluate(model, criterion, loader):
    mode = model.training
    model.train(False)
    total = torch.tensor(0.0, dtype=torch.float64)
    correct = torch.tensor(0)
    with torch.set_grad_enabled(False):
        for images, labels in loader:
            output = model(images)
            total += criterion(output, labels) * labels.size(0)
            _, predicted = torch.max(output.data, 1)
            correct += (predicted == labels).sum()
    model.train(mode)
    n = len(loader.dataset)
    return total / n, correct / n
