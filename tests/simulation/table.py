"""What a run of the simulation prints."""

from tests.simulation.run import Outcome


def show(outcome: Outcome, *, seed: int) -> None:
    """What happened how often, and each amount by where it was found."""
    orders = outcome.orders
    say(f"{orders} orders, seed {seed}: {outcome.seconds:.0f} s, {orders / outcome.seconds * 60:.0f} orders a minute\n")
    say("| what happened | times |\n| --- | ---: |")
    for what, times in sorted(outcome.happened.items()):
        say(f"| {what} | {times} |")
    say("\n| amount | found | difference |\n| --- | --- | ---: |")
    for figure in outcome.figures:
        found = ", ".join(f"{where} {cents / 100:.2f}" for where, cents in figure.found.items())
        say(f"| {figure.label} | {found} | {figure.difference / 100:.2f} |")
    for label, wrong in outcome.mistakes.items():
        say(f"\n{len(wrong)} wrong: {label}")
        for each in wrong[:20]:
            say(f"  {each}")
    say("\nEvery cent is where it should be." if outcome.is_right else "\nIT DOES NOT ADD UP.")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
