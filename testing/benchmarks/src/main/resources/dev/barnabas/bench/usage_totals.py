#!/usr/bin/env python3
"""Totals of usage events, calculated independently of metering-stream, and compared with its own.

Usage: usage_totals.py TOTALS < EVENTS
  EVENTS  the metering topic, one JSON object a line, duplicates included; amounts are text
  TOTALS  the last record of each key of the totals topic, one JSON object a line

Exits with 0 if every total is the same to the last digit, 1 if not. Uses nothing but Python's standard library.
"""
import json
import sys
from datetime import datetime, timezone
from decimal import Decimal, getcontext

getcontext().prec = 100
ZERO = Decimal(0)


def millis(text):
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return int((moment - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds() * 1000 + 0.5)


def number(text):
    return None if text is None else Decimal(text)


class Sums:
    __slots__ = ("calls", "unknown", "unpriced", "tokens", "cost", "charge", "quantities", "updated")

    def __init__(self):
        self.calls = self.unknown = self.unpriced = self.tokens = 0
        self.cost = self.charge = ZERO
        self.quantities = {}
        self.updated = ""

    def same(self, total):
        return (
            self.calls == total["calls"]
            and self.unknown == total["unknownCalls"]
            and self.unpriced == total["unpricedCalls"]
            and self.tokens == total["tokensCharged"]
            and self.cost == Decimal(total["providerCost"])
            and self.charge == Decimal(total["tenantCharge"])
            and self.quantities == {m: Decimal(q) for m, q in total["quantities"].items()}
            and millis(self.updated) == millis(total["updatedAt"])
        )


def later(one, other):
    """The later of two times; the text of a time without a fraction is a second long, with one longer."""
    if not one:
        return other
    if len(one) == len(other):
        return one if one >= other else other
    return one if millis(one) >= millis(other) else other


def check_lines(event):
    """Every line costs its quantity times its price, and the lines sum to what the provider bills."""
    if event["kind"] != "USAGE" or event["providerCost"] is None:
        return True
    total = ZERO
    for line in event["lines"]:
        cost = Decimal(line["cost"])
        if Decimal(line["quantity"]) * Decimal(line["unitPrice"]) != cost:
            return False
        total += cost
    return total == Decimal(event["providerCost"])


def keys(event):
    occurred, recorded, period = event["occurredAt"], event["recordedAt"], event["chargePeriod"]
    what = (event["costCentre"], event["partnerId"], event["requestModel"], event["lane"], event["variant"], None)
    tenant, tail = event["tenantId"], (period, event["currency"])
    for window, start in (
        ("HOUR", occurred[:13]),
        ("DAY", occurred[:10]),
        ("MONTH", period),
        ("RECORDED_DAY", recorded[:10]),
    ):
        yield (tenant, window, start) + what + tail
    if event["userRef"] is not None:
        yield (tenant, "USER_MONTH", period, None, "-", "-", None, None, event["userRef"]) + tail


def add(event, sums):
    kind, cost = event["kind"], number(event["providerCost"])
    sign = {"USAGE": 1, "REVERSAL": -1, "ADJUSTMENT": 0}[kind]
    calls = sign if event["callId"] != "-" else 0
    unknown = calls if event["outcome"] == "UNKNOWN" else 0
    unpriced = event["unpricedCalls"] if kind == "ADJUSTMENT" else (calls if cost is None else 0)
    charge = number(event["tenantCharge"]) or ZERO
    lines = [(line["meter"], Decimal(line["quantity"])) for line in event["lines"]]
    for key in keys(event):
        total = sums.get(key)
        if total is None:
            total = sums[key] = Sums()
        total.calls += calls
        total.unknown += unknown
        total.unpriced += unpriced
        total.tokens += event["tokensCharged"]
        total.cost += cost or ZERO
        total.charge += charge
        for meter, quantity in lines:
            total.quantities[meter] = total.quantities.get(meter, ZERO) + quantity
        total.updated = later(total.updated, event["recordedAt"])


def key_of(total):
    return tuple(
        total[name]
        for name in (
            "tenantId", "window", "windowStart", "costCentre", "partnerId", "model", "lane", "variant", "userRef",
            "chargePeriod", "currency",
        )
    )


def main():
    sums, seen = {}, set()
    records = wrong_lines = 0
    for text in sys.stdin:
        event = json.loads(text)
        records += 1
        if event["eventId"] in seen:
            continue
        seen.add(event["eventId"])
        wrong_lines += 0 if check_lines(event) else 1
        add(event, sums)
    differences = 0
    with open(sys.argv[1], encoding="utf-8") as totals:
        told = [json.loads(text) for text in totals]
    for total in told:
        expected = sums.pop(key_of(total), None)
        if expected is None or not expected.same(total):
            differences += 1
            if differences <= 5:
                print("DIFFERS", key_of(total), file=sys.stderr)
    for key in list(sums)[:5]:
        print("MISSING", key, file=sys.stderr)
    charged = {}
    for total in told:
        if total["window"] == "MONTH":
            charge, cost = charged.get(total["currency"], (ZERO, ZERO))
            charged[total["currency"]] = (charge + Decimal(total["tenantCharge"]), cost + Decimal(total["providerCost"]))
    print(
        json.dumps(
            {
                "records": records,
                "events": len(seen),
                "duplicates": records - len(seen),
                "linesThatDoNotAddUp": wrong_lines,
                "totals": len(told),
                "differ": differences,
                "missing": len(sums),
                "tenantsAreCharged": {c: str(a[0].normalize()) for c, a in sorted(charged.items())},
                "providersBill": {c: str(a[1].normalize()) for c, a in sorted(charged.items())},
            }
        )
    )
    return 0 if differences == len(sums) == wrong_lines == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
