"""A SPARQL endpoint, asked politely: one request at a time, a pause behind each, and patience where it is busy.

The limits are those of the Wikidata Query Service (https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual):
a client names itself, asks nothing in parallel, stops for as long as `Retry-After` says, and a query that takes longer
than sixty seconds is broken off, sometimes in the middle of an answer that began with "200 OK".
"""

import email.utils
import gzip
import random
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import version
from typing import TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import msgspec

from diurna.errors import PullError, SettingsError

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it makes sense to ask again."""
TRIES = 5
FIRST_WAIT = 2.0
"""Seconds before the second try, doubled for each further one; half to one and a half times as many are waited."""
UNSAID = 60.0
"""Seconds after a 429 that does not say how many, as the operators ask."""
LONGEST_WAIT = 300.0
"""Seconds that are waited at most; a server that asks for more is left alone until the next run."""
TIMEOUT = 90.0
"""Seconds without a byte: more than the sixty of a query."""
LARGEST = 64 * 1024 * 1024
"""Bytes of an answer at most."""
HOME = "https://pypi.org/project/diurna/"

Answer = TypeVar("Answer")


class _BusyError(Exception):
    """A try that failed and may be repeated after so many seconds (None: the usual wait)."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where to ask, who asks, and how patiently; `pause` in seconds behind each answer, `told` hears of every wait."""

    url: str
    contact: str | None = None
    pause: float = 1.0
    tries: int = TRIES
    sleep: Callable[[float], None] = time.sleep
    told: Callable[[str], None] = lambda _message: None

    def __post_init__(self) -> None:
        """Raise SettingsError for an address that is none, or a contact that would break the header."""
        if urlsplit(self.url).scheme not in {"http", "https"} or not urlsplit(self.url).hostname:
            raise SettingsError(f"--endpoint: {self.url!r} is no http address")
        if self.contact and not (self.contact.isascii() and self.contact.isprintable()):
            raise SettingsError(f"--contact: {self.contact!r} is no address")

    @property
    def agent(self) -> str:
        """Return how we introduce ourselves: name, version, page, and whom to write to if the user said so."""
        return f"diurna/{version('diurna')} ({'; '.join(filter(None, (f'+{HOME}', self.contact)))}) Python-urllib"

    def ask(self, query: str, shape: type[Answer]) -> tuple[bytes, Answer]:
        """Return the answer to a query as bytes and in its shape; raise PullError where there is none after all tries."""
        for trial in range(1, self.tries + 1):
            try:
                data = self._fetch(query)
                answer = _decoded(data, shape)
            except _BusyError as reason:
                self._wait(reason, trial)
            else:
                self.sleep(self.pause)
                return data, answer
        raise AssertionError  # the last try either answers or raises

    def _wait(self, reason: _BusyError, trial: int) -> None:
        wait = reason.wait if reason.wait is not None else FIRST_WAIT * 2 ** (trial - 1) * random.uniform(0.5, 1.5)  # noqa: S311
        if trial >= self.tries:
            raise PullError(f"{self.url}: {reason}, {trial} times; what was pulled is kept, so run it again later")
        if wait > LONGEST_WAIT:
            raise PullError(f"{self.url}: {reason}; it wants to be left alone for {wait:.0f} s: run it again then")
        self.told(f"{reason}; asking again in {wait:.0f} s")
        self.sleep(wait)

    def _fetch(self, query: str) -> bytes:
        headers = {
            "User-Agent": self.agent,
            "Accept": "application/sparql-results+json",
            "Accept-Encoding": "gzip",
        }
        joint = "&" if urlsplit(self.url).query else "?"
        request = Request(f"{self.url}{joint}{urlencode({'query': query})}", headers=headers)  # noqa: S310 - checked above
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                data: bytes = response.read(LARGEST + 1)
                packed = response.headers.get("Content-Encoding") == "gzip"
            return gzip.decompress(data) if packed else data
        except HTTPError as error:
            with error:
                raise self._refused(error) from None
        except URLError as error:
            raise _BusyError(f"no answer ({error.reason})") from None
        except (EOFError, HTTPException, OSError, zlib.error) as error:
            raise _BusyError(f"the answer broke off ({error or type(error).__name__})") from None

    def _refused(self, error: HTTPError) -> Exception:
        told = f"{error.code} {error.reason}"
        if error.code in BUSY:
            wait = _seconds(error.headers.get("Retry-After"))
            return _BusyError(told, UNSAID if wait is None and error.code == 429 else wait)
        return PullError(f"{self.url}: {told}")


def _decoded(data: bytes, shape: type[Answer]) -> Answer:
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _BusyError(f"the answer is not what was asked for, or was cut ({error})") from None


def _seconds(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which may be a number or a date; None where it says nothing."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
