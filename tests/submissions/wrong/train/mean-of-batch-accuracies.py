# expect: wrong-accuracy
# line: 33 | 35
# source: https://github.com/udacity/deep-learning-v2-pytorch/pull/74
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running = 0
    for images, labels in loader:
        running += train_step(model, criterion, optimizer, images, labels) * len(images)
    return running / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    test_loss, accuracy = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            ps = model(images)
            test_loss += criterion(ps, labels).item() * len(labels)
            top_p, top_class = ps.topk(1, dim=1)
            equals = top_class == labels.view(*top_class.shape)
            accuracy += torch.mean(equals.type(torch.FloatTensor)).item()
    model.train(mode)
    return test_loss / len(loader.dataset), accuracy / len(loader)
