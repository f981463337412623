"""`python -m betalingen.sandbox`: the sandbox beside a running site."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from betalingen.sandbox.sandbox import DEMO_RETRIES, Sandbox

_PREFIX = "STRIPE_SANDBOX_"


def parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    """Each option has its variable, so that the secret need not stand in the list of processes."""
    result = argparse.ArgumentParser(
        prog="python -m betalingen.sandbox",
        description="A local stand-in for Stripe. It listens on 127.0.0.1 only and no real money is involved.",
        epilog=f"Each option can also be given as a variable, for example {_PREFIX}WEBHOOK_SECRET.",
    )

    def option(name: str, kind: type, default: str | None, text: str) -> None:
        variable = _PREFIX + name.upper().replace("-", "_")
        result.add_argument(f"--{name}", type=kind, default=environment.get(variable, default), help=text)

    option("port", int, "8101", "port on 127.0.0.1 (default 8101)")
    option("state", Path, None, "file that keeps sessions and events between runs (default: memory)")
    option("webhook-url", str, None, "address of the site's webhook, on this machine")
    option("webhook-secret", str, "whsec_sandbox", "secret that signs the webhooks")
    option("site-name", str, "Vakwerk", "name above the payment page")
    option("settle-after", int, "20", "seconds until a SEPA debit succeeds by itself (default 20)")
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(os.environ).parse_args(arguments)
    try:
        sandbox = Sandbox(
            webhook_url=options.webhook_url,
            webhook_secret=options.webhook_secret,
            port=options.port,
            state=options.state,
            site_name=options.site_name,
            settle_after=options.settle_after,
            retry_delays=DEMO_RETRIES,
        )
    except (OSError, ValueError) as problem:
        sys.stderr.write(f"The Stripe sandbox cannot start on port {options.port}: {problem}\n")
        return 2
    stop = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: stop.set())
    with sandbox:
        sys.stdout.write(f"Stripe sandbox: {sandbox.url}/sandbox/\n")
        sys.stdout.flush()
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
