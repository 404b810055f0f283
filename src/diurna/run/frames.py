"""What goes between this process and its workers: frames of a length (8 bytes, big end first) and that much JSON."""

import struct
from typing import BinaryIO

from diurna.records import Reading, Record

LENGTH = struct.Struct(">Q")


class Reply(Record, frozen=True, kw_only=True):
    """A worker's answer to a batch: the readings, or the name and message of an error that the caller can mend."""

    readings: tuple[Reading, ...] = ()
    error: tuple[str, str] | None = None


def send(stream: BinaryIO, frame: bytes) -> None:
    """Write one frame."""
    stream.write(LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def received(stream: BinaryIO) -> bytes | None:
    """Read one frame; None where the other side has gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    frame = stream.read(size)
    return frame if len(frame) == size else None
