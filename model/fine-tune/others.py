"""Third-party sentences, as weak examples: only intents of theirs that clearly are one of our labels."""

import json
from pathlib import Path

from corpus import Example

# Where a whole set lies outside a shop's service, but for these intents: they are left out or have a label of their own.
CLINC_LEFT_OUT = (
    "accept_reservations are_you_a_bot bill_balance bill_due cancel card_declined damaged_card food_last maybe new_card oos order "
    "order_checks pay_bill redeem_rewards repeat replacement_card_duration report_fraud report_lost_card rewards_balance "
    "spending_history transactions what_can_i_ask_you application_status shopping_list shopping_list_update find_phone lost_luggage "
    "confirm_reservation cancel_reservation reset_settings sync_device user_name change_user_name"
).split()
CLINC = {
    "greeting": "other.greeting",
    "goodbye": "other.thanks",
    "thank_you": "other.thanks",
    "yes": "other.yes",
    "no": "other.no",
    "order_status": "wismo.status",
}
# A bank's subjects that a shop is asked about too.
BANKING_QUESTIONS = (
    "passcode_forgotten edit_personal_details terminate_account declined_card_payment supported_cards_and_currencies "
    "pending_card_payment country_support age_limit"
).split()
BANKING_OFF_TOPIC = (
    "activate_my_card atm_support automatic_top_up balance_not_updated_after_bank_transfer "
    "balance_not_updated_after_cheque_or_cash_deposit beneficiary_not_allowed card_about_to_expire card_linking card_swallowed "
    "cash_withdrawal_charge cash_withdrawal_not_recognised change_pin contactless_not_working declined_cash_withdrawal "
    "disposable_card_limits exchange_charge exchange_rate exchange_via_app failed_transfer fiat_currency_support "
    "get_disposable_virtual_card getting_spare_card getting_virtual_card lost_or_stolen_card lost_or_stolen_phone "
    "pending_cash_withdrawal pending_top_up pin_blocked receiving_money top_up_by_bank_transfer_charge top_up_by_card_charge "
    "top_up_by_cash_or_cheque top_up_failed top_up_limits topping_up_by_card transfer_fee_charged transfer_into_account "
    "transfer_timing unable_to_verify_identity verify_my_identity verify_source_of_funds verify_top_up virtual_card_not_working "
    "visa_or_mastercard why_verify_identity wrong_amount_of_cash_received wrong_exchange_rate_for_cash_withdrawal"
).split()
MULTIDOGO = {"thankyou": "other.thanks", "closinggreeting": "other.thanks", "openinggreeting": "other.greeting"}
MULTIDOGO_OFF_TOPIC = (
    "media:startserviceintent airline:changeseatassignment insurance:getproofofinsurance fastfood:orderpizzaintent "
    "fastfood:orderdrinkintent airline:getboardingpass insurance:checkclaimstatus finance:reportlostcard airline:getseatinfo "
    "airline:bookflight software:expensereport fastfood:orderburgerintent finance:checkbalance fastfood:ordersaladintent "
    "finance:transfermoney software:softwareupdate software:checkserverstatus finance:replacecard finance:closeaccount "
    "finance:getroutingnumber fastfood:orderdessertintent"
).split()
BITEXT = {
    "cancel_order": "cancel_order",
    "change_order": "change_order",
    "change_shipping_address": "change_address",
    "track_order": "wismo.status",
    "track_refund": "refund.status",
    "get_refund": "refund.request",
    "contact_human_agent": "talk_to_a_person",
    **dict.fromkeys(
        "review check_invoice get_invoice create_account edit_account delete_account switch_account recover_password "
        "registration_problems delivery_options payment_issue check_payment_methods place_order newsletter_subscription "
        "check_cancellation_fee".split(),
        "other.question",
    ),
}


def _clinc(intent):
    return CLINC.get(intent) or (None if intent in CLINC_LEFT_OUT else "other.off_topic")


def _banking(intent):
    if intent in BANKING_QUESTIONS:
        return "other.question"
    return "other.off_topic" if intent in BANKING_OFF_TOPIC else None


def _multidogo(intent):
    return "other.off_topic" if intent in MULTIDOGO_OFF_TOPIC else MULTIDOGO.get(intent.split(":")[-1])


SOURCES = {
    "clinc150-trainval.jsonl": _clinc,
    "banking77-trainval.jsonl": _banking,
    "multidogo-negatives.jsonl": _multidogo,
    "bitext.jsonl": BITEXT.get,
}


def read_others(folder, labels, weight):
    """For each source its examples, by file; rows of a test split stay out."""
    numbers = {label: number for number, label in enumerate(labels)}
    sources = []
    for name, label_of in SOURCES.items():
        rows = map(json.loads, (Path(folder) / name).read_text(encoding="utf-8").splitlines())
        labelled = ((row["text"].strip(), label_of(row["orig_intent"])) for row in rows if row.get("split") != "test")
        kept = dict.fromkeys((text, label) for text, label in labelled if text and label)
        sources.append([Example(text, "en", (numbers[label],), weight) for text, label in kept])
    return sources


def sampled(sources, rows, random):
    """At most `rows` examples, as many of each source and in each source of each label as there are."""
    share = rows // max(1, len(sources))
    return [example for source in sources for example in _balanced(source, share, random)]


def _balanced(source, share, random):
    by_label = {}
    for example in random.sample(source, len(source)):
        by_label.setdefault(example.labels, []).append(example)
    taken = []
    while len(taken) < share and any(by_label.values()):
        for examples in by_label.values():
            if examples and len(taken) < share:
                taken.append(examples.pop())
    return taken
