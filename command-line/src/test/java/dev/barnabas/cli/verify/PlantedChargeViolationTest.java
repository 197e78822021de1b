package dev.barnabas.cli.verify;

import static dev.barnabas.cli.verify.Planted.DONE;
import static dev.barnabas.cli.verify.Planted.about;
import static dev.barnabas.cli.verify.Planted.answered;
import static dev.barnabas.cli.verify.Planted.planted;
import static dev.barnabas.cli.verify.Planted.used;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageEvent;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verify names what was falsified in charges and repeats: P5. */
class PlantedChargeViolationTest {

  @ParameterizedTest
  @MethodSource({"charges", "repeats"})
  void namesWhatWasPlanted(String promise, String code, Consumer<World> plant) {
    Planted.names(promise, code, plant);
  }

  static Stream<Arguments> charges() {
    return Stream.of(
        planted(
            "a second call is charged",
            "P5",
            "CHARGED_TWICE",
            w ->
                w.topics.edit(
                    UsageEvent.class,
                    u -> u.getCorrelationId().equals("fell-back-1") && u.getAttempt() == 0,
                    u -> u.setTokensCharged(10))),
        planted(
            "a charge is not marked",
            "P5",
            "CHARGE_MISMARKED",
            w -> w.topics.edit(UsageEvent.class, used(DONE), u -> u.setChargedToTenant(false))),
        planted(
            "the response tells another charge",
            "P5",
            "RESPONSE_CHARGE_DIFFERS",
            w -> w.topics.edit(InferenceResponse.class, answered(DONE), r -> r.setTokensUsed(51))),
        planted(
            "the budget is charged otherwise",
            "P5",
            "BUDGET_CHARGE_DIFFERS",
            w ->
                w.topics.edit(
                    Decision.class, d -> about(d, "SETTLED", DONE), d -> d.setChargedTokens(49L))),
        planted(
            "a failed request is charged",
            "P5",
            "CHARGED_WITHOUT_ANSWER",
            w ->
                w.topics.edit(
                    InferenceResponse.class,
                    answered(DONE),
                    r -> r.setStatus(TerminalStatus.FAILED))),
        planted(
            "the wrong call is charged",
            "P5",
            "WRONG_CALL_CHARGED",
            w -> w.topics.edit(UsageEvent.class, used(DONE), u -> u.setOutcome("TIMED_OUT"))));
  }

  static Stream<Arguments> repeats() {
    return Stream.of(
        planted(
            "an id is taken as new twice",
            "P5",
            "TAKEN_TWICE",
            w -> w.completed(w.asked("tenant-a", DONE))),
        planted(
            "another content is taken as a repeat",
            "P5",
            "CONFLICT_TAKEN_AS_REPEAT",
            w ->
                w.topics.edit(
                    InferenceRequest.class,
                    r -> r.getMetadata().getCorrelationId().equals("done-2"),
                    r -> r.setPrompt("It said something else."))),
        planted(
            "an honest repeat is refused",
            "P5",
            "REPEAT_TAKEN_AS_CONFLICT",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> d.getKind().equals("DUPLICATE"),
                    d -> d.setKind("CONFLICT"))),
        planted(
            "the second content is answered",
            "P5",
            "ANSWER_TO_OTHER_CONTENT",
            w ->
                w.topics.edit(
                    InferenceResponse.class,
                    answered("done-2"),
                    r -> r.setRequestFingerprint("0".repeat(64)))),
        planted(
            "a repeat of nothing",
            "P5",
            "REPEAT_OF_NOTHING",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> d.getKind().equals("DUPLICATE"),
                    d -> d.setFirstOffset(999L))),
        planted(
            "a conflict leaves no dead letter",
            "P5",
            "CONFLICT_NOT_REFUSED",
            w ->
                w.topics.drop(
                    DeadLetter.class, l -> l.getReason().equals("IDEMPOTENCY_CONFLICT"))));
  }
}
