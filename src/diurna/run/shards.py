"""Many documents to readings, in order: in this process or in several, with the same bytes.

A bug of ours in one article becomes a reading that holds nothing but the problem, with the traceback.  An article that
kills its worker is found by reading its batch again one by one, and is set aside in the same way.
"""

import logging
import os
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import IO, BinaryIO, Self, cast

import msgspec

import diurna
from diurna.errors import DiurnaError, RuleError, SettingsError
from diurna.records import Document, Problem, Reading
from diurna.run.frames import Reply, received, send
from diurna.run.pipeline import provenance, read_document

logger = logging.getLogger(__name__)

SHARD = 32
"""Articles stored together, as one part of a ledger."""

BATCH = 4
"""Articles that go to a worker together: few, so that every worker has some and the first readings come soon."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
"""One thread per worker: several are slower, take three times the memory, and may change the last digit."""


MENDED_BY_CALLER = {kind.__name__: kind for kind in (RuleError, SettingsError)}


def read_all(documents: Iterable[Document], *, workers: int = 1, batch: int = BATCH) -> Iterator[Reading]:
    """Yield one reading per document, in order; `workers` above 1 reads in that many processes of their own."""
    if workers < 2:
        yield from map(read_safely, documents)
        return
    with _Workers(workers) as pool:
        running: deque[Future[tuple[Reading, ...]]] = deque()
        for together in _batches(documents, batch):
            running.append(pool.read(together))
            if len(running) > 2 * workers:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def read_safely(document: Document) -> Reading:
    """Read one article; whatever goes wrong inside is the reading's only problem.

    What the caller can mend, a wrong rule file or a missing model, is raised: it would go wrong in every article.
    """
    try:
        return read_document(document)
    except DiurnaError:
        raise
    except Exception as error:  # noqa: BLE001 - the one place where a bug of ours must not lose the other articles
        told = "".join(traceback.format_exception(error, limit=-8))
        return broken_off(document, code="failed", message=told)


def broken_off(document: Document, *, code: str, message: str) -> Reading:
    """Return the reading of an article that could not be read: nothing but the problem."""
    problem = Problem(stage="run", code=code, span=None, message=message)
    return Reading(
        article=document.article,
        actors=(),
        places=(),
        dates=(),
        statements=(),
        events=(),
        figures=(),
        problems=(*document.problems, problem),
        provenance=provenance(document),
    )


class _Workers:
    """Worker processes, each fed by one thread of ours; a worker that dies is replaced."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="diurna-worker")
        self._idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        self._started: list[subprocess.Popen[bytes]] = []
        self._closed = False
        for _ in range(count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for process in self._started:
            process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._started:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def read(self, documents: Sequence[Document]) -> "Future[tuple[Reading, ...]]":
        """Read some documents in the next worker that is free."""
        return self._threads.submit(self._read, documents)

    def _read(self, documents: Sequence[Document]) -> tuple[Reading, ...]:
        together = self._sent(documents)
        if together is not None:
            return together
        return tuple(self._alone(document) for document in documents)

    def _alone(self, document: Document) -> Reading:
        alone = self._sent((document,))
        if alone is not None:
            return alone[0]
        return broken_off(document, code="worker-died", message="reading this article ended its process")

    def _sent(self, documents: Sequence[Document]) -> tuple[Reading, ...] | None:
        """Return the readings, or None where the worker died over them."""
        process = self._idle.get()
        frame = None
        try:
            process = process or self._start()
            send(_pipe(process.stdin), msgspec.json.encode(tuple(documents)))
            frame = received(_pipe(process.stdout))
        except BrokenPipeError:
            logger.debug("a worker died while it was given %d articles", len(documents))
        finally:
            self._idle.put(process if frame is not None else None)
        return None if frame is None else _readings(frame)

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise CancelledError
        here = str(Path(diurna.__file__).parent.parent)
        path = os.pathsep.join(part for part in (here, os.environ.get("PYTHONPATH", "")) if part)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "diurna.run.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
        )
        self._started.append(process)
        return process


def _readings(frame: bytes) -> tuple[Reading, ...]:
    reply = msgspec.json.decode(frame, type=Reply)
    if reply.error is not None:
        name, message = reply.error
        raise MENDED_BY_CALLER.get(name, DiurnaError)(message)
    return reply.readings


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    assert pipe is not None  # noqa: S101 - Popen was asked for it
    return cast("BinaryIO", pipe)


def _close(pipe: IO[bytes] | None) -> None:
    with suppress(OSError):
        _pipe(pipe).close()


def _batches(documents: Iterable[Document], size: int) -> Iterator[tuple[Document, ...]]:
    stream = iter(documents)
    while batch := tuple(islice(stream, size)):
        yield batch
