package dev.barnabas.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.vocabulary.FailureKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

final class AdapterContractTest {

  @Test
  void asksForACellOfEveryFailureKind() throws IOException {
    try (CannedServer server = CannedServer.answering(500, "{}")) {
      assertThat(new Declared(server, Map.of()).fillsEveryCellOfTheFailureTable())
          .extracting(DynamicTest::getDisplayName)
          .containsExactlyElementsOf(Arrays.stream(FailureKind.values()).map(Enum::name).toList());
    }
  }

  @Test
  void failsAnEmptyCell() throws IOException {
    try (CannedServer server = CannedServer.answering(500, "{}")) {
      assertThatThrownBy(() -> run(server, Map.of(), FailureKind.RATE_LIMITED))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("a cell for every failure kind");
    }
  }

  @Test
  void failsACellWhoseKindIsNotWhatCame() throws IOException {
    try (CannedServer server = CannedServer.answering(500, "{}")) {
      Map<FailureKind, Cell> wrong = Map.of(FailureKind.RATE_LIMITED, Cell.byModel("m"));

      assertThatThrownBy(() -> run(server, wrong, FailureKind.RATE_LIMITED))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("PROVIDER_UNAVAILABLE");
    }
  }

  @Test
  void failsACellThatClaimsToCallAndDoesNot() throws IOException {
    try (CannedServer server = CannedServer.answering(500, "{}")) {
      Map<FailureKind, Cell> silent =
          Map.of(
              FailureKind.EXPIRED_BEFORE_CALL,
              new Cell.Provoked(
                  settings -> settings, call -> Calls.withDeadline(call, Instant.EPOCH), true));

      assertThatThrownBy(() -> run(server, silent, FailureKind.EXPIRED_BEFORE_CALL))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void passesACellThatHolds() throws IOException {
    try (CannedServer server = CannedServer.answering(500, "{}")) {
      Map<FailureKind, Cell> right = Map.of(FailureKind.PROVIDER_UNAVAILABLE, Cell.byModel("m"));

      assertThatCode(() -> run(server, right, FailureKind.PROVIDER_UNAVAILABLE))
          .doesNotThrowAnyException();
    }
  }

  private static void run(CannedServer server, Map<FailureKind, Cell> cells, FailureKind kind)
      throws Throwable {
    new Declared(server, cells)
        .fillsEveryCellOfTheFailureTable()
        .filter(test -> test.getDisplayName().equals(kind.name()))
        .findFirst()
        .orElseThrow()
        .getExecutable()
        .execute();
  }

  /** A contract with the cells of a test. */
  private static final class Declared extends AdapterContract {
    private final CannedServer server;
    private final Map<FailureKind, Cell> cells;

    Declared(CannedServer server, Map<FailureKind, Cell> cells) {
      this.server = server;
      this.cells = cells;
    }

    @Override
    protected String adapterName() {
      return "acme";
    }

    @Override
    protected AdapterSettings settings() {
      return AdapterSettings.of("alpha", server.uri(), () -> "k");
    }

    @Override
    protected Map<FailureKind, Cell> failures() {
      return cells;
    }

    @Override
    protected long callsSeen() {
      return server.bodies().size();
    }
  }
}
