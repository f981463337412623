"""From a bare clone to an environment: what the lock file promises is what is fetched."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from cms.project import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lock() -> dict[str, Any]:
    return tomllib.loads((ROOT / "uv.lock").read_text())


@pytest.mark.parametrize(
    ("system", "machine", "libc", "ending"),
    [
        ("linux", "x86_64", "glibc", "manylinux_2_17_x86_64.manylinux2014_x86_64.whl"),
        ("linux", "x86_64", "", "musllinux_1_1_x86_64.whl"),
        ("linux", "aarch64", "glibc", "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl"),
        ("darwin", "arm64", "", "macosx_11_0_arm64.whl"),
        ("darwin", "x86_64", "", "macosx_10_12_x86_64.whl"),
        ("win32", "AMD64", "", "win_amd64.whl"),
    ],
)
def test_the_lock_file_has_uv_for(system: str, machine: str, libc: str, ending: str, lock: dict[str, Any]) -> None:
    version, url, sha256 = bootstrap.locked_uv(lock, bootstrap.platform_tags(system, machine, libc))
    assert url.startswith("https://files.pythonhosted.org/")
    assert url.endswith(f"/uv-{version}-py3-none-{ending}")
    assert len(sha256) == 64


def test_a_machine_without_a_ready_made_uv_is_told_what_to_do(lock: dict[str, Any]) -> None:
    with pytest.raises(bootstrap.BootstrapError, match=r"install uv [0-9.]+ yourself"):
        bootstrap.locked_uv(lock, bootstrap.platform_tags("linux", "pdp11", "glibc"))


def test_the_build_backend_is_that_of_the_locked_uv(lock: dict[str, Any]) -> None:
    """Else uv would fetch another one, which no lock file holds."""
    required = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    version = next(package["version"] for package in lock["package"] if package["name"] == "uv")
    minor = ".".join(version.split(".")[:2])
    following = f"0.{int(version.split('.')[1]) + 1}"
    assert required == [f"uv_build>={version},<{following}"]
    assert minor != following


class Answer:
    """What urlopen gives."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self) -> bytes:
        return self.content


def test_only_what_has_the_locked_hash_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://files.pythonhosted.org/packages/uv.whl"
    monkeypatch.setattr("urllib.request.urlopen", lambda *_args, **_kwargs: Answer(b"uv"))
    assert bootstrap.fetch(url, hashlib.sha256(b"uv").hexdigest()) == b"uv"
    with pytest.raises(bootstrap.BootstrapError, match="it was not used"):
        bootstrap.fetch(url, hashlib.sha256(b"other").hexdigest())


def test_only_the_package_index_is_asked() -> None:
    with pytest.raises(bootstrap.BootstrapError, match=r"is not on files\.pythonhosted\.org"):
        bootstrap.fetch("https://example.org/uv.whl", "0" * 64)


def test_offline_says_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_args: object, **_kwargs: object) -> None:
        raise URLError("Name or service not known")

    monkeypatch.setattr("urllib.request.urlopen", unreachable)
    with pytest.raises(bootstrap.BootstrapError) as refused:
        bootstrap.fetch("https://files.pythonhosted.org/uv.whl", "0" * 64)
    assert str(refused.value) == (
        "Vakwerk cannot reach files.pythonhosted.org (Name or service not known). It needs the internet once, to fetch "
        "its packages: connect, or set HTTPS_PROXY, and run the command again."
    )


def test_an_environment_is_renewed_when_the_packages_change(tmp_path: Path) -> None:
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    first = bootstrap.fingerprint(tmp_path)
    assert bootstrap.fingerprint(tmp_path) == first
    (tmp_path / "uv.lock").write_text("other")
    assert bootstrap.fingerprint(tmp_path) != first


def test_it_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    """A bare clone, a Python without packages and a proxy that is not there: one sentence, no traceback."""
    # What Python compiles comes and goes: another process may be at it.
    shutil.copytree(
        ROOT / "cms" / "project", tmp_path / "cms" / "project", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("manage.py", "pyproject.toml", "uv.lock", "cms/__init__.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    base_python = Path(sys.base_prefix) / "bin" / Path(os.path.realpath(sys.executable)).name
    done = subprocess.run(
        [base_python, "-S", "manage.py", "check"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Vakwerk cannot reach files.pythonhosted.org (")
    assert "Traceback" not in done.stderr
