# right because: tensors of no dimensions without a graph are numbers
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
    was_training = model.training
    model.eval()
    loss, correct, seen = torch.tensor(0.0), torch.tensor(0), 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels) * len(labels)
        correct += (logits.argmax(1) == labels).sum()
        seen += len(labels)
    model.train(was_training)
    return loss / seen, correct / seen
