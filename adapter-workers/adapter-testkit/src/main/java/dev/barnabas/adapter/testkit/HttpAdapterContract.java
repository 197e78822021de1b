package dev.barnabas.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.http.RetryAfter;
import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What an adapter over HTTP keeps besides, against the provider emulator and its ledger: its
 * bounds, and a name for every fault of the emulator.
 */
public abstract class HttpAdapterContract extends BoundedAdapterContract {
  /** Enough for a cleaner's thread to run in between. */
  private static final int COLLECTIONS = 10;

  private static final String HELD_MODEL = "held-model";

  /** Faults whose answer does not come: such a call is given less time. */
  private static final Set<FaultKind> ENDLESSLY_SLOW =
      Set.of(FaultKind.HANG, FaultKind.HOLD, FaultKind.DRIP, FaultKind.KEEP_ALIVES);

  /** The kind that a fault of the emulator becomes; empty for one that must be answered. */
  protected Optional<FailureKind> expected(FaultKind fault) {
    return FaultTable.expected(fault, streamed());
  }

  @TestFactory
  final Stream<DynamicTest> namesEveryFaultOfAProviderWithOneCall() {
    return Arrays.stream(FaultKind.values())
        .filter(fault -> fault != FaultKind.NONE)
        .map(fault ->
            DynamicTest.dynamicTest(
                fault.wireName(), () -> checkFault(fault, expected(fault).orElse(null))));
  }

  private void checkFault(FaultKind fault, @Nullable FailureKind expected) {
    long before = callsSeen();
    ModelCall call = callThatMeets(fault);

    ModelOutcome outcome = infer(settings(), call);

    if (expected == null) {
      assertThat(outcome).isInstanceOf(ModelAnswer.class);
    } else {
      assertThat(outcome).isInstanceOf(ModelFailure.class);
      assertThat(((ModelFailure) outcome).kind()).isEqualTo(expected);
    }
    assertThat(callsSeen() - before).as("HTTP calls").isEqualTo(1);
    assertNoBillIsDenied(outcome, call);
    note("fault-" + fault.wireName(), seen(outcome));
  }

  private static String seen(ModelOutcome outcome) {
    return switch (outcome) {
      case ModelAnswer answer -> "answered, `" + answer.finishReason().word() + "`";
      case ModelFailure failure -> failure.kind() + ", `" + failure.providerCode() + "`";
    };
  }

  /** Every fault has a model name but HOLD, which lasts until its rule is taken away. */
  private ModelCall callThatMeets(FaultKind fault) {
    if (fault == FaultKind.HOLD) {
      emulator()
          .faults()
          .put(new FaultRule("held", null, HELD_MODEL, Fault.of(fault), 1, null, null));
    }
    String model = fault == FaultKind.HOLD ? HELD_MODEL : "fault-" + fault.wireName();
    ModelCall call = Calls.plain(model);
    return ENDLESSLY_SLOW.contains(fault) ? Calls.withTimeout(call, Duration.ofMillis(900)) : call;
  }

  /** A failure may leave open whether it is billed; it must not say NO of a call that is. */
  private void assertNoBillIsDenied(ModelOutcome outcome, ModelCall call) {
    if (outcome instanceof ModelFailure failure) {
      BilledByProvider said =
          failure.billedByProvider() == null
              ? failure.kind().billedByProvider()
              : failure.billedByProvider();
      assertThat(emulator().awaitIdle(Duration.ofSeconds(10))).isTrue();
      boolean billed = seen(call).billed();
      assertThat(billed && said == BilledByProvider.NO).as("billed but said NO").isFalse();
    }
  }

  @Test
  final void readsRetryAfterInEveryForm() {
    assertThat(retryAfter("fault-429-after-7s")).isEqualTo(Duration.ofSeconds(7));
    assertThat(retryAfter("fault-429-date"))
        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
    assertThat(retryAfter("fault-429-bare")).isNull();
    assertThat(retryAfter("fault-429-absurd")).isEqualTo(RetryAfter.MAX);
  }

  private @Nullable Duration retryAfter(String model) {
    return ((ModelFailure) infer(settings(), Calls.plain(model))).retryAfter();
  }

  @Test
  final void sendsItsIdsAndTraceAndNothingElseOfOurs() {
    ModelCall call = Calls.plain(plainModel());

    answer(call);

    LedgerCall seen = seen(call);
    assertThat(seen.received().attemptId()).isEqualTo(call.attemptId());
    assertThat(seen.received().callId()).isEqualTo(call.callId());
    assertThat(wire())
        .contains("traceparent: " + call.traceparent())
        .doesNotContainIgnoringCase("x-stainless")
        .doesNotContain("test-key");
  }

  @Test
  final void reportsTheUsageThatTheProviderBills() {
    for (String model :
        List.of("emulator-fast", "emulator-cached", "emulator-reasoning", "fault-refusal")) {
      ModelCall call = Calls.plain(model);

      TokenUsage usage = answer(call).usage();

      assertThat(emulator().awaitIdle(Duration.ofSeconds(10))).isTrue();
      var billed = seen(call).usage();
      assertThat(usage.inputTokens()).as(model).isEqualTo(billed.inputTokens());
      assertThat(usage.outputTokens()).as(model).isEqualTo(billed.outputTokens());
      assertThat(usage.cachedInputTokens()).as(model).isEqualTo(billed.cachedInputTokens());
    }
  }

  @Test
  final void knowsThatAProviderThatIsNotThereBillsNothing() throws IOException {
    URI nobody;
    try (Emulator gone = Emulator.start(EmulatorOptions.defaults())) {
      nobody = gone.baseUri();
    }
    AdapterSettings settings = AdapterSettings.of("alpha", nobody, () -> "k").withLimits(LIMITS);

    ModelFailure failure = (ModelFailure) infer(settings, Calls.plain(plainModel()));

    assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
    assertThat(failure.billedByProvider()).isEqualTo(BilledByProvider.NO);
  }

  @Test
  final void readsAnEndpointWithAndWithoutItsVersion() {
    for (String suffix : List.of("", "/", "/v1", "/v1/", "/p/beta", "/p/beta/v1")) {
      URI endpoint = URI.create(emulator().baseUri() + suffix);
      AdapterSettings settings =
          AdapterSettings.of("alpha", endpoint, () -> "k").withLimits(LIMITS);

      assertThat(infer(settings, Calls.plain(plainModel())))
          .as(suffix)
          .isInstanceOf(ModelAnswer.class);
    }
  }

  @Test
  final void usesAChangedKeyAtTheNextCall() {
    AtomicReference<String> key = new AtomicReference<>("invalid");
    AdapterSettings settings =
        AdapterSettings.of("alpha", emulator().baseUri(), key::get).withLimits(LIMITS);
    try (ModelAdapter adapter = adapter(settings)) {
      ModelOutcome refused = adapter.infer(Calls.plain(plainModel()));
      HealthStatus unwell = adapter.healthCheck();
      key.set("good");

      assertThat(((ModelFailure) refused).kind()).isEqualTo(FailureKind.AUTHENTICATION_FAILED);
      assertThat(unwell).isInstanceOf(HealthStatus.Unavailable.class);
      assertThat(adapter.infer(Calls.plain(plainModel()))).isInstanceOf(ModelAnswer.class);
    }
  }

  /** An SDK closes the transport of a client that nobody holds any more; all keys share ours. */
  @Test
  final void keepsItsTransportWhenTheClientOfAnEarlierKeyIsCollected() {
    AtomicReference<String> key = new AtomicReference<>("first");
    AdapterSettings settings =
        AdapterSettings.of("alpha", emulator().baseUri(), key::get).withLimits(LIMITS);
    try (ModelAdapter adapter = adapter(settings)) {
      adapter.infer(Calls.plain(plainModel()));
      key.set("second");
      adapter.infer(Calls.plain(plainModel()));

      for (int round = 0; round < COLLECTIONS; round++) {
        System.gc();
        assertThat(adapter.infer(Calls.plain(plainModel())))
            .as("call %d after a collection", round)
            .isInstanceOf(ModelAnswer.class);
      }
    }
  }

  @Test
  final void keepsItsTransportWhenManyFirstCallsCameAtOnce()
      throws InterruptedException, ExecutionException {
    try (ModelAdapter adapter = adapter(settings().withLimits(CallLimits.DEFAULT));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ModelOutcome>> first = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        first.add(threads.submit(() -> adapter.infer(Calls.plain(plainModel()))));
      }
      for (Future<ModelOutcome> one : first) {
        assertThat(one.get()).isInstanceOf(ModelAnswer.class);
      }

      for (int round = 0; round < COLLECTIONS; round++) {
        System.gc();
        assertThat(adapter.infer(Calls.plain(plainModel())))
            .as("call %d after a collection", round)
            .isInstanceOf(ModelAnswer.class);
      }
    }
  }

  @Test
  final void makesNoCallWithoutAKey() {
    AdapterSettings settings =
        AdapterSettings.of(
            "alpha",
            emulator().baseUri(),
            () -> {
              throw new UncheckedIOException(new IOException("the key's file is gone"));
            });

    ModelFailure failure = (ModelFailure) infer(settings, Calls.plain(plainModel()));

    assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION_FAILED);
    assertThat(callsSeen()).isZero();
  }

  @Test
  final void servesManyThreadsWithOneCallEach() throws InterruptedException, ExecutionException {
    int calls = 60;
    List<Future<ModelOutcome>> running = new ArrayList<>();
    try (ModelAdapter adapter = adapter(settings().withLimits(CallLimits.DEFAULT));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < calls; i++) {
        ModelCall call = Calls.plain("emulator-steady");
        running.add(threads.submit(() -> adapter.infer(call)));
      }
      for (Future<ModelOutcome> one : running) {
        assertThat(one.get()).isInstanceOf(ModelAnswer.class);
      }
    }

    Set<String> ids =
        inferences().stream()
            .map(call -> String.valueOf(call.received().callId()))
            .collect(Collectors.toSet());
    assertThat(callsSeen()).isEqualTo(calls);
    assertThat(ids).hasSize(calls);
  }
}
