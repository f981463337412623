"""The embedded server: started by the first who needs it, shared, and gone with the last, however that one ended."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from cms.project import postgres
from tests.processes import ROOT, wait_until

USER_OF_THE_SERVER = """
import sys
from pathlib import Path
from cms.project import postgres
address = postgres.use(Path(sys.argv[1]))
print(address.port, address.host, flush=True)
sys.stdin.readline()
"""


class OtherProcess:
    """Another program that uses the server of `home` until it is told to stop."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER_OF_THE_SERVER, str(home)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def where(self) -> tuple[int, str]:
        assert self.process.stdout is not None
        port, host = self.process.stdout.readline().split()
        return int(port), host

    def end(self) -> None:
        self.process.communicate("stop\n")


@contextmanager
def own_home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    # pytest's own temporary folders are closed to other users, as a clone in /root is.
    assert not tmp_path.stat().st_mode & stat.S_IXOTH
    yield folder
    postgres.release(folder)
    postgres.remove(folder)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Made once; what a test leaves in it, the next one finds."""
    with own_home(tmp_path_factory.mktemp("cluster")) as folder:
        yield folder


@pytest.fixture
def home(cluster: Path) -> Iterator[Path]:
    """A server that does not run, whose data is good."""
    yield cluster
    postgres.release(cluster)
    wait_until(lambda: servers(cluster) == [] and keepers(cluster) == [])


@pytest.fixture
def new_home(tmp_path: Path) -> Iterator[Path]:
    """For a test that breaks the data, or takes it away."""
    with own_home(tmp_path) as folder:
        yield folder


@pytest.fixture
def other() -> Iterator[Callable[[Path], OtherProcess]]:
    """A function that makes another process use this home."""
    made: list[OtherProcess] = []

    def start(home: Path) -> OtherProcess:
        made.append(OtherProcess(home))
        return made[-1]

    yield start
    for process in made:
        process.process.kill()
        process.process.communicate()


def connect(address: postgres.Address, password: str = "") -> psycopg.Connection:
    password = password or address.password
    return psycopg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        password=password,
        dbname="vakwerk",
        autocommit=True,
    )


def make_table(connection: psycopg.Connection) -> None:
    connection.execute("DROP TABLE IF EXISTS kept")
    connection.execute("CREATE TABLE kept (word text)")


def servers(home: Path) -> list[psutil.Process]:
    """The postmasters whose data is that of `home`: they are children of a keeper or, when that is gone, of init."""
    pointer = home / "place"
    data = f"{pointer.read_text() if pointer.exists() else home / 'server'}/data"
    found = {process.pid: process for process in psutil.process_iter(["cmdline", "ppid"])}
    named = {pid: process for pid, process in found.items() if ["-D", data] == (process.info["cmdline"] or [])[1:3]}
    # A child of the postmaster bears its name for a moment, until it has chosen its own.
    return [process for process in named.values() if process.info["ppid"] not in named]


def keepers(home: Path) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if "cms.project.postgres.keeper" in (process.info["cmdline"] or []) and str(home) in process.info["cmdline"]
    ]


def test_it_starts_keeps_its_data_and_stops(home: Path) -> None:
    with connect(postgres.use(home)) as connection:
        make_table(connection)
        connection.execute("INSERT INTO kept VALUES ('Ærø'), ('één')")
    postgres.release(home)
    assert servers(home) == []
    with connect(postgres.use(home)) as connection:
        rows = connection.execute("SELECT upper(word), to_tsvector(word)::text FROM kept ORDER BY word").fetchall()
    assert rows == [("ÆRØ", "'ærø':1"), ("ÉÉN", "'een':1")]


def test_it_runs_as_another_user_than_root_and_lets_nobody_else_in(home: Path) -> None:
    address = postgres.use(home)
    assert [process.uids().effective != 0 for process in servers(home)] == [True]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(address, password="guessed")
    assert (home / "password").stat().st_mode & 0o077 == 0
    place = Path(address.host).parent
    assert place.stat().st_mode & 0o077 == 0
    assert (place / "data").stat().st_mode & 0o077 == 0


def test_processes_share_one_server(home: Path, other: Callable[[Path], OtherProcess]) -> None:
    processes = [other(home) for _ in range(4)]  # all start it at once
    assert len({process.where() for process in processes}) == 1
    assert len(servers(home)) == 1
    for process in processes[:3]:
        process.end()
    time.sleep(1)
    assert len(servers(home)) == 1
    processes[3].end()
    wait_until(lambda: servers(home) == [] and keepers(home) == [])


def test_it_stops_when_its_last_user_is_killed(home: Path, other: Callable[[Path], OtherProcess]) -> None:
    process = other(home)
    process.where()
    process.process.kill()
    wait_until(lambda: servers(home) == [] and keepers(home) == [])


def test_it_starts_again_after_its_keeper_was_killed(home: Path) -> None:
    with connect(postgres.use(home)) as connection:
        make_table(connection)
    keeper = keepers(home)[0]
    keeper.kill()
    # It has no command line any more before it gives its lock back and the server hears of its end.
    keeper.wait()
    with connect(postgres.use(home)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchall() == [(0,)]
    assert len(servers(home)) == 1


def test_it_starts_again_after_everything_was_killed(home: Path) -> None:
    with connect(postgres.use(home)) as connection:
        make_table(connection)
    killed = [*keepers(home), *servers(home)]
    for process in killed:
        process.kill()
    psutil.wait_procs(killed)
    assert (home / "address.json").exists()
    with connect(postgres.use(home)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchall() == [(0,)]


def test_a_process_id_that_another_program_got_is_no_obstacle(home: Path) -> None:
    address = postgres.use(home)
    data = Path(address.host).parent / "data"
    lines = (data / "postmaster.pid").read_text().splitlines()
    postgres.release(home)
    # After a power cut the file is still there, and its number may be anybody's: ours.
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with connect(postgres.use(home)) as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_a_half_made_cluster_is_made_anew(new_home: Path) -> None:
    place = Path(postgres.use(new_home).host).parent
    postgres.release(new_home)
    (place / "data").rename(place / "data.new")
    (place / "data.new" / "global" / "pg_control").unlink()
    with connect(postgres.use(new_home)) as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_a_path_too_long_for_a_socket_gets_a_port(tmp_path: Path) -> None:
    home = tmp_path / ("l" * 60) / ("o" * 60)
    tmp_path.chmod(0o711)  # so that the data stays here for root too
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == Path.home().owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    address = postgres.use(home)
    try:
        assert (address.host, address.port > 1023) == ("127.0.0.1", True)
        with connect(address) as connection:
            assert connection.execute("SELECT 1").fetchall() == [(1,)]
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(address, password="guessed")
    finally:
        postgres.release(home)


def test_a_throwaway_server_takes_its_folder_along() -> None:
    home = postgres.throwaway()
    with connect(postgres.use(home, postgres.Kind.THROWAWAY)) as connection:
        assert connection.execute("SHOW fsync").fetchall() == [("off",)]
    postgres.release(home)
    assert not home.exists()


def test_what_is_in_use_is_not_removed(
    new_home: Path, other: Callable[[Path], OtherProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = other(new_home)
    process.where()
    monkeypatch.setattr(postgres, "STOP_SECONDS", 0.3)
    with pytest.raises(postgres.CannotStartError, match="is in use by another program"):
        postgres.remove(new_home)
    assert (new_home / "password").exists()
    process.end()
    monkeypatch.undo()
    postgres.remove(new_home)
    assert not new_home.exists()


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.touch()
    with pytest.raises(postgres.CannotStartError) as refused:
        postgres.use(occupied / "home")
    assert "DATABASE_URL" in str(refused.value)


def test_a_server_that_stops_at_once_says_what_to_do(new_home: Path) -> None:
    place = Path(postgres.use(new_home).host).parent
    postgres.release(new_home)
    (place / "data" / "global" / "pg_control").unlink()
    with pytest.raises(postgres.CannotStartError) as refused:
        postgres.use(new_home)
    assert str(refused.value) == (
        "The embedded PostgreSQL did not start (but could not open file "
        f'"{place}/data/global/pg_control": No such file or directory). '
        "Set DATABASE_URL to a PostgreSQL server of your own."
    )


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(home: Path) -> None:
    """It has a session of its own: the last user decides."""
    postgres.use(home)
    assert {os.getsid(process.pid) for process in [*keepers(home), *servers(home)]} == {keepers(home)[0].pid}
