"""Which scenario plays which fault of Stripe, and which sabotages it must notice."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.betalingen.drill import (
    mutants,
    test_back,
    test_balance,
    test_house,
    test_looking,
    test_money,
    test_starting,
    test_webhooks,
)
from tests.betalingen.drill.conftest import Scenario
from tests.betalingen.drill.mutants import Mutant


@dataclass(frozen=True)
class Fault:
    """A scenario, and the guards without which it must fail."""

    scenario: Scenario
    mutants: Sequence[Mutant]


def _fault(scenario: Scenario, *without: Mutant) -> Fault:
    return Fault(scenario, without)


FAULTS = {
    1: _fault(test_webhooks.test_fault_01_the_same_event_twice, mutants.takes_every_delivery_as_new),
    2: _fault(test_webhooks.test_fault_02_several_events_about_one_payment, mutants.forgets_what_was_booked),
    3: _fault(test_webhooks.test_fault_03_forged, mutants.believes_every_signature),
    4: _fault(test_webhooks.test_fault_04_replayed, mutants.forgets_no_signature, mutants.takes_every_delivery_as_new),
    5: _fault(test_webhooks.test_fault_05_no_text_and_no_json, mutants.expects_text),
    6: _fault(test_webhooks.test_fault_06_too_large, mutants.reads_any_size),
    7: _fault(test_webhooks.test_fault_07_the_secret_is_replaced, mutants.knows_one_secret),
    8: _fault(
        test_webhooks.test_fault_08_another_mode_or_account,
        mutants.believes_every_mode,
        mutants.believes_every_account,
    ),
    9: _fault(test_webhooks.test_fault_09_an_event_of_another_version, mutants.takes_any_version),
    10: _fault(test_looking.test_fault_10_says_paid_while_it_is_open, mutants.believes_the_event),
    11: _fault(test_looking.test_fault_11_out_of_order, mutants.follows_the_order_of_events),
    12: _fault(
        test_looking.test_fault_12_webhook_and_success_page_at_once,
        mutants.locks_nothing,
        mutants.forgets_what_was_booked,
    ),
    13: _fault(test_looking.test_fault_13_before_our_own_commit, mutants.calls_what_it_does_not_know_foreign),
    14: _fault(test_looking.test_fault_14_of_another_site, mutants.calls_what_it_does_not_know_lost),
    15: _fault(test_looking.test_fault_15_the_database_is_away, mutants.says_yes_without_storing),
    16: _fault(test_looking.test_fault_16_the_worker_fails, mutants.counts_no_failures),
    17: _fault(test_looking.test_fault_17_nobody_tells_us, mutants.never_looks_by_itself),
    18: _fault(test_looking.test_fault_18_the_success_page_comes_first, mutants.trusts_the_address),
    19: _fault(test_looking.test_fault_19_the_customer_never_comes_back, mutants.stores_and_forgets),
    20: _fault(test_looking.test_fault_20_a_guessed_session, mutants.shows_any_session),
    21: _fault(test_starting.test_fault_21_the_answer_is_lost, mutants.asks_with_a_new_key),
    22: _fault(test_starting.test_fault_22_a_retry_asks_exactly_the_same, mutants.asks_what_the_order_says_now),
    23: _fault(test_starting.test_fault_23_stripe_forgot_the_key, mutants.trusts_keys_for_ever),
    24: _fault(test_starting.test_fault_24_a_failure_that_stripe_saved, mutants.tries_for_ever),
    25: _fault(test_starting.test_fault_25_too_many_requests, mutants.gives_up_when_it_is_busy),
    26: _fault(test_starting.test_fault_26_stripe_is_broken, mutants.never_tries_again),
    27: _fault(
        test_starting.test_fault_27_stripe_is_slow,
        mutants.waits_eighty_seconds,
        mutants.asks_inside_a_transaction,
    ),
    28: _fault(test_starting.test_fault_28_the_key_is_refused, mutants.gives_up_when_the_key_is_refused),
    29: _fault(test_money.test_fault_29_another_amount_or_currency, mutants.calls_any_amount_right),
    30: _fault(test_money.test_fault_30_another_order_while_the_payment_is_open, mutants.tells_nobody),
    31: _fault(
        test_money.test_fault_31_cancelled_with_an_open_payment,
        mutants.leaves_sessions_open,
        mutants.stops_no_payment,
    ),
    32: _fault(test_money.test_fault_32_paid_after_cancellation, mutants.pays_what_was_cancelled),
    33: _fault(test_money.test_fault_33_paid_twice, mutants.tells_nobody),
    34: _fault(test_money.test_fault_34_the_payment_expires_before_the_place, mutants.has_no_grace),
    35: _fault(test_money.test_fault_35_refused_and_then_paid, mutants.calls_the_first_refusal_final),
    36: _fault(test_money.test_fault_36_the_bank_takes_days, mutants.calls_a_busy_bank_open),
    37: _fault(test_money.test_fault_37_too_little_and_too_much_by_transfer, mutants.calls_every_transfer_enough),
    38: _fault(test_balance.test_fault_38_a_debit_comes_back, mutants.sees_no_disputes),
    39: _fault(test_back.test_fault_39_the_answer_to_a_refund_is_lost, mutants.refunds_with_a_new_key),
    40: _fault(test_back.test_fault_40_back_twice_and_too_much, mutants.forgets_what_went_back),
    41: _fault(test_back.test_fault_41_a_refund_that_fails_later, mutants.calls_a_pending_refund_done),
    42: _fault(test_back.test_fault_42_made_in_the_dashboard, mutants.sees_its_own_refunds_only),
    43: _fault(
        test_balance.test_fault_43_a_payment_is_disputed,
        mutants.sees_no_disputes,
        mutants.refunds_what_the_bank_took,
        mutants.cancels_what_the_bank_took,
    ),
    44: _fault(
        test_balance.test_fault_44_the_fee_comes_later, mutants.never_fills_in_a_fee, mutants.leaves_fees_to_events
    ),
    45: _fault(
        test_balance.test_fault_45_lines_that_nobody_knows, mutants.skips_unknown_lines, mutants.compares_no_payouts
    ),
    46: _fault(
        test_balance.test_fault_46_payouts_that_fail_reverse_or_are_made_by_hand,
        mutants.keeps_the_lines_of_a_failed_payout,
    ),
    47: _fault(test_house.test_fault_47_half_a_cent, mutants.rounds_as_bankers_do, mutants.drops_the_last_cents),
    48: _fault(
        test_house.test_fault_48_nothing_at_stripe_changes_the_total,
        mutants.leaves_prices_to_stripe,
        mutants.leaves_discounts_to_stripe,
    ),
    49: _fault(test_house.test_fault_49_empty_and_long_texts, mutants.sends_empty_texts, mutants.sends_long_texts),
    50: _fault(test_house.test_fault_50_our_clock_is_behind, mutants.compares_no_clocks, mutants.asks_thirty_minutes),
    51: _fault(
        test_house.test_fault_51_the_demo_in_production,
        mutants.starts_with_another_server,
        mutants.books_play_money,
    ),
    52: _fault(
        test_house.test_fault_52_the_log_keeps_secrets, mutants.repeats_what_stripe_says, mutants.lets_the_sdk_talk
    ),
}
