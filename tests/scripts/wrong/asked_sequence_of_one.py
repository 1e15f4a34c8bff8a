# expect: missing-zero-grad
# line: 22
# asked: https://stats.stackexchange.com/questions/376851
import torch

torch.manual_seed(5)
lstm = torch.nn.LSTM(input_size=1, hidden_size=30, num_layers=1, batch_first=True).double()
linear = torch.nn.Linear(30, 1).double()
criterion = torch.nn.MSELoss()
optimizer = torch.optim.Adam(list(lstm.parameters()) + list(linear.parameters()), lr=1e-3)
length = 21
x = (torch.arange(length, dtype=torch.double) / 20).reshape(1, length, 1)
y = torch.arange(2, length + 2, dtype=torch.double) / 20

for j in range(30):
    output, hidden = lstm(x)
    loss = 0.0
    for i in range(length):
        o = linear(output[:, i, :]).reshape(())
        loss += criterion(o, y[i])
    print(loss.item())
    loss.backward()
    optimizer.step()
