package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.verify.PromiseReport;
import dev.barnabas.cli.verify.VerifyReport;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every process, the provider emulator at 50 to 200 ms, nobody dies. */
class FullRunIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void answersEveryRequestOnceAndVerifyFindsNothing() throws Exception {
    int requests = WholeRun.REQUESTS;
    try (WholeRun run = WholeRun.start(directory);
        BarnabasClient client = run.house().client()) {

      long begun = System.nanoTime();
      Load load = new Load(client, requests, WholeRun.UNANSWERED, Requests::of).start();
      load.awaitAnswered(requests, bound(requests), run.house()::requireAlive);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      run.awaitMetered();
      VerifyReport report = run.verify();

      Printed.run("full run", requests, took, load.responses());
      Printed.report(report);
      assertThat(load.responses())
          .extracting(InferenceResponse::getStatus)
          .containsOnly(TerminalStatus.COMPLETED);
      assertThat(run.responses().stream().map(InferenceResponse::getCorrelationId))
          .as("terminal responses that a committed reader sees")
          .containsExactlyInAnyOrderElementsOf(expected(requests));
      assertThat(load.responses()).allSatisfy(FullRunIT::isRestored);
      assertThat(run.emulator().ledger()).hasSizeGreaterThanOrEqualTo(requests);
      assertThat(report.promises()).flatExtracting(PromiseReport::violations).isEmpty();
      assertThat(report.passed()).isTrue();
      run.assertKeepsPersonalDataIn();
    }
  }

  /** Two minutes to warm up, and 7 requests a second: a machine that does much else beside it. */
  static Duration bound(int requests) {
    return Duration.ofMinutes(2).plus(Duration.ofMillis(150L * requests));
  }

  static List<String> expected(int requests) {
    return IntStream.range(0, requests).mapToObj("run-%06d"::formatted).toList();
  }

  private static void isRestored(InferenceResponse response) {
    int number = Integer.parseInt(response.getCorrelationId().substring("run-".length()));
    if (Requests.isPersonal(number)) {
      assertThat(response.getContent()).contains(Requests.email(number));
      assertThat(response.getRedactions()).containsEntry("EMAIL", 1);
    }
  }
}
