"""From a bare clone to the project's own environment, with nothing but Python's standard library.

`enter_environment()` makes `.venv` from `uv.lock` when it is absent or out of date and continues in its Python. uv
itself comes from the PATH or, by address and hash, from `uv.lock`. Every refusal is one sentence.
"""

import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.error
import urllib.request
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 13)
HOST = "files.pythonhosted.org"
# The commands that need no test and lint tools; leaving those out makes the first start of the demo faster.
LEAN_COMMANDS = frozenset({"demo"})


class BootstrapError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def enter_environment(arguments: list[str]) -> None:
    """Return when this Python has the project installed; else continue the same command in one that has."""
    if _installed():
        return
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise BootstrapError(
            f"Vakwerk needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; this is {platform.python_version()}."
        )
    everything = arguments[:1] == [] or arguments[0] not in LEAN_COMMANDS
    wanted, stamp = fingerprint(ROOT), VENV / "vakwerk-stamp"
    known = stamp.read_text().split() if stamp.exists() and PYTHON.exists() else []
    if known[:1] != [wanted] or (everything and known[1:] != ["everything"]):
        _synchronise(everything=everything)
        stamp.write_text(f"{wanted} {'everything' if everything else 'lean'}")
    _continue_in_environment(arguments)


def fingerprint(root: Path) -> str:
    """Changes with the locked packages, our own entry points and the version of Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}{platform.machine()}".encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def locked_uv(lock: dict[str, Any], tags: list[str]) -> tuple[str, str, str]:
    """The version, address and sha256 of the uv wheel for the first of these platform tags that has one."""
    package = next((package for package in lock["package"] if package["name"] == "uv"), None)
    if package is None:
        raise BootstrapError("uv.lock does not name uv; restore it from version control.")
    for tag in tags:
        for wheel in package["wheels"]:
            if re.search(rf"[-.]{tag}[.]", wheel["url"].rpartition("/")[2]):
                return package["version"], wheel["url"], wheel["hash"].removeprefix("sha256:")
    raise BootstrapError(
        f"There is no ready-made uv for this machine ({sys.platform}, {platform.machine()}); "
        f"install uv {package['version']} yourself (https://docs.astral.sh/uv/) and try again."
    )


def platform_tags(system: str, machine: str, libc: str) -> list[str]:
    """Regular expressions for the platform part of a wheel's name, best first."""
    machine = {"amd64": "x86_64", "x64": "x86_64"}.get(machine.lower(), machine.lower())
    if system == "win32":
        return [{"x86_64": "win_amd64", "arm64": "win_arm64", "aarch64": "win_arm64"}.get(machine, "win32")]
    if system == "darwin":
        return [rf"macosx_\d+_\d+_{machine}"]
    families = ["manylinux", "musllinux"] if libc == "glibc" else ["musllinux"]
    return [rf"{family}_\d+_\d+_{machine}" for family in families]


def fetch(url: str, sha256: str) -> bytes:
    """Download a file and refuse it unless its hash is the locked one."""
    if not url.startswith(f"https://{HOST}/"):
        raise BootstrapError(f"uv.lock names {url}, which is not on {HOST}; restore uv.lock from version control.")
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - the scheme was checked above
            content: bytes = answer.read()
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise BootstrapError(_offline(getattr(error, "reason", error))) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BootstrapError(f"What {HOST} sent for uv is not what uv.lock promises; it was not used.")
    return content


def _installed() -> bool:
    try:
        metadata.version("vakwerk")
    except metadata.PackageNotFoundError:
        return False
    return True


def _synchronise(*, everything: bool) -> None:
    _say("Preparing the Python environment (once, and again when its packages change) ...")
    uv = _uv()
    groups = ["--inexact"] if everything else ["--inexact", "--no-dev"]
    environment = {
        # The machine's own certificates, as Python uses: behind a company's proxy those are the ones that hold.
        "UV_SYSTEM_CERTS": "true",
        **os.environ,
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": sys.executable,
        "UV_PYTHON_DOWNLOADS": "never",
    }
    environment.pop("VIRTUAL_ENV", None)
    cache = Path(os.environ.get("UV_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if not os.access(next(folder for folder in (cache, *cache.parents) if folder.exists()), os.W_OK):
        environment["UV_CACHE_DIR"] = str(ROOT / ".data" / "uv-cache")
    done = subprocess.run(
        [uv, "sync", "--frozen", "--quiet", *groups],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reason = done.stderr.strip()
        if re.search(r"error sending request|dns error|connect|timed out", reason, re.IGNORECASE):
            raise BootstrapError(_offline(reason.splitlines()[-1].strip()))
        raise BootstrapError(f"uv could not make the Python environment:\n{reason}")


def _uv() -> Path:
    """A uv of the locked version: its build backend is then the one pyproject.toml asks for, without a download."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    tags = platform_tags(sys.platform, platform.machine(), platform.libc_ver()[0])
    version, url, sha256 = locked_uv(lock, tags)
    kept = ROOT / ".data" / f"uv-{version}" / ("uv.exe" if sys.platform == "win32" else "uv")
    on_path = shutil.which("uv")
    for candidate in (kept, Path(on_path) if on_path else None):
        if candidate is not None and candidate.exists() and _version(candidate) == version:
            return candidate
    _say(f"Fetching uv {version} from {HOST} ...")
    with zipfile.ZipFile(io.BytesIO(fetch(url, sha256))) as wheel:
        program = wheel.read(f"uv-{version}.data/scripts/{kept.name}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as partial:
        partial.write(program)
    Path(partial.name).chmod(0o755)
    Path(partial.name).replace(kept)
    return kept


def _version(uv: Path) -> str:
    answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout.split()
    return answer[1] if len(answer) > 1 else ""


def _continue_in_environment(arguments: list[str]) -> NoReturn:
    command = [str(PYTHON), str(ROOT / "manage.py"), *arguments]
    if sys.platform == "win32":  # there, exec returns to the shell at once
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 - the same command in the right Python


def _offline(reason: object) -> str:
    return (
        f"Vakwerk cannot reach {HOST} ({reason}). It needs the internet once, to fetch its packages: "
        "connect, or set HTTPS_PROXY, and run the command again."
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
