package dev.barnabas.cli.verify;

import static dev.barnabas.cli.verify.Planted.DONE;
import static dev.barnabas.cli.verify.Planted.planted;
import static dev.barnabas.cli.verify.Planted.used;

import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verify names what was falsified in usage events and in the provider's ledger: P2. */
class PlantedUsageViolationTest {

  @ParameterizedTest
  @MethodSource({"metering", "ledger"})
  void namesWhatWasPlanted(String promise, String code, Consumer<World> plant) {
    Planted.names(promise, code, plant);
  }

  static Stream<Arguments> metering() {
    return Stream.of(
        planted(
            "a usage event is missing",
            "P2",
            "CALL_NOT_METERED",
            w -> w.topics.drop(UsageEvent.class, used(DONE))),
        planted(
            "a usage event is missing from its writer's count",
            "P2",
            "WRITER_SEQ_BROKEN",
            w -> w.topics.drop(UsageEvent.class, used(DONE))),
        planted(
            "a usage event is doubled",
            "P2",
            "CALL_METERED_TWICE",
            w -> w.topics.repeat(UsageEvent.class, used(DONE))),
        planted(
            "an event id comes twice",
            "P2",
            "EVENT_ID_REPEATED",
            w -> w.topics.repeat(UsageEvent.class, used(DONE))),
        planted(
            "an event id is made up",
            "P2",
            "EVENT_ID_WRONG",
            w -> w.topics.edit(UsageEvent.class, used(DONE), u -> u.setEventId("0".repeat(64)))),
        planted(
            "a usage event is one token off the worker's report",
            "P2",
            "USAGE_DIFFERS",
            w -> w.topics.edit(UsageEvent.class, used(DONE), Planted::oneMore)),
        planted(
            "a late end left the event at UNKNOWN",
            "P2",
            "UNKNOWN_NOT_CORRECTED",
            w ->
                w.topics.drop(
                    UsageEvent.class,
                    u -> u.getCorrelationId().equals("corrected-1") && u.getSeq() > 0)),
        planted(
            "a reversal is missing",
            "P2",
            "CALL_METERED_TWICE",
            w -> w.topics.drop(UsageEvent.class, u -> u.getKind() == UsageKind.REVERSAL)),
        planted(
            "a call was never announced",
            "P2",
            "CALL_NOT_ANNOUNCED",
            w -> w.topics.drop(CallStarted.class, s -> s.getCallId().contains(DONE))),
        planted(
            "an event is about a call that nobody made",
            "P2",
            "USAGE_WITHOUT_CALL",
            w -> {
              w.topics.drop(CallStarted.class, s -> s.getCallId().contains(DONE));
              w.topics.drop(CallEnded.class, s -> s.getCallId().contains(DONE));
            }),
        planted(
            "an event knows an end that nobody reported",
            "P2",
            "USAGE_INVENTED",
            w -> w.topics.drop(CallEnded.class, s -> s.getCallId().contains(DONE))));
  }

  static Stream<Arguments> ledger() {
    return Stream.of(
        planted(
            "a usage event is one token off the ledger",
            "P2",
            "LEDGER_TOKENS_DIFFER",
            w -> {
              w.topics.edit(UsageEvent.class, used(DONE), Planted::oneMore);
              w.topics.edit(
                  CallEnded.class,
                  e -> e.getCallId().contains(DONE),
                  e -> e.getUsage().setOutputTokens(e.getUsage().getOutputTokens() + 1));
            }),
        planted(
            "a provider saw a call that we did not meter",
            "P2",
            "LEDGER_CALL_NOT_METERED",
            w -> w.topics.drop(UsageEvent.class, used(DONE))),
        planted(
            "a provider saw a call twice",
            "P2",
            "LEDGER_CALL_REPEATED",
            w -> w.ledger.add(w.ledger.getFirst().replace("\"callSeq\":1,", "\"callSeq\":9999,"))),
        planted(
            "a provider never saw a call",
            "P2",
            "USAGE_NOT_IN_LEDGER",
            w -> w.ledger.removeIf(line -> line.contains("call-tenant-a-" + DONE))),
        planted(
            "a provider bills a call that we call unbilled",
            "P2",
            "LEDGER_BILLING_DIFFERS",
            w -> w.ledger.replaceAll(line -> line.replace("\"billed\":false", "\"billed\":true"))));
  }
}
