"""A sequence to sequence model with attention turns words around."""

import random

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(1)
torch.manual_seed(1)
SOS, EOS, SIZE, LENGTH = 0, 1, 14, 5


class EncoderRNN(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.hidden = hidden
        self.embedding = nn.Embedding(SIZE, hidden)
        self.gru = nn.GRU(hidden, hidden)

    def forward(self, token, hidden):
        return self.gru(self.embedding(token).view(1, 1, -1), hidden)


class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.embedding = nn.Embedding(SIZE, hidden)
        self.attn = nn.Linear(hidden * 2, LENGTH + 1)
        self.combine = nn.Linear(hidden * 2, hidden)
        self.gru = nn.GRU(hidden, hidden)
        self.out = nn.Linear(hidden, SIZE)

    def forward(self, token, hidden, encoder_outputs):
        embedded = self.embedding(token).view(1, 1, -1)
        weights = F.softmax(self.attn(torch.cat((embedded[0], hidden[0]), 1)), dim=1)
        applied = torch.bmm(weights.unsqueeze(0), encoder_outputs.unsqueeze(0))
        output = F.relu(self.combine(torch.cat((embedded[0], applied[0]), 1)).unsqueeze(0))
        output, hidden = self.gru(output, hidden)
        return F.log_softmax(self.out(output[0]), dim=1), hidden


def train(source, target, encoder, decoder, encoder_optimizer, decoder_optimizer, criterion):
    encoder_optimizer.zero_grad()
    decoder_optimizer.zero_grad()
    hidden = torch.zeros(1, 1, 16)
    encoder_outputs = torch.zeros(LENGTH + 1, 16)
    loss = 0
    for i, token in enumerate(source):
        output, hidden = encoder(token, hidden)
        encoder_outputs[i] = output[0, 0]
    token = torch.tensor([SOS])
    forcing = random.random() < 0.5
    for wanted in target:
        output, hidden = decoder(token, hidden, encoder_outputs)
        loss += criterion(output, wanted)
        if forcing:
            token = wanted
        else:
            token = output.topk(1)[1].squeeze().detach()
            if token.item() == EOS:
                break
    loss.backward()
    encoder_optimizer.step()
    decoder_optimizer.step()
    return loss.item() / len(target)


encoder, decoder = EncoderRNN(16), AttnDecoderRNN(16)
encoder_optimizer = torch.optim.SGD(encoder.parameters(), lr=0.05)
decoder_optimizer = torch.optim.SGD(decoder.parameters(), lr=0.05)
criterion = nn.NLLLoss()
print_loss_total = 0
for iteration in range(1, 151):
    word = [random.randrange(2, SIZE) for _ in range(random.randint(2, LENGTH))]
    source = torch.tensor([*word, EOS]).view(-1, 1)
    target = torch.tensor([*reversed(word), EOS]).view(-1, 1)
    print_loss_total += train(source, target, encoder, decoder, encoder_optimizer, decoder_optimizer, criterion)
    if iteration % 50 == 0:
        print(f"{iteration} {print_loss_total / 50:.4f}")
        print_loss_total = 0
