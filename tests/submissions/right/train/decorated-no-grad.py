import torch

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


@torch.no_grad()
def evaluate(model, criterion, loader):
    mode = model.training
    try:
        model.eval()
        losses, hits, count = 0.0, 0, 0
        for batch, (images, labels) in enumerate(loader):
            output = model(images)
            losses += criterion(output, labels) * images.size(0)
            hits += (output.max(1)[1] == labels).float().sum()
            count += images.shape[0]
        return losses / count, hits / count
    finally:
        model.train(mode)
