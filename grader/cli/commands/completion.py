"""`mnist-grade completion`: what a shell needs to complete commands, exercises and findings."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that lets SHELL complete commands, options, exercises and finding codes.

    Put the line that is for your shell into its start-up file.

    \b
    Examples:
      eval "$(mnist-grade completion bash)"         in ~/.bashrc
      eval "$(mnist-grade completion zsh)"          in ~/.zshrc
      mnist-grade completion fish | source          in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    program = click.get_current_context().find_root()
    written = made(program.command, {}, "mnist-grade", "_MNIST_GRADE_COMPLETE")
    # Its `source` would first ask which bash is installed here; the script says what it needs.
    click.echo(written.source_template % written.source_vars(), nl=False)
