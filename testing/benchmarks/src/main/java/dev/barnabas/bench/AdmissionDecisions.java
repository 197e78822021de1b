package dev.barnabas.bench;

import dev.barnabas.broker.admission.Admission;
import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.Redacting;
import dev.barnabas.broker.app.BoxedSeal;
import dev.barnabas.broker.app.ContentKeys;
import dev.barnabas.broker.policy.ConfiguredPolicies;
import dev.barnabas.broker.policy.RedactionPolicies;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Fingerprints;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.redaction.RedactionEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Decisions of admission in a second on one core, and the bytes each allocates: from a parsed
 * request of a kilobyte to the state written, so validation, fingerprint, routing, redaction, holds
 * in five windows, sealing and the state codec; without Kafka and without a store.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AdmissionDecisions {
  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final String PROMPT =
      "Order 4711 of jane.doe@example.com is late; call +1 212 555 0142. What do we write to her? "
          + "The customer has been with us for years and never complained. ".repeat(15);
  private static final String CONFIGURATION =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: m}, max_unfinished_per_tenant: 100000, pii: {enabled: PII}}
      prices:
        - {partner: alpha, model: m, input: 3, output: 15}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [], max_output_tokens: 100, cost_per_token: 0.00002}
      quotas:
        default: {requests_per_minute: 1000000000, tokens_per_minute: 1000000000000, tokens_per_day: 1000000000000, tokens_per_month: QUOTA, money_per_month: 1000000000}
      """;

  /** Whether the prompt is redacted, by the policy of a partner that says nothing. */
  @Param({"false", "true"})
  public String redacted = "";

  private final BytesState state = new BytesState();
  private Admission admission;
  private Admission withoutRoom;
  private InboundRequest known;
  private long offset;

  public AdmissionDecisions() {
    this.admission = admission("true", "1");
    this.withoutRoom = admission;
    this.known = request("known");
  }

  /** JMH's own options, after ours: one fork, allocation measured. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(AdmissionDecisions.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xmx2g", "-XX:+UseSerialGC")
                .build())
        .run();
  }

  /** Compiles the policies; nothing of it is measured. */
  @Setup(Level.Trial)
  public void policies() {
    admission = admission(redacted, "1000000000000");
    withoutRoom = admission(redacted, "1");
  }

  /** Keeps the memory bounded. */
  @Setup(Level.Iteration)
  public void empty() {
    state.clear();
    decide(admission, known);
  }

  /** A request that is admitted and dispatched. */
  @Benchmark
  public Unit admitted() {
    return decide(admission, request("r" + offset));
  }

  /** A request that is larger than its month: refused before it is redacted. */
  @Benchmark
  public Unit overQuota() {
    return decide(withoutRoom, request("q" + offset));
  }

  /** A request that came before. */
  @Benchmark
  public Unit repeated() {
    return decide(admission, known);
  }

  private Unit decide(Admission by, InboundRequest request) {
    Instant now = START.plusMillis(offset / 1_000);
    Unit unit = new Unit(state, now);
    by.decide(unit, request, new Coordinates("inference.requests", 0, offset++, now));
    unit.write();
    return unit;
  }

  private static InboundRequest request(String id) {
    return new InboundRequest(
        new RequestKey("acme", id),
        "user-1",
        "fast",
        PROMPT,
        List.of(),
        List.of(),
        null,
        new Sampling(null, null, null, List.of(), null, Map.of()),
        Lane.REALTIME,
        null,
        null,
        null,
        null,
        Map.of(),
        new Fingerprints("1", "fingerprint of " + id, _ -> Optional.empty()),
        null,
        PROMPT.length());
  }

  private static Admission admission(String redacted, String quota) {
    var configuration =
        ConfigurationLoader.parse(
                CONFIGURATION.replace("PII", redacted).replace("QUOTA", quota),
                LoadContext.ofProcess().asUnderUp().withoutKeys())
            .orElseThrow();
    RedactionEngine engine = RedactionEngine.create();
    TenantKeys keys = new TenantKeys(new byte[32]);
    var policies =
        new ConfiguredPolicies(
            1, configuration, new RedactionPolicies(engine.compiler(new byte[32])));
    return new Admission(
        new DecisionContext(
            policies,
            keys,
            new BoxedSeal(ContentKeys.of(keys)),
            new Redacting(engine),
            partner -> true));
  }
}
