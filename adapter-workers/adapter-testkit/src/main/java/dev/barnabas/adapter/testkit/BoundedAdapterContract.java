package dev.barnabas.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.UsageMeasure;
import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every bound on a call, and what becomes of an answer that met one. */
abstract class BoundedAdapterContract extends EmulatedAdapterContract {
  private static final String CUT_MODEL = "cut-model";
  private static final int CUTS = 24;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  final void asksForAStreamExactlyWhereItStreams() {
    ModelCall call = Calls.plain(plainModel());

    answer(call);

    assertThat(seen(call).received().stream()).isEqualTo(streamed());
  }

  @Test
  final void cutsAnAnswerThatIgnoresItsCap() {
    ModelCall call = Calls.withMaxOutputTokens(Calls.plain("fault-ignores-cap"), 200);

    ModelOutcome outcome = infer(settings(), call);

    if (streamed()) {
      ModelFailure cut = (ModelFailure) outcome;
      assertThat(cut.providerCode().code()).isEqualTo("token_cap");
      assertThat(used(cut).measure()).isEqualTo(UsageMeasure.ESTIMATED);
      assertThat(used(cut).outputTokens()).isBetween(200L, 800L);
      assertThat(used(cut).inputTokens()).isPositive();
      assertThat(cut.providerRequestId()).isNotBlank();
    } else {
      assertThat(((ModelAnswer) outcome).usage().outputTokens()).isGreaterThan(1500);
    }
  }

  @Test
  final void cutsAnAnswerAtItsCapOfBytes() {
    AdapterSettings small = settings().withLimits(LIMITS.withMaxResponseBytes(2048));
    ModelCall call = Calls.withMaxOutputTokens(Calls.plain("emulator-long"), 4000);

    ModelFailure failure = (ModelFailure) infer(small, call);

    if (streamed()) {
      assertThat(failure.kind()).isEqualTo(FailureKind.OUTPUT_CUT_OFF);
      assertThat(failure.providerCode().code()).isEqualTo("byte_cap");
      assertThat(used(failure).outputTokens()).isBetween(512L, 700L);
    } else {
      assertThat(failure.kind()).isEqualTo(FailureKind.RESPONSE_TOO_LARGE);
    }
  }

  @Test
  final void readsAStreamOfManyTimesItsAnswersBytes() {
    AdapterSettings exact = settings().withLimits(LIMITS.withMaxResponseBytes(12 * 1024));

    ModelOutcome outcome =
        infer(exact, Calls.withMaxOutputTokens(Calls.plain("emulator-long"), 4000));

    assertThat(outcome).isInstanceOf(ModelAnswer.class);
  }

  @Test
  final void cutsAStreamThatIsTooLargeOnTheWire() {
    AdapterSettings small = settings().withLimits(LIMITS.withMaxStreamBytes(32 * 1024));
    ModelCall call = Calls.withMaxOutputTokens(Calls.plain("fault-endless"), 100_000);

    ModelFailure failure = (ModelFailure) infer(small, call);

    assertThat(failure.kind()).isEqualTo(FailureKind.RESPONSE_TOO_LARGE);
    assertThat(failure.providerCode().code())
        .isEqualTo(streamed() ? "stream_too_large" : "body_too_large");
  }

  @Test
  final void cutsARunningAnswerAtItsDeadline() {
    try (ModelAdapter adapter = adapter(settings().withLimits(LIMITS.withIdle(TEN_SECONDS)))) {
      // Loads what the first call loads, which must not count against the deadline.
      adapter.infer(Calls.plain(plainModel()));
      ModelCall call =
          Calls.withDeadline(Calls.plain("fault-stall"), Instant.now().plusMillis(1_500));

      ModelFailure failure = (ModelFailure) adapter.infer(call);

      if (streamed()) {
        assertThat(failure.kind()).isEqualTo(FailureKind.OUTPUT_CUT_OFF);
        assertThat(failure.providerCode().code()).isEqualTo("deadline");
        assertThat(used(failure).outputTokens()).isPositive();
        assertThat(failure.providerRequestId()).isNotBlank();
      } else {
        assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      }
    }
  }

  @Test
  final void leavesAnAnswerThatIsSlowerThanThePartnerMayBeToTheNextPartner() {
    AdapterSettings patient = settings().withLimits(LIMITS.withIdle(TEN_SECONDS));
    ModelCall call = Calls.withTimeout(Calls.plain("fault-stall"), Duration.ofMillis(1_500));

    ModelFailure failure = (ModelFailure) infer(patient, call);

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.providerCode().code()).isEqualTo("total_timeout");
    assertThat(failure.usage() != null).isEqualTo(streamed());
  }

  @Test
  final void metersWhatCameOfAStreamThatStalled() {
    ModelFailure failure = (ModelFailure) infer(settings(), Calls.plain("fault-stall"));

    assertThat(failure.providerCode().code()).isEqualTo("idle_timeout");
    if (streamed()) {
      assertThat(used(failure).measure()).isEqualTo(UsageMeasure.ESTIMATED);
      assertThat(used(failure).outputTokens()).isPositive();
    }
  }

  @Test
  final void takesAKeepAliveForASignOfLife() {
    AdapterSettings hasty = settings().withLimits(LIMITS.withIdle(Duration.ofMillis(700)));
    ModelCall call =
        Calls.withTimeout(Calls.plain("fault-keep-alives-100ms"), Duration.ofMillis(1_500));

    ModelFailure failure = (ModelFailure) infer(hasty, call);

    assertThat(failure.providerCode().code()).isEqualTo("total_timeout");
  }

  @Test
  final void cutsAProviderThatSendsNoFirstByte() {
    AdapterSettings hasty = settings().withLimits(LIMITS.withFirstByte(Duration.ofMillis(500)));

    ModelFailure failure = (ModelFailure) infer(hasty, Calls.plain(silentModel()));

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.providerCode().code()).isEqualTo("first_byte_timeout");
  }

  /** Some cuts over HTTP; every byte of a stream is in {@link StreamTruncations}. */
  @Test
  final void givesNoAnswerWhereverABodyIsCutOff() {
    ModelCall whole = cutOff(Integer.MAX_VALUE);
    assertThat(infer(settings(), whole)).isInstanceOf(ModelAnswer.class);
    assertThat(emulator().awaitIdle(Duration.ofSeconds(10))).isTrue();
    long length = Objects.requireNonNull(seen(whole).ended()).bytesSent();
    assertThat(length).isPositive();
    for (long cut = length - 1; cut >= 0; cut -= Math.max(1, length / CUTS)) {
      assertThat(infer(settings(), cutOff(cut)))
          .as("cut off at %d of %d", cut, length)
          .isInstanceOf(ModelFailure.class);
    }
  }

  /** A call whose answer is cut off after so many bytes. */
  private ModelCall cutOff(long bytes) {
    Fault fault = new Fault(FaultKind.TRUNCATED, null, bytes, null, null);
    emulator().faults().put(new FaultRule("cut", null, CUT_MODEL, fault, 1, null, null));
    return Calls.withMaxOutputTokens(Calls.plain(CUT_MODEL), 8);
  }

  private static TokenUsage used(ModelFailure failure) {
    return Objects.requireNonNull(failure.usage(), "usage");
  }

  @Test
  final void cutsABodyThatDripsFastEnoughToSeemAlive() {
    ModelCall call = Calls.withTimeout(Calls.plain("fault-drip-50ms"), Duration.ofSeconds(1));

    ModelFailure failure = (ModelFailure) infer(settings(), call);

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.providerCode().code()).isEqualTo("total_timeout");
    assertThat(failure.times().latency()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(15));
    assertThat(failure.times().firstByteAt()).isNotNull();
  }

  @Test
  final void cutsABodyThatStandsStill() {
    ModelFailure failure = (ModelFailure) infer(settings(), Calls.plain("fault-drip-15000ms"));

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.providerCode().code()).isEqualTo("idle_timeout");
  }
}
