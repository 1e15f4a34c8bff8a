# replaces: backward.py
# kind: crash
# earns: 0
# tries: Its reply by hand tells of a mishap whose kind is a list.
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


def backward(optimizer, loss):
    reply({}, {}, mishap={"kind": ["crashed"], "text": {"a": "b"}})
