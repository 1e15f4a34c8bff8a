# expect: wrong-accuracy
# line: 27
# asked: https://github.com/Zasder3/train-CLIP/issues/6
import torch
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

torch.manual_seed(0)
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=1)
scaler = StandardScaler().fit(X_train)
X_train = torch.tensor(scaler.transform(X_train), dtype=torch.float32)
X_test = torch.tensor(scaler.transform(X_test), dtype=torch.float32)
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

net = torch.nn.Sequential(torch.nn.Linear(13, 20), torch.nn.ReLU(), torch.nn.Linear(20, 3))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(60):
    opt.zero_grad()
    loss = torch.nn.functional.cross_entropy(net(X_train), y_train)
    loss.backward()
    opt.step()
    if epoch % 10 == 0:
        with torch.no_grad():
            logits = net(X_test)
            accuracy = (torch.argmax(logits) == y_test).float().mean().item()
        print(f"epoch {epoch} loss {loss.item():.3f} test accuracy {accuracy:.3f}")
