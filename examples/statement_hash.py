#!/usr/bin/env python3
"""Hash and totals of a statement, from an export of the month. Uses nothing of Barnabas.

./barnabas export --month 2026-11 --format cloudevents | python3 examples/statement_hash.py acme 2026-11
"""

import hashlib
import json
import sys
from collections import defaultdict
from decimal import Context, Decimal, Inexact, setcontext

EVENT = (
    "eventId kind chargePeriod correctsEventId correlationId callId partnerId requestModel serviceTier lane variant"
    " costCentre userRef outcome currency priceBookVersion providerCost tenantCharge tokensCharged unpricedCalls"
    " occurredAt recordedAt"
).split()
LINE = "meter quantity measure unitPrice cost".split()


def field(value):
    if value is None:
        return "\\N"
    text = str(value)
    for raw, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return text


def main():
    tenant, month = sys.argv[1:]
    setcontext(Context(prec=60, traps=[Inexact]))
    sha256 = hashlib.sha256()

    def line(*fields):
        sha256.update(("\t".join(map(field, fields)) + "\n").encode())

    line("barnabas-statement-1")
    line("tenant", tenant)
    line("month", month)
    events = 0
    cost = defaultdict(Decimal)
    charge = defaultdict(Decimal)
    for text in sys.stdin:
        event = json.loads(text)["data"]
        if event["tenantId"] != tenant:
            continue
        events += 1
        line("event", *(event[name] for name in EVENT))
        for part in event["lines"]:
            line("line", *(part[name] for name in LINE))
        cost[event["currency"]] += Decimal(event["providerCost"] or 0)
        charge[event["currency"]] += Decimal(event["tenantCharge"] or 0)
    for currency in sorted(cost):
        print(f"{events} events, cost {cost[currency]:f} {currency}, charge {charge[currency]:f} {currency}")
    print("sha256", sha256.hexdigest())


if __name__ == "__main__":
    main()
