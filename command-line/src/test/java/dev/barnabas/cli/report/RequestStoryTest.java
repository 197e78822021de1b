package dev.barnabas.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.report.RequestStory.Step;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RequestStoryTest {
  private static Decision decision(
      String tenant, String id, String kind, @Nullable String attempt) {
    return Decision.newBuilder()
        .setSeq(0)
        .setKind(kind)
        .setTenantId(tenant)
        .setCorrelationId(id)
        .setNow(Instant.EPOCH)
        .setConfigurationVersion(1)
        .setConfigSha256("0")
        .setAttemptId(attempt)
        .build();
  }

  private static CallStarted call(String attempt) {
    return new CallStarted(attempt, "call-1", 0, "partner-alpha", 0, Instant.EPOCH, 1_000L, "w");
  }

  private static Step at(long millis, SpecificRecord record) {
    return new Step(Instant.ofEpochMilli(millis), "topic", 0, millis, record);
  }

  @Test
  void recordsOfAnAttemptBelongToItsRequestEvenIfReadFirst() {
    RequestStory story = new RequestStory("c-1", "acme");

    story.add(at(30, call("attempt-1")));
    story.add(at(40, call("attempt-of-another")));
    story.add(
        at(
            50,
            FailedAttempt.newBuilder()
                .setAttemptId("attempt-1")
                .setHomePartition(0)
                .setPartnerId("p")
                .setKind("TIMED_OUT")
                .setCalls(1)
                .setFailedAt(Instant.EPOCH)
                .setWorkerId("w")
                .build()));
    story.add(at(20, decision("acme", "c-1", "DISPATCHED", "attempt-1")));
    story.add(at(10, decision("acme", "c-1", "ADMITTED", null)));

    assertThat(story.steps())
        .extracting(step -> step.appendedAt().toEpochMilli())
        .containsExactly(10L, 20L, 30L, 50L);
  }

  @Test
  void anotherTenantsRequestOfTheSameIdIsAnotherStory() {
    RequestStory acme = new RequestStory("c-1", "acme");
    RequestStory any = new RequestStory("c-1", null);

    for (RequestStory story : new RequestStory[] {acme, any}) {
      story.add(at(1, decision("acme", "c-1", "ADMITTED", null)));
      story.add(at(2, decision("globex", "c-1", "ADMITTED", null)));
      story.add(at(3, decision("acme", "c-2", "ADMITTED", null)));
    }

    assertThat(acme.steps()).hasSize(1);
    assertThat(any.steps()).hasSize(2);
    assertThat(any.tenants()).containsExactly("acme", "globex");
  }

  @Test
  void aStepIsDescribedInAFewWords() {
    assertThat(RequestStory.describe(decision("acme", "c", "ADMITTED", null)))
        .isEqualTo("ADMITTED, configuration 1");
    assertThat(RequestStory.describe(call("a")))
        .isEqualTo("call call-1, partner-alpha, bound 1000 ms");
  }
}
