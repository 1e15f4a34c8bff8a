# right because: the step is made of the student's own functions from the other files
import torch
from backward import backward
from forward import forward
from loss import compute_loss
from step import step


def train_step(model, criterion, optimizer, images, labels):
    logits = forward(model, images)
    loss = compute_loss(criterion, logits, labels)
    backward(optimizer, loss)
    step(optimizer)
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
    loss, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        logits = forward(model, images)
        loss += compute_loss(criterion, logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    model.train(was_training)
    return loss / seen, correct / seen
