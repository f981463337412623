"""A bounded load: so many requests over a few connections that stay open, and what they cost the server."""

import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import psutil
from django.db import connection


@dataclass(frozen=True)
class Load:
    """So many connections, and requests sent together on each: sending must cost less than what it measures."""

    connections: int
    at_once: int


CROWD = Load(connections=16, at_once=8)
VISITOR = Load(connections=1, at_once=1)


@dataclass(frozen=True)
class Cost:
    """What the requests took: `per_second` of them, and processor time for one, in milliseconds, of the server and of the
    database."""

    per_second: float
    cpu_ms: float
    database_ms: float
    bytes_each: int


def measure(
    port: int,
    path: str,
    count: int,
    headers: Mapping[str, str],
    load: Load = CROWD,
    before: Callable[[], None] = lambda: None,
) -> Cost:
    """Send `count` requests that all get the same answer, each time after `before`; raises when one does not."""
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    size = _length(port, request)
    rounds = max(1, count // (load.connections * load.at_once))
    failed: list[BaseException] = []
    senders = [
        threading.Thread(target=_send, args=(port, request * load.at_once, size * load.at_once, rounds, failed, before))
        for _number in range(load.connections)
    ]
    server, database = server_of(port), database_processes()
    server_before, database_before, began = cpu_seconds(server), cpu_seconds(database), time.perf_counter()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    elapsed, sent = time.perf_counter() - began, rounds * load.connections * load.at_once
    if failed:
        raise failed[0]
    return Cost(
        per_second=sent / elapsed,
        cpu_ms=(cpu_seconds(server) - server_before) * 1000 / sent,
        database_ms=(cpu_seconds(database) - database_before) * 1000 / sent,
        bytes_each=size,
    )


def _send(
    port: int, requests: bytes, size: int, rounds: int, failed: list[BaseException], before: Callable[[], None]
) -> None:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as visitor:
            for _round in range(rounds):
                before()
                visitor.sendall(requests)
                wanted = size
                while wanted > 0:
                    received = visitor.recv(min(wanted, 1 << 20))
                    if not received:
                        raise ConnectionError("the server closed the connection")
                    wanted -= len(received)
    except OSError as error:
        failed.append(error)


def _length(port: int, request: bytes) -> int:
    """How long the answer is, headers included; it must be a success."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as visitor:
        visitor.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += visitor.recv(1 << 16)
        head, _end, body = answer.partition(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode())
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        missing = int(fields[b"content-length"]) - len(body)
        while missing > 0:
            missing -= len(visitor.recv(missing))
        return len(head) + 4 + int(fields[b"content-length"])


def server_of(port: int) -> list[psutil.Process]:
    """The server that listens on this port, with its workers."""
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if "granian" in command and str(port) in command:
            return [process, *process.children(recursive=True)]
    raise LookupError(f"no server on port {port}")


def database_processes() -> list[psutil.Process]:
    """The processes of PostgreSQL, on this machine, that answer the server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [psutil.Process(pid) for (pid,) in cursor.fetchall()]


def cpu_seconds(processes: list[psutil.Process]) -> float:
    """Their processor seconds so far; one that went away meanwhile counts for nothing."""
    seconds = 0.0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            seconds += times.user + times.system
    return seconds
