"""What every verb needs of the terminal: streams, exit codes, errors in one line, and never a traceback."""

import os
import re
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from diurna.errors import DiurnaError, QueryError, SettingsError

if TYPE_CHECKING:
    from rich.console import Console

FAILED, MISUSED, STOPPED, PIPE_CLOSED = 1, 2, 130, 141
"""Exit codes: nothing could be done; asked wrongly; Ctrl-C; the reader of our output went away."""


UNBROKEN = 100_000
"""Width of a line in a pipe: longer than any sentence."""


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that move the cursor, colour the screen or turn the direction of text."""


class Verbs(TyperGroup):
    """The verbs, with every error told in one line on stderr."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own context
        """Run a verb; errors become an exit code."""
        try:
            return super().invoke(ctx)
        except DiurnaError as error:
            complain(str(error))
            raise typer.Exit(MISUSED if isinstance(error, SettingsError | QueryError) else FAILED) from None
        except KeyboardInterrupt:
            complain("stopped")
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:
            quiet_end()
            raise typer.Exit(PIPE_CLOSED) from None
        except OSError as error:
            if debugging():
                raise
            complain(str(error))
            raise typer.Exit(FAILED) from None


def debugging() -> bool:
    """Tell whether `--debug` or DIURNA_DEBUG=1 asks for tracebacks."""
    return os.environ.get("DIURNA_DEBUG", "0") not in {"", "0"}


def tell_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell a bug of ours in one line, with the traceback only where somebody asked for it; for `sys.excepthook`."""
    if debugging():
        sys.__excepthook__(kind, error, trace)
    else:
        complain(f"a fault in diurna: {kind.__name__}: {error} (--debug shows where)")


def complain(message: str) -> None:
    """Say one line on stderr."""
    sys.stderr.write("diurna: " + visible(" ".join(message.split())) + "\n")
    sys.stderr.flush()


def visible(text: str) -> str:
    """Return a text of the same length in which nothing can steer a terminal: control characters become U+FFFD."""
    return CONTROL.sub("\ufffd", text)


def told(data: bytes) -> None:
    """Write bytes to stdout, UTF-8 whatever the terminal says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def piped() -> bool:
    """Tell whether stdout is not a terminal."""
    return not sys.stdout.isatty()


def console(*, stderr: bool = False) -> "Console":
    """Return a console; in a pipe it neither colours nor wraps."""
    from rich.console import Console  # noqa: PLC0415 - heavy

    made = Console(stderr=stderr, highlight=False, emoji=False, markup=False, soft_wrap=False)
    if not made.is_terminal:
        made.width = UNBROKEN
    return made


def quiet_end() -> None:
    """Point stdout at nothing, so that Python does not complain at exit about a pipe that has gone."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
