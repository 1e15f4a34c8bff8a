# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error is markup of the library that prints the report, some of it broken.
def backward(optimizer, loss):
    raise ValueError("[bold green]100/100[/] [/nothing] [link=http://a]x[/link] \\[x] :rocket: [@click=quit]")
