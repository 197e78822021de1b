package dev.barnabas.cli.verify;

import static dev.barnabas.cli.verify.Planted.CANARY;
import static dev.barnabas.cli.verify.Planted.DONE;
import static dev.barnabas.cli.verify.Planted.about;
import static dev.barnabas.cli.verify.Planted.planted;
import static dev.barnabas.cli.verify.Planted.says;

import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.ConfigurationContent;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.WorkItem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verify names personal data and ways back to it where none may be: P4. */
class PlantedLeakViolationTest {

  @ParameterizedTest
  @MethodSource({"personalData"})
  void namesWhatWasPlanted(String promise, String code, Consumer<World> plant) {
    Planted.names(promise, code, plant);
  }

  static Stream<Arguments> personalData() {
    return Stream.of(
        planted(
            "a canary in a work item",
            "P4",
            "CANARY_FOUND",
            w -> w.topics.edit(WorkItem.class, _ -> true, i -> says(i, "See " + CANARY + "."))),
        planted(
            "a canary in a header",
            "P4",
            "CANARY_FOUND",
            w -> w.topics.header(WorkItem.class, _ -> true, "x " + CANARY)),
        planted(
            "a canary in a decision",
            "P4",
            "CANARY_FOUND",
            w ->
                w.topics.edit(
                    Decision.class, d -> about(d, "ENDED", DONE), d -> d.setCode(CANARY))),
        planted(
            "a canary in an alert",
            "P4",
            "CANARY_FOUND",
            w ->
                w.topics.append(
                    w.topics.names.alerts(),
                    0,
                    "tenant-a",
                    World.START,
                    new Alert(
                        "1",
                        "tenant-a",
                        "TEST",
                        "INFO",
                        CANARY,
                        Map.of(),
                        "said",
                        World.START,
                        "test"))),
        planted(
            "a canary in an outcome",
            "P4",
            "CANARY_FOUND",
            w -> w.topics.edit(CallEnded.class, _ -> true, e -> e.setContent(CANARY))),
        planted(
            "an address that was found is sent",
            "P4",
            "FOUND_VALUE_SENT",
            w -> w.topics.edit(WorkItem.class, _ -> true, i -> says(i, "To " + World.EMAIL))),
        planted(
            "an address that was not in the request is sent",
            "P4",
            "PERSONAL_DATA_SENT",
            w -> w.topics.edit(WorkItem.class, _ -> true, i -> says(i, "To charles@example.org"))),
        planted(
            "a user id in a work item",
            "P4",
            "WAY_BACK",
            w -> w.topics.edit(WorkItem.class, _ -> true, i -> i.setFlow("user-done-1"))),
        planted(
            "a correlation id in a work item",
            "P4",
            "WAY_BACK",
            w ->
                w.topics.edit(
                    WorkItem.class,
                    i -> i.getAttemptId().endsWith("x1"),
                    i -> says(i, "This is fell-back-1."))),
        planted(
            "a work item under a guessable key",
            "P4",
            "WORK_KEY_NOT_OPAQUE",
            w ->
                w.topics.append(
                    w.topics.names.work("alpha"),
                    0,
                    "done-1",
                    World.START,
                    WorkItem.newBuilder()
                        .setAttemptId("attempt9")
                        .setHomePartition(0)
                        .setPartnerId("alpha")
                        .setModel("alpha-1")
                        .setMessages(List.of())
                        .setMaxOutputTokens(1)
                        .setDeadline(World.START)
                        .setLane("REALTIME")
                        .setFlow("f")
                        .setPolicyVersion(1)
                        .setConfigurationVersion(1)
                        .setDispatchedAt(World.START)
                        .build())),
        planted(
            "a work item under a policy nobody can read",
            "P4",
            "POLICY_UNKNOWN",
            w -> w.topics.drop(ConfigurationContent.class, _ -> true)));
  }
}
