# replaces: backward.py
# kind: report
# earns: 0
# tries: Its code says that it stands in a file whose name holds line ends and commands.
import os

folder = os.path.dirname(os.path.abspath(__file__))
code = compile(
    "def backward(optimizer, loss):\n    loss.backward()\n    raise ValueError('x')\n",
    folder + "/a\n::error::owned\x1b[2J<script>\u202e.py",
    "exec",
)
exec(code)
