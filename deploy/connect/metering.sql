-- The table that deploy/connect/metering-to-postgres.json fills: a row per usage event, the columns named as the fields.
-- An eventId that comes again overwrites its own row, so a repeated record adds nothing. Nothing else is ever changed.
create table usage_event (
  "eventId" text primary key,
  "kind" text not null,
  "seq" integer not null,
  "correctsEventId" text,
  "tenantId" text not null,
  "userRef" text,
  "costCentre" text,
  "correlationId" text not null,
  "attempt" integer not null,
  "attemptId" text not null,
  "callId" text not null,
  "partnerId" text not null,
  "route" text not null,
  "variant" text,
  "lane" text not null,
  "requestModel" text not null,
  "modelVersion" text,
  "providerRequestId" text,
  "serviceTier" text,
  "currency" text not null,
  "priceBookVersion" text,
  "configSha256" text not null,
  "providerCost" numeric(38, 18),
  "tenantCharge" numeric(38, 18),
  "tokensCharged" bigint not null,
  "billedByProvider" text not null,
  "chargedToTenant" boolean not null,
  "outcome" text not null,
  "latencyMs" bigint,
  "promptHash" text,
  "responseHash" text,
  "chargePeriod" text not null,
  "rawUsage" text,
  "writerId" text not null,
  "writerSeq" bigint not null,
  "occurredAt" timestamp not null,
  "recordedAt" timestamp not null,
  "unpricedCalls" integer not null,
  "usageAnomalies" text
);

create index on usage_event ("tenantId", "chargePeriod");

-- What a month comes to, as a statement of an open month has it: all events with their signs.
create view usage_month as
select
  "tenantId" as tenant,
  "chargePeriod" as month,
  "currency" as currency,
  count(*) as events,
  sum(case when "callId" = '-' then 0 when "kind" = 'USAGE' then 1 when "kind" = 'REVERSAL' then -1 else 0 end) as calls,
  sum(
    case
      when "kind" = 'ADJUSTMENT' then "unpricedCalls"
      when "callId" = '-' or "providerCost" is not null then 0
      when "kind" = 'USAGE' then 1
      else -1
    end
  ) as unpriced_calls,
  coalesce(sum("providerCost"), 0) as provider_cost,
  coalesce(sum("tenantCharge"), 0) as tenant_charge
from usage_event
group by "tenantId", "chargePeriod", "currency";
