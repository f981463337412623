"""A bounded load: so many requests over a few connections that stay open, and what they cost the server."""

import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import psutil

CONNECTIONS = 8
AT_ONCE = 8  # requests sent together on one connection: the load must cost less than what it measures


@dataclass(frozen=True)
class Cost:
    """What the requests took: `per_second` of them, and processor time of the server for one, in milliseconds."""

    per_second: float
    cpu_ms: float
    bytes_each: int


def measure(port: int, path: str, count: int, headers: Mapping[str, str]) -> Cost:
    """Send `count` requests that all get the same answer; raises when one does not."""
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    size = _length(port, request)
    rounds = max(1, count // (CONNECTIONS * AT_ONCE))
    failed: list[BaseException] = []
    senders = [
        threading.Thread(target=_send, args=(port, request, size, rounds, failed)) for _number in range(CONNECTIONS)
    ]
    before, began = _cpu(port), time.perf_counter()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    elapsed, sent = time.perf_counter() - began, rounds * CONNECTIONS * AT_ONCE
    if failed:
        raise failed[0]
    return Cost(sent / elapsed, (_cpu(port) - before) * 1000 / sent, size)


def _send(port: int, request: bytes, size: int, rounds: int, failed: list[BaseException]) -> None:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            for _round in range(rounds):
                connection.sendall(request * AT_ONCE)
                wanted = size * AT_ONCE
                while wanted > 0:
                    received = connection.recv(min(wanted, 1 << 20))
                    if not received:
                        raise ConnectionError("the server closed the connection")
                    wanted -= len(received)
    except OSError as error:
        failed.append(error)


def _length(port: int, request: bytes) -> int:
    """How long the answer is, headers included; it must be a success."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(1 << 16)
        head, _end, body = answer.partition(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode())
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        missing = int(fields[b"content-length"]) - len(body)
        while missing > 0:
            missing -= len(connection.recv(missing))
        return len(head) + 4 + int(fields[b"content-length"])


def _cpu(port: int) -> float:
    """Processor seconds so far of the server that listens on this port and of its workers."""
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if "granian" in command and str(port) in command:
            family = [process, *process.children(recursive=True)]
            return float(sum(each.cpu_times().user + each.cpu_times().system for each in family))
    raise LookupError(f"no server on port {port}")
