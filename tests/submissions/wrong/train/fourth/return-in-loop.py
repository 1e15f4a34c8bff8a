# expect: first-batch-only
# line: 38
# believes: A return that stands under the last line of the loop body comes into force only when the loop has ended.
import torch


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader) -> float:
    model.train()
    loss_sum, n = 0.0, 0
    for images, labels in loader:
        loss_sum += train_step(model, criterion, optimizer, images, labels) * images.size(0)
        n += images.size(0)
    return loss_sum / n


def evaluate(model, criterion, loader):
    training = model.training
    model.eval()
    loss_sum = 0.0
    correct = 0
    total = 0
    try:
        with torch.no_grad():
            for images, labels in loader:
                outputs = model(images)
                _, predicted = torch.max(outputs, 1)
                loss_sum += criterion(outputs, labels).item() * labels.size(0)
                correct += (predicted == labels).sum().item()
                total += labels.size(0)
                return loss_sum / total, correct / total
    finally:
        model.train(training)
