"""Style sheets and scripts as production hands them out: compressed, by the hash of what is in them, never asked again."""

import gzip
import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from tests.web_server import BEHIND_A_PROXY, FILES_OF_PACKAGES, serving_production

HOST = "www.vakwerk.example"
STYLES, SCRIPT = "cms/vakwerk.css", "cms/vakwerk.js"
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Production:
    """A server, and the folder with its static files."""

    port: int
    static: Path

    def hashed(self, name: str) -> str:
        """The name that pages use for this file."""
        paths = json.loads((self.static / "staticfiles.json").read_text())["paths"]
        return str(paths[name])

    def get(self, path: str, coding: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path, headers={"Host": HOST, "Accept-Encoding": coding, **BEHIND_A_PROXY})
            response = connection.getresponse()
            return response.status, response.headers, response.read()


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Production]:
    with serving_production(tmp_path, host=HOST, leave_out=FILES_OF_PACKAGES) as port:
        yield Production(port, tmp_path)


def test_files_are_compressed_and_kept_for_ever(production: Production) -> None:
    for name in (STYLES, SCRIPT):
        hashed = production.hashed(name)
        content = (production.static / hashed).read_bytes()
        for coding, unpack in UNPACK.items():
            status, headers, body = production.get(f"/static/{hashed}", coding)

            assert status == 200
            assert headers["Content-Encoding"] == coding
            assert headers["Vary"] == "Accept-Encoding"
            assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
            assert len(body) < len(content)
            assert unpack(body) == content
    # What has no hash may change, so it is asked again within a minute.
    _status, headers, _body = production.get(f"/static/{STYLES}", "br")
    assert headers["Cache-Control"] == "max-age=60, public"
