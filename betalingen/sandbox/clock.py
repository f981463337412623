"""The time of the sandbox: the host's, plus what a test or the demo skipped ahead."""

import threading
import time


class Clock:
    """Seconds since the epoch, as Stripe counts; `advance` moves it forward for expiry and settlement."""

    def __init__(self) -> None:
        self._ahead = 0
        self._lock = threading.Lock()

    def now(self) -> int:
        with self._lock:
            return int(time.time()) + self._ahead

    def skip(self, seconds: int) -> None:
        if seconds < 0:
            raise ValueError("The sandbox clock only goes forward")
        with self._lock:
            self._ahead += seconds
