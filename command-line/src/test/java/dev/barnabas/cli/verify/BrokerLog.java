package dev.barnabas.cli.verify;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.Amount;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.ConfigurationContent;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.Tick;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import dev.barnabas.schemas.WindowBalance;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.DeadLetters;
import dev.barnabas.topics.RequestFingerprint;
import dev.barnabas.topics.SourceCoordinates;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes the records of a sound run: each with the next offset a millisecond later, decisions and
 * usage events counted per partition, balances carried on.
 */
final class BrokerLog {
  private static final String CONFIGURATION =
      """
      partners:
        - {id: alpha, adapter: openai, endpoint: "http://127.0.0.1:9/p/alpha/v1", models: {fast: alpha-1}}
        - {id: beta, adapter: openai, endpoint: "http://127.0.0.1:9/p/beta/v1", models: {fast: beta-1}}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [beta], deadline: 60s, cost_per_token: 0.001}
      tenants: {tenant-a: {}, tenant-b: {}}
      quotas:
        default: {tokens_per_month: 1000000, requests_per_minute: 100000}
      """;

  final TopicCopy topics = new TopicCopy();
  final List<String> ledger = new ArrayList<>();
  private final Configuration configuration =
      ConfigurationLoader.parse(CONFIGURATION, LoadContext.ofProcess().asUnderUp().withoutKeys())
          .orElseThrow();
  private final String sha256 = configuration.sha256();
  private final Map<Integer, Long> decisions = new HashMap<>();
  private final Map<Integer, Long> usageEvents = new HashMap<>();
  private final Map<String, Integer> eventsOfCall = new HashMap<>();
  private final Map<String, String> lastEventOfCall = new HashMap<>();
  private final Map<WindowKey, long[]> balances = new HashMap<>();
  private final Map<RequestId, String> minutes = new HashMap<>();
  private final DeadLetters deadLetters = new DeadLetters("broker-app");
  private Instant now = World.START;
  private final Map<String, Long> ledgerSeqs = new HashMap<>();

  BrokerLog() {
    topics.append(
        topics.names.configuration(),
        0,
        sha256,
        now,
        new ConfigurationContent(sha256, configuration.canonicalJson(), now));
  }

  /** The time of the last record. */
  Instant now() {
    return now;
  }

  /** Lets time pass, with a tick every second. */
  void until(Instant later) {
    while (now.plusSeconds(1).isBefore(later)) {
      now = now.plusSeconds(1);
      tick();
    }
    now = later;
  }

  void letter(Coordinates at, byte[] value, DeadLetterReason reason) {
    var source = new SourceCoordinates(at.topic(), at.partition(), at.offset(), now);
    topics.append(
        topics.names.deadLetter(),
        0,
        "x",
        step(),
        deadLetters.of(
            source,
            Optional.empty(),
            reason,
            null,
            "value",
            null,
            value,
            new RecordHeaders(),
            now));
  }

  void admit(World.Asked asked) {
    decide(asked, DecisionKind.ADMITTED, UnaryOperator.identity());
  }

  void hold(World.Asked asked, DecisionKind kind, long after, long change) {
    List<WindowBalance> windows =
        List.of(
            balance(asked, "tokens_per_month", "2026-11", World.LIMIT, 0, change),
            balance(
                asked,
                "requests_per_minute",
                minute(asked),
                100_000,
                0,
                kind == DecisionKind.HELD ? 1 : 0));
    decide(
        asked, kind, d -> d.setHoldTokens(after).setHoldMoney(money(after)).setBalances(windows));
  }

  void settle(World.Asked asked, long held, long charge) {
    List<WindowBalance> windows =
        List.of(
            balance(asked, "tokens_per_month", "2026-11", World.LIMIT, charge, -held),
            balance(asked, "requests_per_minute", minute(asked), 100_000, 1, -1));
    decide(
        asked,
        DecisionKind.SETTLED,
        d ->
            d.setHoldTokens(held)
                .setHoldMoney(money(held))
                .setChargedTokens(charge)
                .setChargedMoney(money(charge))
                .setBalances(windows));
  }

  /** A settled charge became another one, in the windows of the hold. */
  void correct(World.Asked asked, long held, long before, long charge) {
    List<WindowBalance> windows =
        List.of(
            balance(asked, "tokens_per_month", "2026-11", World.LIMIT, charge - before, 0),
            balance(asked, "requests_per_minute", minute(asked), 100_000, 0, 0));
    decide(
        asked,
        DecisionKind.CORRECTED,
        d ->
            d.setHoldTokens(held)
                .setHoldMoney(money(held))
                .setChargedTokens(charge)
                .setChargedMoney(money(charge))
                .setBalances(windows));
  }

  private String minute(World.Asked asked) {
    return minutes.computeIfAbsent(asked.id(), _ -> now.toString().substring(0, 16));
  }

  private WindowBalance balance(
      World.Asked asked, String limit, String window, long most, long settled, long reserved) {
    WindowKey key = new WindowKey(asked.id().tenantId(), "tenant", limit, window);
    long[] held = balances.computeIfAbsent(key, _ -> new long[2]);
    held[0] += settled;
    held[1] += reserved;
    return new WindowBalance("tenant", limit, window, exact(most), exact(held[0]), exact(held[1]));
  }

  void dispatch(World.Asked asked, int attempt, String partner) {
    WorkItem item =
        WorkItem.newBuilder()
            .setAttemptId(asked.attempt(attempt))
            .setHomePartition(asked.home())
            .setPartnerId(partner)
            .setModel(partner + "-1")
            .setMessages(
                List.of(
                    Message.newBuilder()
                        .setRole("user")
                        .setContent("Write to <EMAIL_1> about the engine.")
                        .build()))
            .setMaxOutputTokens(100)
            .setDeadline(asked.deadline())
            .setLane("REALTIME")
            .setFlow("f10w")
            .setPolicyVersion(1)
            .setConfigurationVersion(1)
            .setDispatchedAt(now)
            .build();
    topics.append(topics.names.work(partner), 0, item.getAttemptId(), step(), item);
    decide(
        asked,
        DecisionKind.DISPATCHED,
        d -> d.setAttempt(attempt).setAttemptId(asked.attempt(attempt)).setPartnerId(partner));
  }

  void start(World.Asked asked, int number, String partner) {
    topics.append(
        topics.names.outcomes(),
        asked.home(),
        asked.id().tenantId(),
        step(),
        new CallStarted(
            asked.attempt(number),
            asked.call(number),
            asked.home(),
            partner,
            0,
            now,
            20_000L,
            "worker-1"));
    long seq = ledgerSeqs.size() + 1L;
    ledgerSeqs.put(asked.call(number), seq);
    ledger.add(
        """
        {"event":"RECEIVED","callSeq":%d,"kind":"INFERENCE","provider":"%s","attempt":"%s","call":"%s"}\
        """
            .formatted(seq, partner, asked.attempt(number), asked.call(number)));
  }

  void end(World.Asked asked, int number, String partner, String outcome, long in, long out) {
    boolean success = outcome.equals("SUCCESS");
    topics.append(
        topics.names.outcomes(),
        asked.home(),
        asked.id().tenantId(),
        step(),
        CallEnded.newBuilder()
            .setAttemptId(asked.attempt(number))
            .setCallId(asked.call(number))
            .setHomePartition(asked.home())
            .setPartnerId(partner)
            .setOutcome(outcome)
            .setContent(success ? "The engine, <EMAIL_1>." : null)
            .setHttpStatus(success ? 200 : 503)
            .setUsage(
                success ? Usage.newBuilder().setInputTokens(in).setOutputTokens(out).build() : null)
            .setBilledByProvider(success ? "YES" : "NO")
            .setStartedAt(now)
            .setEndedAt(now)
            .setWorkerId("worker-1")
            .build());
    long seq = ledgerSeqs.getOrDefault(asked.call(number), 0L);
    ledger.add(
        """
        {"event":"ENDED","callSeq":%d,"status":%d,"fault":"%s","billed":%b,"usage":{"inputTokens":%d,"outputTokens":%d,"cachedInputTokens":0,"reasoningTokens":0}}\
        """
            .formatted(seq, success ? 200 : 503, success ? "none" : "503", success, in, out));
  }

  void fail(World.Asked asked, int number, String partner, String kind) {
    topics.append(
        topics.names.fallback(),
        asked.home(),
        asked.id().tenantId(),
        step(),
        FailedAttempt.newBuilder()
            .setAttemptId(asked.attempt(number))
            .setHomePartition(asked.home())
            .setPartnerId(partner)
            .setKind(kind)
            .setCalls(1)
            .setFailedAt(now)
            .setWorkerId("worker-1")
            .build());
  }

  void event(
      World.Asked asked,
      int number,
      String partner,
      UsageKind kind,
      String outcome,
      long in,
      long out,
      long charge) {
    String call = asked.call(number);
    int seq = eventsOfCall.merge(call, 1, Integer::sum) - 1;
    boolean known = in + out > 0;
    UsageEvent event =
        UsageEvent.newBuilder()
            .setEventId(id(asked, call, kind, seq))
            .setKind(kind)
            .setSeq(seq)
            .setCorrectsEventId(kind == UsageKind.USAGE ? null : lastEventOfCall.get(call))
            .setTenantId(asked.id().tenantId())
            .setCorrelationId(asked.id().correlationId())
            .setAttempt(number)
            .setAttemptId(asked.attempt(number))
            .setCallId(call)
            .setPartnerId(partner)
            .setRoute("fast")
            .setLane("REALTIME")
            .setRequestModel(partner + "-1")
            .setLines(known ? List.of(line("input", in), line("output", out)) : List.of())
            .setCurrency("USD")
            .setConfigSha256(sha256)
            .setTenantCharge(money(charge))
            .setTokensCharged(charge)
            .setBilledByProvider(
                known ? Billed.YES : outcome.equals("UNKNOWN") ? Billed.UNKNOWN : Billed.NO)
            .setChargedToTenant(charge != 0)
            .setOutcome(outcome)
            .setChargePeriod("2026-11")
            .setWriterId("broker-app-" + asked.home())
            .setWriterSeq(usageEvents.merge(asked.home(), 1L, Long::sum) - 1)
            .setOccurredAt(now)
            .setRecordedAt(now)
            .build();
    lastEventOfCall.put(call, event.getEventId());
    topics.append(topics.names.metering(), asked.home(), asked.id().tenantId(), step(), event);
    decide(asked, DecisionKind.METERED, d -> d.setCallId(call).setEventId(event.getEventId()));
  }

  private static String id(World.Asked asked, String call, UsageKind kind, int seq) {
    return EventId.of(asked.id().tenantId(), asked.id().correlationId(), call, kind.name(), seq);
  }

  void respond(World.Asked asked, TerminalStatus status, long tokens) {
    boolean routed = status != TerminalStatus.REJECTED;
    topics.append(
        topics.names.responses(),
        asked.home(),
        asked.id().correlationId(),
        step(),
        InferenceResponse.newBuilder()
            .setCorrelationId(asked.id().correlationId())
            .setTenantId(asked.id().tenantId())
            .setStatus(status)
            .setContent(
                status == TerminalStatus.COMPLETED ? "The engine, " + World.EMAIL + "." : null)
            .setTokensUsed(tokens)
            .setCost(
                routed
                    ? Amount.newBuilder().setAmount(money(tokens)).setCurrency("USD").build()
                    : null)
            .setRequestFingerprint(RequestFingerprint.of(asked.request()))
            .setMetadata(asked.request().getMetadata())
            .setCompletedAt(now)
            .build());
    decide(asked, DecisionKind.ENDED, d -> d.setStatus(status.name()));
  }

  void decide(World.Asked asked, DecisionKind kind, UnaryOperator<Decision.Builder> change) {
    Decision.Builder decision =
        Decision.newBuilder()
            .setSeq(decisions.merge(asked.home(), 1L, Long::sum) - 1)
            .setKind(kind.name())
            .setTenantId(asked.id().tenantId())
            .setCorrelationId(asked.id().correlationId())
            .setNow(now)
            .setConfigurationVersion(1)
            .setConfigSha256(sha256)
            .setRoute("fast")
            .setDeadline(asked.deadline());
    boolean caused =
        kind == DecisionKind.ADMITTED
            || kind == DecisionKind.DUPLICATE
            || kind == DecisionKind.CONFLICT
            || (kind == DecisionKind.ENDED && asked.request().getModelId().startsWith("no-such"));
    if (caused) {
      decision
          .setSourceTopic(asked.at().topic())
          .setSourcePartition(asked.at().partition())
          .setSourceOffset(asked.at().offset())
          .setSourceAppendedAt(asked.appendedAt());
    }
    topics.append(
        topics.names.decisions(),
        asked.home(),
        asked.id().tenantId(),
        step(),
        change.apply(decision).build());
  }

  static Decision.Builder first(Decision.Builder decision, World.Asked first) {
    return decision
        .setFirstTopic(first.at().topic())
        .setFirstPartition(first.at().partition())
        .setFirstOffset(first.at().offset());
  }

  Instant step() {
    now = now.plusMillis(1);
    return now;
  }

  private static UsageLine line(String meter, long quantity) {
    return new UsageLine(meter, exact(quantity), "PROVIDER_REPORTED", null, null, null, null);
  }

  private static BigDecimal money(long tokens) {
    return BigDecimal.valueOf(tokens, 3).setScale(18);
  }

  private static BigDecimal exact(long value) {
    return BigDecimal.valueOf(value).setScale(18);
  }

  void tick() {
    for (int partition = 0; partition < 2; partition++) {
      Tick tick = new Tick(partition, now, "broker-app");
      topics.append(topics.names.outcomes(), partition, "tick", step(), tick);
      topics.append(topics.names.fallback(), partition, "tick", step(), tick);
    }
  }
}
