"""The kept pages of one process: all of one number of changes of content, thrown away together when that number is another."""

import gzip
import hashlib
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.http.response import ResponseHeaders

from cms.page_cache.changes import Numbers, making
from cms.page_cache.counted import Counts

MOST_PAGES = 1_000
# Ways to ask for one path that may be kept: filters of a list, pages of an archive.
MOST_QUERIES = 40

_SMALL = 500  # bytes that compressing makes no smaller


@dataclass(frozen=True)
class Address:
    """What a kept page is found by. The language of a page is in its path."""

    site: str  # scheme and host
    path: str
    query: tuple[tuple[str, str], ...]


@dataclass
class KeptPage:
    """An answer with status 200, good until `until` (seconds since the epoch); compressed when first asked for so.

    It is as the site was after `pages` changes, and later for as long as its `counts` say the same.
    """

    headers: Mapping[str, str]
    body: bytes
    until: float
    pages: int
    counts: Counts
    _coded: dict[str, tuple[bytes, ResponseHeaders]] = field(default_factory=dict)

    @cached_property
    def etag(self) -> str:
        """Weak: one for all compressions. Of the body alone: every process must give the same one."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The answer for this request: whole, without its body (HEAD), or "you have it already"."""
        if _knows(request.META.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            unchanged = HttpResponseNotModified()
            for name in ("Cache-Control", "Vary", "Content-Security-Policy"):
                if name in self.headers:
                    unchanged.headers[name] = self.headers[name]
            unchanged.headers["ETag"] = self.etag
            return unchanged
        coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", "")) if len(self.body) > _SMALL else ""
        if coding not in self._coded:
            self._coded[coding] = self._in(coding)
        body, headers = self._coded[coding]
        response = HttpResponse(b"" if request.method == "HEAD" else body)
        # Not a copy, which costs as much as all else here: outside this middleware nothing writes headers.
        response.headers = headers
        return response

    def _in(self, coding: str) -> tuple[bytes, ResponseHeaders]:
        body = _COMPRESS[coding](self.body) if coding else self.body
        headers = ResponseHeaders({**self.headers, "ETag": self.etag, "Content-Length": str(len(body))})
        if coding:
            headers["Content-Encoding"] = coding
        return body, headers


class PageStore:
    """Kept pages by address, the least recently used forgotten first."""

    def __init__(self) -> None:
        self.content = -1
        # The number of changes of content, and until when pages made after it stay right by themselves.
        self.horizon: tuple[int, float] = (-1, 0.0)
        self._pages: OrderedDict[Address, KeptPage] = OrderedDict()
        self._queries: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def empty(self, content: int = -1) -> None:
        """Forget everything; keep from now on what belongs to this number of changes of content."""
        with self._lock:
            self.content = content
            self._pages.clear()
            self._queries.clear()

    def __contains__(self, address: Address) -> bool:
        return address in self._pages

    def find(self, address: Address, numbers: Numbers) -> KeptPage | None:
        """The page as it is after so many changes, if it is kept."""
        if numbers.content != self.content:
            self.empty(numbers.content)
            return None
        page = self._pages.get(address)
        if page is None or page.until <= time.time():
            return None
        if page.pages != numbers.pages:
            with making(numbers):
                if not page.counts.say_the_same():
                    return None
            page.pages = numbers.pages
        return page

    def keep(self, address: Address, page: KeptPage, content: int) -> None:
        """Keep a page that was made after this number of changes of content, unless there were more meanwhile."""
        with self._lock:
            if content != self.content:
                return
            if address.query and address not in self._pages:
                if self._queries[address.site, address.path] >= MOST_QUERIES:
                    return
                self._queries[address.site, address.path] += 1
            self._pages[address] = page
            self._pages.move_to_end(address)
            while len(self._pages) > MOST_PAGES:
                oldest, _page = self._pages.popitem(last=False)
                if oldest.query:
                    self._queries[oldest.site, oldest.path] -= 1


store = PageStore()


def _knows(header: str, etag: str) -> bool:
    return bool(header) and (header == etag or etag.removeprefix("W/") in header or header.strip() == "*")


@lru_cache(maxsize=256)
def _coding(accepted: str) -> str:
    """Brotli where the browser takes it, else gzip, else nothing."""
    wanted: set[str] = set()
    for part in accepted.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        if quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            wanted.add(name.strip())
    return "br" if "br" in wanted else "gzip" if "gzip" in wanted else ""


def _brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=5)
    return packed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


_COMPRESS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}
