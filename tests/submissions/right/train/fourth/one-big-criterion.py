# right: evaluate collects all logits under inference_mode and calls the criterion once over all images
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


@torch.inference_mode()
def evaluate(model, criterion, loader):
    """The mean over all images at once needs no weights."""
    mode = model.training
    model.eval()
    all_logits, all_labels = [], []
    for images, labels in loader:
        all_logits.append(model(images))
        all_labels.append(labels)
    model.train(mode)

    logits, labels = torch.cat(all_logits), torch.cat(all_labels)
    loss = criterion(logits, labels)
    accuracy = (logits.topk(1, dim=1).indices[:, 0] == labels).double().mean()
    return loss.item(), accuracy.item()
