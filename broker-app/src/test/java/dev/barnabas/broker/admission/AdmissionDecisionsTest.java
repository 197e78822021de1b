package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.admission.Admission.ReleaseDecision;
import dev.barnabas.broker.completion.Scene;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionDecisionsTest {
  private static final RequestKey ONE = new RequestKey("acme", "1");

  private final Scene scene = new Scene(Scene.PARTNERS + Scene.QUOTA);

  private static Scene with(String quotas) {
    return new Scene(Scene.PARTNERS + quotas);
  }

  private static void rejected(Scene scene, ErrorCode code) {
    assertThat(scene.response().ending().status()).isEqualTo(Status.REJECTED);
    assertThat(scene.response().ending().code()).isEqualTo(code.name());
    assertThat(scene.works()).isEmpty();
    assertThat(scene.state().contents()).isZero();
  }

  @Test
  void admitsHoldsAndDispatchesInOneUnit() {
    scene.ask("1", "write to jane@example.com");

    assertThat(scene.kinds())
        .containsExactly(DecisionKind.ADMITTED, DecisionKind.HELD, DecisionKind.DISPATCHED);
    Output.Work work = scene.work();
    assertThat(work.content().messages().getFirst().content()).isEqualTo("write to <EMAIL_1>");
    assertThat(work.link().partnerId()).isEqualTo("alpha");
    assertThat(work.maxOutputTokens()).isEqualTo(100);
    assertThat(work.passThrough()).as("what no list allows").isEmpty();
    assertThat(work.flow()).hasSize(16);
    assertThat(work.attempt().number()).isZero();
    assertThat(work.attempt().redactions()).containsEntry("EMAIL", 1);
    assertThat(work.attempt().promptHash()).isNotEmpty();
    assertThat(work.attempt().policyVersion()).isEqualTo(1);
    assertThat(scene.due(Timer.Kind.DEADLINE)).containsExactly(Scene.START.plusSeconds(60));
    RequestState state = scene.state().request(ONE).orElseThrow();
    assertThat(state.phase()).isEqualTo(RequestState.Phase.OPEN);
    assertThat(state.ownDeadline()).isFalse();
    assertThat(state.labels().costCentre()).isEqualTo("cc-1");
    assertThat(state.labels().tags()).containsEntry("team", "blue");
    assertThat(state.labels().userRef()).isNotNull().doesNotContain("user-1");
  }

  @Test
  void holdsTheWorstCaseInTokensAndMoney() {
    scene.ask("1", "hello");

    var hold = scene.decision(DecisionKind.HELD).state();
    assertThat(hold).isNotNull();
    // 5 bytes, 2 of parameters, 16 for a prompt and 8 for a message
    long prompt = 31;
    assertThat(hold.hold()).isNotNull();
    assertThat(hold.hold().tokens()).isEqualTo(prompt + 100);
    assertThat(hold.hold().money()).isEqualByComparingTo("0.000862");
  }

  @Test
  void letsAParameterThroughThatThePartnersListNames() {
    Scene listed =
        new Scene(
            Scene.PARTNERS.replace("id: alpha,", "id: alpha, pass_through: [top_k],")
                + Scene.QUOTA);

    assertThat(listed.ask("1", "hello").work().passThrough())
        .hasSize(1)
        .containsEntry("top_k", "3");
  }

  @Test
  void deadLettersARequestOfAnUnknownTenant() {
    Scene closed = with(Scene.QUOTA + "tenants: {acme: {}}\n");

    closed.ask(Scene.request("umbrella", "1", "fast", "hello", null), Scene.START);

    assertThat(closed.written())
        .containsExactly(
            new Output.Refused(DeadLetterReason.UNKNOWN_TENANT, null, "metadata.tenantId"));
    assertThat(closed.state().known()).isZero();
  }

  @Test
  void deadLettersARequestOlderThanTheWindowAndTakesOneThatIsNot() {
    Duration window = Duration.ofHours(25);
    scene.ask(Scene.request("1", "hello"), Scene.START.minus(window).minusMillis(1));
    assertThat(scene.written())
        .containsExactly(new Output.Refused(DeadLetterReason.TOO_OLD, null, null));
    assertThat(scene.state().known()).isZero();

    scene.ask(Scene.request("1", "hello"), Scene.START.minus(window));
    assertThat(scene.response().ending().code()).isEqualTo("DEADLINE_PASSED");
  }

  @Test
  void saysWhereTheFirstWasReadWhenTheSameComesAgain() {
    scene.ask("1", "hello").ask("1", "hello");

    assertThat(scene.written()).hasSize(1);
    assertThat(scene.kinds()).containsExactly(DecisionKind.DUPLICATE);
    assertThat(scene.decisions().getFirst().first())
        .isEqualTo(new Coordinates("inference.requests", 0, 0, Scene.START));
  }

  @Test
  void refusesOtherContentUnderTheSameIdAndLetsTheFirstStand() {
    scene.ask("1", "hello").ask("1", "goodbye");

    assertThat(scene.kinds()).containsExactly(DecisionKind.CONFLICT);
    assertThat(scene.refused())
        .containsExactly(
            new Output.Refused(
                DeadLetterReason.IDEMPOTENCY_CONFLICT, null, "metadata.correlationId"));
    assertThat(scene.alarms())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.tenantId()).isEqualTo("acme");
          assertThat(alarm.kind()).isEqualTo("IDEMPOTENCY_CONFLICT");
        });
    assertThat(scene.responses()).isEmpty();
    assertThat(scene.works()).isEmpty();
  }

  @Test
  void cancelsARequestWhoseCancellationCameFirstAndForgetsItOnce() {
    scene.cancel("acme", "1");
    assertThat(scene.kinds()).containsExactly(DecisionKind.CANCEL_REMEMBERED);
    scene.pass(Duration.ofSeconds(5)).ask("1", "hello");

    assertThat(scene.response().ending().status()).isEqualTo(Status.CANCELLED);
    assertThat(scene.works()).isEmpty();
    assertThat(scene.due(Timer.Kind.FORGET)).hasSize(1);
    assertThat(scene.due(Timer.Kind.DEADLINE)).isEmpty();
  }

  @Test
  void remembersACancellationOfAKnownTenantOnly() {
    Scene closed = with(Scene.QUOTA + "tenants: {acme: {}}\n");
    assertThat(closed.cancel("umbrella", "1").written()).isEmpty();
    assertThat(closed.state().known()).isZero();

    closed.cancel("acme", "1").cancel("acme", "1");
    assertThat(closed.written()).as("the second of two").isEmpty();
    assertThat(closed.due(Timer.Kind.FORGET)).hasSize(1);
  }

  @Test
  void rejectsAnInvalidRequestAndEchoesWhoseItWas() {
    scene.ask(Scene.request("acme", "1", "nonesuch", "hello", null), Scene.START);

    rejected(scene, ErrorCode.UNKNOWN_MODEL);
    assertThat(scene.response().userId()).isEqualTo("user-1");
    assertThat(scene.response().fingerprint()).isEqualTo("canonical hello");
    assertThat(scene.response().tags()).containsEntry("team", "blue");
    assertThat(scene.response().tokensUsed()).isZero();
    assertThat(scene.kinds()).containsExactly(DecisionKind.ENDED);
    assertThat(scene.due(Timer.Kind.FORGET)).hasSize(1);
    assertThat(scene.due(Timer.Kind.DEADLINE)).isEmpty();
  }

  @Test
  void rejectsWhatHasNoQuotaWhatIsTooLargeAndWhatTheMonthHasNoRoomFor() {
    rejected(with("").ask("1", "hello"), ErrorCode.NO_QUOTA);
    rejected(
        with("quotas: {default: {tokens_per_month: 120}}").ask("1", "hello"),
        ErrorCode.EXCEEDS_LIMIT);
    rejected(
        with("quotas: {default: {tokens_per_month: 90}}").ask("1", "hello"),
        ErrorCode.EXCEEDS_LIMIT);
    Scene month = with("quotas: {default: {tokens_per_month: 200}}");
    month.ask("1", "hello");
    assertThat(month.works()).hasSize(1);
    Scene full = month.ask("2", "hello");
    assertThat(full.response().ending().code()).isEqualTo("QUOTA_EXCEEDED");
    assertThat(full.works()).isEmpty();
  }

  @Test
  void recordsWhatALimitInShadowModeWouldHaveRefused() {
    Scene shadow = with("quotas: {default: {mode: shadow, tokens_per_month: 120}}");

    shadow.ask("1", "hello");

    assertThat(shadow.works()).hasSize(1);
    assertThat(shadow.decision(DecisionKind.SHADOWED).code())
        .isEqualTo("QUOTA_EXCEEDED tokens_per_month");
  }

  @Test
  void alertsASoftLimitThatAHoldReaches() {
    Scene soft = with("quotas: {default: {tokens_per_month: {limit: 1000, soft: 120}}}");

    assertThat(soft.ask("1", "hello").alarms())
        .extracting(Output.Alarm::kind)
        .containsExactly("SOFT_LIMIT");
  }

  @Test
  void parksWhatFindsAFullMinuteAndWhoeverComesBehind() {
    Scene minute =
        new Scene(
            Scene.PARTNERS.replace("deadline: 60s", "deadline: 5m")
                + "quotas: {default: {requests_per_minute: 1}}");
    minute.ask("1", "hello").ask("2", "hello");
    assertThat(minute.kinds()).containsExactly(DecisionKind.ADMITTED, DecisionKind.PARKED);
    assertThat(minute.decision(DecisionKind.PARKED).code()).isEqualTo("requests_per_minute");
    minute.ask("3", "hello");
    assertThat(minute.decision(DecisionKind.PARKED).code()).isEqualTo("behind others");
    assertThat(minute.state().parked()).isEqualTo(2);

    assertThat(minute.release()).isEqualTo(ReleaseDecision.WAITS);
    minute.pass(Duration.ofSeconds(30));
    assertThat(minute.release()).isEqualTo(ReleaseDecision.WAITS);
    minute.pass(Duration.ofSeconds(30));
    assertThat(minute.release()).isEqualTo(ReleaseDecision.LEFT);

    assertThat(minute.work().state().key().correlationId()).isEqualTo("2");
    assertThat(minute.kinds())
        .containsExactly(DecisionKind.HELD, DecisionKind.DISPATCHED, DecisionKind.RELEASED);
    assertThat(minute.state().parked()).isEqualTo(1);
    assertThat(minute.release()).isEqualTo(ReleaseDecision.WAITS);
  }

  @Test
  void worksOutWhatAParkedRequestNeedsOnceAndAnewUnderAnotherConfiguration() {
    String quota = "quotas: {default: {tokens_per_minute: 250}}";
    Scene minute = with(quota);
    minute.ask("1", "hello").ask("2", "hello").ask("3", "hello");
    assertThat(minute.state().parked()).isEqualTo(2);
    assertThat(minute.release())
        .as("it was asked when it was parked")
        .isEqualTo(ReleaseDecision.WAITS);

    minute.configure(2, Scene.PARTNERS + quota);

    assertThat(minute.release()).isEqualTo(ReleaseDecision.WAITS_KNOWING);
    assertThat(minute.release()).isEqualTo(ReleaseDecision.WAITS);
    minute.configure(3, Scene.PARTNERS + "quotas: {default: {tokens_per_minute: 500}}");
    assertThat(minute.release()).isEqualTo(ReleaseDecision.LEFT);
    assertThat(minute.works()).hasSize(1);
  }

  @Test
  void refusesMoreThanAQueueMayHoldAndSaysHowLongItIs() {
    Scene full = with("quotas: {default: {requests_per_minute: 1, queued_requests: 1}}");
    full.ask("1", "hello").ask("2", "hello").ask("3", "hello");

    rejectedInto(full, "1 requests", "about 2 min");
    assertThat(full.state().parked()).isEqualTo(1);
  }

  @Test
  void tellsNoWaitWhereNoLimitOnRequestsPerMinuteSaysHowLongItIs() {
    Scene full = with("quotas: {default: {tokens_per_minute: 200, queued_requests: 1}}");
    full.ask("1", "hello").ask("2", "hello").ask("3", "hello");

    rejectedInto(full, "1 requests", "not known");
  }

  private static void rejectedInto(Scene scene, String... words) {
    assertThat(scene.response().ending().code()).isEqualTo("QUEUE_FULL");
    assertThat(scene.response().fault()).isNotNull();
    assertThat(scene.response().fault().message()).contains(words);
  }

  @Test
  void parksWhatWouldBeMoreUnfinishedWorkThanAPartnerIsGiven() {
    Scene few =
        new Scene(
            Scene.PARTNERS.replace("id: alpha,", "id: alpha, max_unfinished_per_tenant: 1,")
                + Scene.QUOTA);
    few.ask("1", "hello");
    Output.Work first = few.work();

    assertThat(few.ask("2", "hello").decision(DecisionKind.PARKED).code()).isEqualTo("dispatched");
    assertThat(few.release()).isEqualTo(ReleaseDecision.WAITS);

    few.start(first, "c1").answer(first, "c1", "hi");
    assertThat(few.release()).isEqualTo(ReleaseDecision.LEFT);
    assertThat(few.release()).as("nothing is left").isNull();
  }

  @Test
  void asksTheFirstPartnerThatCanBeReached() {
    scene.unreachable("alpha");
    assertThat(scene.ask("1", "hello").work().link().partnerId()).isEqualTo("beta");

    scene.unreachable("beta");
    scene.ask("2", "hello");
    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo("PARTNERS_FAILED");
  }

  @Test
  void failsAReleasedRequestThatNobodyCanOpenAnyMore() {
    Scene minute = with("quotas: {default: {requests_per_minute: 1}}");
    minute.ask("1", "hello").ask("2", "hello").erase();
    minute.configure(2, Scene.PARTNERS + Scene.QUOTA);

    assertThat(minute.release()).isEqualTo(ReleaseDecision.LEFT);
    assertThat(minute.response().ending().code()).isEqualTo("ERASED");
    assertThat(minute.state().parked()).isZero();
  }

  @Test
  void rejectsAReleasedRequestWhoseRouteHasLeftTheConfiguration() {
    Scene minute = with("quotas: {default: {requests_per_minute: 1}}");
    minute.ask("1", "hello").ask("2", "hello");
    minute.configure(2, Scene.PARTNERS.replace("alias: fast", "alias: slow") + Scene.QUOTA);

    assertThat(minute.release()).isEqualTo(ReleaseDecision.LEFT);
    assertThat(minute.response().ending().code()).isEqualTo("UNKNOWN_MODEL");
    assertThat(minute.state().parked()).isZero();
  }

  @Test
  void failsARequestWithWhatThePolicyBlocks() {
    Scene strict =
        new Scene(
            Scene.PARTNERS.replace(
                    "id: alpha,", "id: alpha, pii: {entities: [EMAIL], action: block},")
                + Scene.QUOTA);

    strict.ask("1", "mail jane@example.com");

    assertThat(strict.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(strict.response().ending().code()).isEqualTo("REDACTION_BLOCKED");
    assertThat(strict.works()).isEmpty();
    assertThat(strict.state().balances()).isEmpty();
  }

  @Test
  void failsARequestThatAFaultOfOursKeptFromBeingDecided() {
    InboundRequest request = Scene.request("1", "hello");
    scene.failed(request, ErrorCode.INTERNAL);
    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo("INTERNAL");

    scene.failed(request, ErrorCode.INTERNAL);
    assertThat(scene.written()).as("it was answered").isEmpty();
  }

  @Test
  void rejectsARequestThatWouldNotFitARecord() {
    scene.failed(Scene.request("1", "hello"), ErrorCode.REQUEST_TOO_LARGE);

    rejected(scene, ErrorCode.REQUEST_TOO_LARGE);
    assertThat(scene.response().userId()).isEqualTo("user-1");
  }

  @Test
  void answersARequestThatCouldNotBeDecidedThoughItsCancellationCameFirst() {
    scene.cancel("acme", "1").failed(Scene.request("1", "hello"), ErrorCode.INTERNAL);

    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
  }
}
