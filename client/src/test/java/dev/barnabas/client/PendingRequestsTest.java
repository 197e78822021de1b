package dev.barnabas.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.client.PendingRequests.Pending;
import dev.barnabas.client.SubmissionException.Reason;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.topics.RequestFingerprint;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
  private static final InferenceRequest REQUEST =
      RequestBuilder.of("acme", "fast-text").prompt("hi").correlationId("1").build();
  private static final RequestId ID = new RequestId("acme", "1");

  private final PendingRequests pending = new PendingRequests();
  private final Pending wait = pending.add(ID, RequestFingerprint.of(REQUEST));

  @Test
  void answersTheOneThatWaitsAndForgetsIt() {
    InferenceResponse response = Responses.to(REQUEST, "hello");
    pending.offer(response);
    assertThat(wait.answer()).isCompletedWithValue(response);
    assertThat(pending.isWaiting(ID)).isFalse();
  }

  @Test
  void keepsTheSameIdOfAnotherTenantApart() {
    InferenceRequest other =
        RequestBuilder.of("globex", "fast-text").prompt("hi").correlationId("1").build();
    pending.offer(Responses.to(other, "not yours"));
    assertThat(wait.answer()).isNotDone();
  }

  @Test
  void refusesTheAnswerToAnotherPayload() {
    InferenceRequest other =
        RequestBuilder.of("acme", "fast-text").prompt("something else").correlationId("1").build();
    pending.offer(Responses.to(other, "an answer"));
    assertThatThrownBy(wait.answer()::join)
        .cause()
        .isInstanceOfSatisfying(
            SubmissionException.class,
            error -> assertThat(error.reason()).isEqualTo(Reason.ANOTHER_PAYLOAD))
        .hasMessageContaining("'1'");
  }

  @Test
  void takesAnAnswerThatDoesNotSayWhichPayloadItIsFor() {
    InferenceResponse silent = Responses.to(REQUEST, "hello");
    silent.setRequestFingerprint(null);
    pending.offer(silent);
    assertThat(wait.answer()).isCompletedWithValue(silent);
  }

  @Test
  void joinsASecondSubmissionToTheFirstAndLetsOneSend() {
    Pending again = pending.add(ID, "whatever");
    assertThat(again).isSameAs(wait);
    assertThat(again.claim()).isTrue();
    assertThat(wait.claim()).isFalse();
  }

  @Test
  void forgetsAWaitThatWasCancelled() {
    wait.answer().cancel(false);
    assertThat(pending.isWaiting(ID)).isFalse();
  }

  @Test
  void endsEveryWaitWhenClosed() {
    pending.failAll(new SubmissionException(Reason.CLOSED, "closed"));
    assertThat(wait.answer()).isCompletedExceptionally();
    assertThat(pending.isWaiting(ID)).isFalse();
  }
}
