package dev.barnabas.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.client.SubmissionException.Reason;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.ResponseError;
import dev.barnabas.schemas.TerminalStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExpectationTest {
  private static Expectation expecting(String json) throws JsonProcessingException {
    return Expectation.of(new JsonMapper().readTree(json));
  }

  private static Observed answered(TerminalStatus status, @Nullable String code) {
    return new Observed.Answered(
        InferenceResponse.newBuilder()
            .setTenantId("t")
            .setCorrelationId("c")
            .setStatus(status)
            .setContent("You wrote to anna@example.org")
            .setPartnerId("partner-beta")
            .setRedactions(Map.of("EMAIL", 1))
            .setError(code == null ? null : new ResponseError(code, "why", null, false))
            .setMetadata(new RequestMetadata("t", null, "c"))
            .setCompletedAt(Instant.EPOCH)
            .build());
  }

  @Test
  void aLineWithoutExpectationExpectsToComplete() throws JsonProcessingException {
    Expectation none = expecting("{}");

    assertThat(none.phase()).isEqualTo(Phase.FIRST);
    assertThat(none.mismatches(answered(TerminalStatus.COMPLETED, null))).isEmpty();
    assertThat(none.mismatches(answered(TerminalStatus.FAILED, "INTERNAL"))).hasSize(1);
    assertThat(none.mismatches(new Observed.Nothing())).containsExactly("no response");
  }

  @Test
  void whatIsAsExpectedIsNoMismatch() throws JsonProcessingException {
    Expectation all =
        expecting(
            """
            {"phase": "outage", "status": "DEGRADED", "code": "PARTNERS_FAILED",
             "partner": "partner-beta", "redacted": ["EMAIL"], "secrets": ["anna@example.org"]}
            """);

    assertThat(all.phase()).isEqualTo(Phase.OUTAGE);
    assertThat(all.mismatches(answered(TerminalStatus.DEGRADED, "PARTNERS_FAILED"))).isEmpty();
  }

  @Test
  void everythingElseIsNamed() throws JsonProcessingException {
    Expectation all =
        expecting(
            """
            {"status": "REJECTED", "code": "UNKNOWN_MODEL", "partner": "partner-alpha",
             "redacted": ["IBAN"], "secrets": ["DE89370400440532013000"]}
            """);

    assertThat(all.mismatches(answered(TerminalStatus.COMPLETED, null)))
        .containsExactly(
            "status is COMPLETED, expected REJECTED",
            "code is none, expected UNKNOWN_MODEL",
            "partner is partner-beta, expected partner-alpha",
            "IBAN was not redacted",
            "expect.secrets[0] was not restored");
  }

  @Test
  void whatIsGoneIsNotInTheAnswerEither() throws JsonProcessingException {
    Expectation card = expecting("{\"gone\": [\"4111 1111 1111 1111\"]}");
    Observed.Answered observed = (Observed.Answered) answered(TerminalStatus.COMPLETED, null);

    assertThat(card.mismatches(observed)).isEmpty();
    observed.response().setContent("paid with 4111 1111 1111 1111");
    assertThat(card.mismatches(observed)).containsExactly("expect.gone[0] is in the answer");
  }

  @Test
  void aConflictExpectsNoResponseOfItsOwn() throws JsonProcessingException {
    Expectation conflict = expecting("{\"refused\": \"ANOTHER_PAYLOAD\"}");

    assertThat(conflict.mismatches(new Observed.Refused(Reason.ANOTHER_PAYLOAD))).isEmpty();
    assertThat(conflict.mismatches(new Observed.Refused(Reason.NOT_SENT))).hasSize(1);
    assertThat(conflict.mismatches(answered(TerminalStatus.COMPLETED, null)))
        .containsExactly("a response, COMPLETED");
  }

  @Test
  void aDeadLetterIsNotWaitedFor() throws JsonProcessingException {
    Expectation dead = expecting("{\"deadLetter\": \"UNKNOWN_TENANT\"}");

    assertThat(dead.isAwaited()).isFalse();
    assertThat(dead.mismatches(new Observed.Nothing())).isEmpty();
    assertThat(dead.mismatches(answered(TerminalStatus.COMPLETED, null))).hasSize(1);
  }

  @Test
  void anUnknownWordIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> expecting("{\"stauts\": \"COMPLETED\"}"))
        .withMessageContaining("expect.stauts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> expecting("{\"status\": \"DONE\"}"))
        .withMessageContaining("DONE");
  }
}
