"""What commands write, and how wide the terminal is."""

from __future__ import annotations

import shutil

import click


def write(text: str, output: str) -> None:
    """Text to a file, or to standard output if that is '-'; it ends with a line's end."""
    text = text if text.endswith("\n") else text + "\n"
    if output == "-":
        click.echo(text, nl=False)
    else:
        from pathlib import Path

        Path(output).write_text(text, encoding="utf-8", newline="\n")


def text_width() -> int:
    """Columns of the terminal, within what can be read."""
    return max(20, min(shutil.get_terminal_size().columns, 100))
