"""A worker process: batches of documents come in on stdin, replies go out on stdout.

Started as `python -m diurna.run.worker` and never forked, so that it does not matter what the parent has loaded or
which script it is.
"""

import os
import signal
import sys

import msgspec

from diurna.errors import DiurnaError
from diurna.records import Document
from diurna.run.frames import Reply, received, send
from diurna.run.shards import read_safely


def serve() -> None:
    """Read documents until the parent goes away; whatever else writes to stdout goes to stderr."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as outward:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        decoder = msgspec.json.Decoder(tuple[Document, ...])
        while (frame := received(sys.stdin.buffer)) is not None:
            send(outward, msgspec.json.encode(_reply(decoder.decode(frame))))


def _reply(documents: tuple[Document, ...]) -> Reply:
    try:
        return Reply(readings=tuple(read_safely(document) for document in documents))
    except DiurnaError as error:
        return Reply(error=(type(error).__name__, str(error)))


if __name__ == "__main__":
    serve()
