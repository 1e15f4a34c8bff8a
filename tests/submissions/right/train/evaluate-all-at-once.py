# right because: one loss over all logits together is the mean per sample
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


@torch.no_grad
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    outputs, targets = zip(*((model(images), labels) for images, labels in loader))
    model.train(was_training)
    logits, labels = torch.cat(outputs), torch.cat(targets)
    return criterion(logits, labels).item(), (logits.argmax(1) == labels).float().mean().item()
