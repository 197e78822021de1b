package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.AdapterCatalogue;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.configuration.Partner;
import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.WorkItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a worker makes of every fault that a provider plays: one item each, over real HTTP, with
 * everything that stands between the item and the provider. Waits of the worker pass by a clock of
 * its own.
 */
class EveryFaultIT {

  /** Only rules play these. */
  private static final Set<FaultKind> NOT_BY_NAME = EnumSet.of(FaultKind.NONE, FaultKind.HOLD);

  /**
   * By fault: how the item ends, HTTP calls, of them failed for the breaker, whether the key is
   * parked, whether the partner is paused, whether the calls in flight are fewer. An answer that
   * was filtered or cut off is an answer with a finish reason that says so.
   */
  private static final String EXPECTED =
      """
      400 REQUEST_INVALID 1 0 - - -
      401 AUTHENTICATION_FAILED 1 1 parked - -
      403 AUTHENTICATION_FAILED 1 1 parked - -
      404 MODEL_NOT_FOUND 1 0 - - -
      413 CONTEXT_TOO_LONG 1 0 - - -
      422 REQUEST_INVALID 1 0 - - -
      429-absurd RATE_LIMITED 3 0 - paused fewer
      429-after RATE_LIMITED 3 0 - paused fewer
      429-bare RATE_LIMITED 3 0 - - fewer
      429-date RATE_LIMITED 3 0 - paused fewer
      500 PROVIDER_UNAVAILABLE 3 3 - - fewer
      502 PROVIDER_UNAVAILABLE 3 3 - - fewer
      503 PROVIDER_UNAVAILABLE 3 3 - - fewer
      504 PROVIDER_UNAVAILABLE 3 3 - - fewer
      529 PROVIDER_UNAVAILABLE 3 3 - - fewer
      content-filter SUCCESS 1 0 - - -
      context-length CONTEXT_TOO_LONG 1 0 - - -
      contract-violation CONTRACT_VIOLATED 1 0 - - -
      credit-exhausted SPEND_LIMIT 1 0 parked - -
      cut-off SUCCESS 1 0 - - -
      drip TIMED_OUT 1 1 - - fewer
      empty PROVIDER_UNAVAILABLE 3 3 - - fewer
      endless OUTPUT_CUT_OFF 1 0 - - -
      envelope-violation CONTRACT_VIOLATED 1 0 - - -
      error-after-200 PROVIDER_UNAVAILABLE 3 3 - - fewer
      flaky SUCCESS 3 2 - - fewer
      hang TIMED_OUT 1 1 - - fewer
      huge RESPONSE_TOO_LARGE 1 0 - - -
      ignores-cap OUTPUT_CUT_OFF 1 0 - - -
      keep-alives TIMED_OUT 1 1 - - fewer
      malformed PROVIDER_UNAVAILABLE 3 3 - - fewer
      new-model-version SUCCESS 1 0 - - -
      no-end PROVIDER_UNAVAILABLE 3 3 - - fewer
      no-usage SUCCESS 1 0 - - -
      refusal SUCCESS 1 0 - - -
      reset PROVIDER_UNAVAILABLE 3 3 - - fewer
      reset-early PROVIDER_UNAVAILABLE 3 3 - - fewer
      spend-limit SPEND_LIMIT 1 0 parked - -
      stall TIMED_OUT 1 1 - - fewer
      truncated PROVIDER_UNAVAILABLE 3 3 - - fewer
      unstreamed SUCCESS 1 0 - - -
      wrong-content-type PROVIDER_UNAVAILABLE 3 3 - - fewer
      """;

  private static Emulator emulator;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults());
    // The first call loads classes, which may take longer than a call may.
    var _ = line(FaultKind.NO_USAGE.wireName());
  }

  @AfterAll
  static void stop() throws IOException {
    emulator.close();
  }

  @Test
  void endsEveryFaultInTheRightThing() {
    String seen =
        Arrays.stream(FaultKind.values())
            .filter(kind -> !NOT_BY_NAME.contains(kind))
            .map(FaultKind::wireName)
            .sorted()
            .map(EveryFaultIT::line)
            .collect(Collectors.joining());

    assertThat(seen).isEqualTo(EXPECTED);
  }

  private static String line(String fault) {
    WorkBench bench = new WorkBench();
    LoadOutcome.Loaded loaded = configuration(fault);
    Partner partner = loaded.configuration().partner("alpha").orElseThrow();
    PartnerAdapters adapters =
        new PartnerAdapters(AdapterCatalogue.load(), loaded::secrets, bench.clock);
    try (ModelAdapter provider = adapters.create(PartnerAdapters.Inputs.of(partner, 200_000))) {
      PartnerSetup setup = bench.setup(provider, partner);
      var _ = bench.handler(setup).handle(bench.record(item(fault)), WorkBench.GRANTED);
      PartnerGates gates = setup.gates();
      return "%s %s %d %s %s %s %s%n"
          .formatted(
              fault,
              end(bench),
              bench.sink.records(WorkBench.NAMES.outcomes(), CallEnded.class).size(),
              gates.standing().breaker().numbers().get("failedCalls"),
              gates.standing().key().barred() == null ? "-" : "parked",
              gates.rate().pausedUntil().isAfter(bench.clock.instant()) ? "paused" : "-",
              gates.concurrency().limit() < partner.maxConcurrency() ? "fewer" : "-");
    }
  }

  private static String end(WorkBench bench) {
    List<FailedAttempt> failed =
        bench.sink.records(WorkBench.NAMES.fallback(), FailedAttempt.class);
    return failed.isEmpty()
        ? bench.sink.records(WorkBench.NAMES.outcomes(), CallEnded.class).getLast().getOutcome()
        : failed.getFirst().getKind();
  }

  private static WorkItem item(String fault) {
    return WorkBench.item()
        .setModel("fault-" + fault)
        .setDeadline(ManualClock.START.plus(Duration.ofDays(1)))
        .build();
  }

  private static LoadOutcome.Loaded configuration(String fault) {
    return (LoadOutcome.Loaded)
        ConfigurationLoader.parse(
            """
            partners:
              - id: alpha
                adapter: openai
                endpoint: %s/v1
                api_key: key-of-a-test
                models: {chat: model}
                timeout_ms: 4s
                idle_timeout_ms: 2s
                breaker: {window: 100, minimum_calls: 100}
            routing:
              models:
                - {alias: chat, partner: alpha}
            """
                .formatted(emulator.baseUri(fault.replace('.', '-'))),
            LoadContext.ofProcess().asUnderUp());
  }
}
