# expect: missing-zero-grad
# line: 17 | 23
# believes: Gradients need clearing only at the beginning of an epoch, because step uses them up.
import torch


def train_step(model, criterion, optimizer, images, labels) -> float:
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader) -> float:
    model.train()
    optimizer.zero_grad()
    running_loss = 0.0
    n_samples = 0
    for data, target in loader:
        output = model(data)
        loss = criterion(output, target)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * data.size(0)
        n_samples += data.size(0)
    return running_loss / n_samples


@torch.no_grad()
def evaluate(model, criterion, loader) -> tuple[float, float]:
    mode = model.training
    model.eval()
    loss_sum, hits, n = 0.0, 0, 0
    for images, labels in loader:
        out = model(images)
        loss_sum += criterion(out, labels).item() * labels.size(0)
        hits += out.argmax(1).eq(labels).sum().item()
        n += labels.size(0)
    model.train(mode)
    return loss_sum / n, hits / n
