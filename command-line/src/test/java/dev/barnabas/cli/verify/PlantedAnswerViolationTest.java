package dev.barnabas.cli.verify;

import static dev.barnabas.cli.verify.Planted.DONE;
import static dev.barnabas.cli.verify.Planted.about;
import static dev.barnabas.cli.verify.Planted.answered;
import static dev.barnabas.cli.verify.Planted.planted;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verify names what was falsified in responses and dead letters: P1 and P7. */
class PlantedAnswerViolationTest {

  @ParameterizedTest
  @MethodSource({"answers", "deadLetters"})
  void namesWhatWasPlanted(String promise, String code, Consumer<World> plant) {
    Planted.names(promise, code, plant);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        planted(
            "a response is dropped",
            "P1",
            "RESPONSE_MISSING",
            w -> w.topics.drop(InferenceResponse.class, r -> r.getCorrelationId().equals(DONE))),
        planted(
            "a response is doubled",
            "P1",
            "RESPONSE_DOUBLED",
            w -> w.topics.repeat(InferenceResponse.class, answered(DONE))),
        planted(
            "a response is late",
            "P1",
            "RESPONSE_LATE",
            w ->
                w.topics.delay(
                    InferenceResponse.class, answered(DONE), World.START.plusSeconds(60 + 6))),
        planted(
            "a response tells another end than was decided",
            "P1",
            "STATUS_DIFFERS",
            w ->
                w.topics.edit(
                    InferenceResponse.class,
                    answered(DONE),
                    r -> r.setStatus(TerminalStatus.FAILED))),
        planted(
            "a response was never decided",
            "P1",
            "RESPONSE_NOT_DECIDED",
            w -> w.topics.drop(Decision.class, d -> about(d, "ENDED", DONE))),
        planted(
            "a response answers nobody",
            "P1",
            "RESPONSE_TO_NOBODY",
            w ->
                w.topics.repeat(
                    InferenceResponse.class, answered(DONE), r -> r.setCorrelationId("nobody"))),
        planted(
            "a request is overlooked",
            "P1",
            "REQUEST_NOT_DECIDED",
            w -> w.asked("tenant-a", "overlooked-1")),
        planted(
            "a request is ended twice",
            "P1",
            "ENDED_TWICE",
            w -> w.topics.repeat(Decision.class, d -> about(d, "ENDED", DONE))),
        planted(
            "a record is taken and refused",
            "P1",
            "REQUEST_DECIDED_TWICE",
            w -> {
              World.Asked asked = w.refused("tenant-a", "both-1", DeadLetterReason.UNAUTHENTICATED);
              w.completed(asked);
            }));
  }

  static Stream<Arguments> deadLetters() {
    return Stream.of(
        planted(
            "a dead letter is doubled",
            "P7",
            "DEAD_LETTER_DOUBLED",
            w -> w.topics.repeat(DeadLetter.class, Planted::unreadable)),
        planted(
            "an unreadable record is skipped",
            "P7",
            "UNREADABLE_NOT_REFUSED",
            w -> w.topics.drop(DeadLetter.class, Planted::unreadable)),
        planted(
            "a reason is made up",
            "P7",
            "REASON_UNKNOWN",
            w -> w.topics.edit(DeadLetter.class, Planted::unreadable, l -> l.setReason("BECAUSE"))),
        planted(
            "a dead letter names no record",
            "P7",
            "NO_SUCH_RECORD",
            w ->
                w.topics.edit(
                    DeadLetter.class, Planted::unreadable, l -> l.setSourceOffset(4_711L))),
        planted(
            "a dead letter holds another value",
            "P7",
            "OTHER_RECORD",
            w ->
                w.topics.edit(
                    DeadLetter.class, Planted::unreadable, l -> l.setValueSha256("0".repeat(64)))),
        planted(
            "a refused record makes state",
            "P7",
            "REFUSED_AND_DECIDED",
            w -> w.completed(w.refused("tenant-a", "both-1", DeadLetterReason.UNAUTHENTICATED))),
        planted(
            "a refused record is answered",
            "P7",
            "REFUSED_AND_ANSWERED",
            w ->
                w.topics.repeat(
                    InferenceResponse.class,
                    answered(DONE),
                    r -> {
                      r.setTenantId("stranger");
                      r.setCorrelationId("r-1");
                    })),
        planted(
            "a readable record is refused as unreadable",
            "P7",
            "READABLE_REFUSED",
            w -> w.refused("tenant-a", "fine-1", DeadLetterReason.UNREADABLE)),
        planted(
            "a request of nobody is passed over",
            "P7",
            "NOBODY_NOT_REFUSED",
            w -> w.asked("tenant-a", " ")));
  }
}
