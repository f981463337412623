"""Many orders at once, random faults, workers that are killed; afterwards everything must add up."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from betalingen.actions.begin_run import begin_run, take_entries
from betalingen.actions.write_run import write_run
from betalingen.models import Attempt, BankLine, ExportRun, InboxEvent, Order, Refund
from betalingen.queries.datasets import PAYMENTS
from betalingen.queries.movements import Period
from betalingen.sandbox import Sandbox
from betalingen.sandbox.state import NotPossible
from cms.api import NotAllowed
from cms.models import User
from tests.simulation import reckoning
from tests.simulation.bank import Bank
from tests.simulation.faults import Trouble
from tests.simulation.reckoning import Figure
from tests.simulation.stage import Stage, due_jobs, stage, tick, work_until_quiet
from tests.simulation.stories import Story, Town, story

AT_ONCE = 40  # stories that run
BACKLOG = 80  # jobs that may wait before a next step is made
FAULTS = 0.08  # per step
NIGHT = (
    "betalingen_stripe.compare_sessions",
    "betalingen_stripe.fetch_undelivered",
    "betalingen.import_balances",
    "betalingen.fill_in_fees",
    "betalingen.issue_missing_invoices",
    "betalingen.match_bank_lines",
)
ALWAYS = ("betalingen.reconcile", "betalingen.expire_due_orders")
FORMAT = "plain-csv"


@dataclass
class Outcome:
    """What happened, and whether it adds up."""

    happened: Counter[str]
    figures: Sequence[Figure]
    mistakes: dict[str, list[str]]
    seconds: float
    orders: int

    @property
    def is_right(self) -> bool:
        """To the cent."""
        return not self.mistakes and not any(figure.difference for figure in self.figures)


@dataclass
class Play:
    """One run: `rare` is after how many steps something rare happens, on average."""

    stage: Stage
    user: User
    chance: random.Random
    rare: float
    files: list[bytes] = field(default_factory=list)
    holding: int = 0
    begun: int = 0

    def __post_init__(self) -> None:
        self.bank = Bank(self.chance)
        self.trouble = Trouble(self.stage.sandbox, self.chance)
        self.town = Town(self.stage, self.bank, self.chance, ThreadPoolExecutor(2))

    def run(self, orders: int, minutes: float) -> None:
        running: list[Story] = []
        steps, enough = 0, time.monotonic() + 60 * minutes
        while self.begun < orders or running:
            if time.monotonic() > enough:
                orders = self.begun
            while self.begun < orders and len(running) < AT_ONCE:
                self.begun += 1
                running.append(story(self.town, self.begun))
            if not running:
                break
            chosen = self.chance.randrange(len(running))
            try:
                next(running[chosen])
            except StopIteration:
                running[chosen] = running[-1]
                running.pop()
            steps += 1
            self.trouble.perhaps(FAULTS)
            self.around()
            if steps % 10 == 0:
                while due_jobs() > BACKLOG:
                    time.sleep(0.05)

    def around(self) -> None:
        """What happens besides the stories, now and then."""
        happenings = (
            (self.hold, 40.0),
            (self.forge, 60.0),
            (self.fill_fees, 60.0),
            (self.send_statement, 100.0),
            (self.settle_refunds, 40.0),
            (lambda: tick(*ALWAYS), 80.0),
            (self.kill, 15 * self.rare**0.5),
            (self.pay_out, 15 * self.rare**0.5),
            (self.export, 2 * self.rare),
            (self.odd_line, 2 * self.rare),
            (lambda: tick(*NIGHT), 2 * self.rare),
        )
        for happens, steps in happenings:
            if self.chance.random() < 1 / steps:
                happens()
        if self.holding:
            self.holding -= 1
            if not self.holding:
                self.stage.sandbox.release_deliveries(newest_first=True)

    def hold(self) -> None:
        """Webhooks pile up and come the other way round."""
        if not self.holding:
            self.stage.sandbox.hold_deliveries()
            self.holding = self.chance.randint(3, 30)
            self.town.happened["times webhooks came the other way round"] += 1

    def forge(self) -> None:
        events = self.stage.sandbox.events("checkout.session.*")[-20:]
        if not events:
            return
        sandbox, event = self.stage.sandbox, self.chance.choice(events)["id"]
        genuine = sandbox.sign(event)
        forged = sandbox.sign(event, secret="whsec_of_somebody_else")
        stale = sandbox.sign(event, signed_at=int(time.time()) - 3600)
        for kind, body, signature, expected in (
            ("forged", forged.body, forged.signature, 400),
            ("stale", stale.body, stale.signature, 400),
            ("altered", genuine.body.replace(b"unpaid", b"paid") + b" ", genuine.signature, 400),
            ("without signature", genuine.body, "", 400),
            ("repeated", genuine.body, genuine.signature, 200),
        ):
            assert self.stage.send(body, signature) == expected, kind
            self.town.happened[f"webhooks {kind}"] += 1

    def fill_fees(self) -> None:
        self.town.happened["fees filled in later"] += len(self.stage.sandbox.fill_fees())

    def settle_refunds(self) -> None:
        """Refunds that wait for the bank."""
        for refund in Refund.objects.filter(status="submitted").exclude(provider_reference="")[:5]:
            self.settle_refund(self.stage.sandbox, refund.provider_reference)

    def settle_refund(self, sandbox: Sandbox, reference: str) -> None:
        with suppress(NotPossible):
            outcome = self.town.one_of({"succeeded": 3, "failed": 1})
            sandbox.settle_refund(reference, outcome)
            self.town.happened[f"refunds that waited and {outcome}"] += 1

    def kill(self) -> None:
        self.stage.workers.kill(self.chance.randrange(len(self.stage.workers.running)))
        self.town.happened["workers killed"] += 1

    def odd_line(self) -> None:
        """Stripe's own costs, and money that it holds back without a word."""
        self.stage.sandbox.add_balance_line("stripe_fee", -self.chance.randint(100, 900))
        self.stage.sandbox.add_balance_line("reserve_transaction", self.chance.choice([-1, 1]) * 12_345)
        self.town.happened["lines of the balance without a payment"] += 2

    def pay_out(self) -> None:
        sandbox = self.stage.sandbox
        with suppress(NotPossible):
            payout = sandbox.make_payout()
            self.town.happened["payouts"] += 1
            self.bank.move(payout["amount"], text=f"STRIPE {payout['id']}")
            if self.chance.random() < 0.15:
                sandbox.fail_payout(payout["id"])
                self.bank.move(-payout["amount"], text=f"STRIPE {payout['id']}")
                self.town.happened["payouts that failed"] += 1

    def send_statement(self) -> None:
        self.bank.decide()
        self.bank.send_statement()

    def export(self) -> None:
        """Everything of the journal that is in no file yet."""
        with suppress(NotAllowed):
            self.files.append(self.written(take_entries(format_key=FORMAT, user=self.user)))
            self.town.happened["exports of the journal"] += 1

    def written(self, run: ExportRun) -> bytes:
        _run, stream = write_run(run=run, user=self.user)
        with stream:
            return stream.read()

    def settle_down(self) -> None:
        """No more faults, a day passes, and everybody does what is still to be done."""
        sandbox = self.stage.sandbox
        self.kill()  # a short play may have been spared
        sandbox.faults.clear()
        sandbox.release_deliveries(newest_first=True)
        for session in sandbox.sessions():
            if session["status"] == "complete" and session["payment_status"] == "unpaid":
                with suppress(NotPossible):
                    sandbox.settle(session["id"], self.town.one_of({"succeeded": 1, "failed": 1}))
        for refund in reckoning.at_stripe(sandbox.url).refunds:
            if refund.status == "pending":
                self.settle_refund(sandbox, refund.id)
        sandbox.fill_fees()
        sandbox.wait_for_deliveries(600)
        work_until_quiet(self.stage.workers)
        self.a_day_passes()
        for _ in range(3):
            tick(*ALWAYS, *NIGHT)
            work_until_quiet(self.stage.workers)
            sandbox.wait_for_deliveries(600)
        self.pay_out()
        sandbox.wait_for_deliveries(600)
        for _ in range(2):
            tick("betalingen.import_balances", "betalingen.match_bank_lines")
            self.bank.send_statement()
            work_until_quiet(self.stage.workers)
            self.bank.decide()
        work_until_quiet(self.stage.workers)

    def a_day_passes(self) -> None:
        """Stripe has forgotten its keys, and nothing is so young that the site leaves it alone."""
        self.stage.sandbox.skip_time(25 * 60 * 60)
        Order.objects.filter(expires_at__isnull=False).update(expires_at=timezone.now())
        Attempt.objects.update(created_at=F("created_at") - timedelta(minutes=30))
        InboxEvent.objects.update(received_at=F("received_at") - timedelta(days=1))
        Refund.objects.update(created_at=F("created_at") - timedelta(days=1))

    def reckon(self, seconds: float) -> Outcome:
        self.export()
        for run in ExportRun.objects.filter(last_entry__isnull=False).order_by("pk"):
            assert self.written(run) in self.files  # the same again, to the byte
        today = timezone.localdate()
        period = Period(first_day=today - timedelta(days=7), last_day=today + timedelta(days=7))
        run = begin_run(dataset=PAYMENTS, selection=period, format_key=FORMAT, user=self.user)
        stripe = reckoning.at_stripe(self.stage.sandbox.url)
        happened = self.town.happened + self.bank.happened
        happened += Counter({f"fault {kind}": count for kind, count in self.trouble.thrown.items()})
        happened["jobs given up"] = ProcrastinateJob.objects.filter(status="failed").count()
        return Outcome(
            happened=happened,
            figures=reckoning.figures(
                stripe,
                self.stage.sandbox.balance(),
                sum(line.cents for line in self.bank.lines),
                self.written(run),
                self.files,
            ),
            mistakes=reckoning.mistakes(stripe, self.files)
            | {
                key: list(BankLine.objects.filter(state=key).values_list("key", flat=True))
                for key in ("open", "proposed", "matched")
                if BankLine.objects.filter(state=key).exists()
            },
            seconds=seconds,
            orders=self.begun,
        )


def simulate(orders: int, seed: int, user: User, *, minutes: float = 600) -> Outcome:
    """Play that many orders; needs an academy that may send invoices. The same seed throws the same dice, but processes race."""
    with stage() as real:
        began = time.monotonic()
        play = Play(real, user, random.Random(seed), rare=max(orders, 100))  # hides nothing
        with play.town.crowd:
            play.run(orders, minutes)
            play.settle_down()
        return play.reckon(time.monotonic() - began)
