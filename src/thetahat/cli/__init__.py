"""The command `thetahat`, and what becomes of errors.

catalogue  families, show, build
documents  derive
estimates  fit, choose
programs   generate
options    what their options and arguments mean
terminal   what they write

Commands import what they need when they run, so that --help is quick.

Exit codes: 0 done; 1 no maximum exists for these data, or a check failed; 2 a malformed request or data that are not
data for the model; 70 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

import click

from thetahat import __version__
from thetahat.cli.catalogue import build, families, show
from thetahat.cli.documents import derive
from thetahat.cli.estimates import choose, fit
from thetahat.cli.programs import generate
from thetahat.errors import ThetahatError


class _Commands(click.Group):
    """The commands; Ctrl-C ends any of them with one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(_fail("interrupted", 130)) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="thetahat")
def main_group() -> None:
    """Maximum-likelihood estimators of declared densities: derivation, proof, code and fit.

    A MODEL is the name of a catalogue family (see: thetahat families), a TOML file, or --density with its options.
    """


for command in (families, show, derive, fit, choose, generate, build):
    main_group.add_command(command)


def main() -> None:
    """Run the command; every error that is expected is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with warnings.catch_warnings():
        warnings.showwarning = _warn
        # Arithmetic at trial points may overflow; what comes of it is judged, and there is nothing a user could do.
        warnings.simplefilter("ignore", RuntimeWarning)
        sys.exit(_run())


def _run() -> int:
    """The exit code."""
    try:
        return main_group.main(prog_name="thetahat", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        return _fail(_hint(error), 2)
    except ThetahatError as error:
        return _fail(str(error), 2)
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename!r}" if error.filename else str(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        if os.environ.get("THETAHAT_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        return _fail(f"internal error, {what} (THETAHAT_DEBUG=1 shows where; please report it)", 70)


def _fail(message: str, code: int) -> int:
    click.echo(f"thetahat: {' '.join(message.split())}", err=True)
    return code


def _hint(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message} (see: {context.command_path} --help)" if context else message


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    click.echo(f"thetahat: warning: {' '.join(str(message).split())}", err=True)
