# right because: tensors made in inference mode have no graph and their numbers can be read
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


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    with torch.inference_mode():
        batches = [(model(images), labels) for images, labels in loader]
        logits = torch.cat([output for output, _ in batches])
        labels = torch.cat([target for _, target in batches])
        loss = criterion(logits, labels)
        accuracy = logits.argmax(1).eq(labels).double().mean()
    model.train(mode)
    return loss, accuracy
