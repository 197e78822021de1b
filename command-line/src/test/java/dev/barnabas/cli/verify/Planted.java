package dev.barnabas.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WindowBalance;
import dev.barnabas.schemas.WorkItem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests plant, and the assertion that verify names it. */
final class Planted {
  static final String DONE = "done-1";
  static final String CANARY = "zebra-7719-canary";

  private Planted() {}

  /** Plants something in a sound world and demands that verify names it. */
  static void names(String promise, String code, Consumer<World> plant) {
    World world = World.ofEveryKind();
    plant.accept(world);

    VerifyReport report =
        world.verify(new CheckSettings(world.end(), Duration.ZERO, false, List.of(CANARY)));

    assertThat(report.passed()).isFalse();
    assertThat(World.find(report, promise, code))
        .as("%s in %s", code, report.promises())
        .isNotNull();
  }

  static Arguments planted(String name, String promise, String code, Consumer<World> plant) {
    return argumentSet(name, promise, code, plant);
  }

  static boolean about(Decision decision, String kind, String correlationId) {
    return decision.getKind().equals(kind) && decision.getCorrelationId().equals(correlationId);
  }

  static Predicate<InferenceResponse> answered(String correlationId) {
    return response -> response.getCorrelationId().equals(correlationId);
  }

  static Predicate<UsageEvent> used(String correlationId) {
    return event -> event.getCorrelationId().equals(correlationId);
  }

  static boolean unreadable(DeadLetter letter) {
    return letter.getReason().equals("UNREADABLE");
  }

  static WindowBalance month(Decision decision) {
    return decision.getBalances().getFirst();
  }

  static void says(WorkItem item, String text) {
    item.getMessages().getFirst().setContent(text);
  }

  static void oneMore(UsageEvent event) {
    var line = event.getLines().getLast();
    line.setQuantity(line.getQuantity().add(BigDecimal.ONE));
  }
}
