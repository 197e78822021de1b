package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cli.verify.PromiseReport;
import dev.barnabas.cli.verify.VerifyReport;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every process; the workers and then broker-app are killed while calls are in flight. */
class KilledRunIT {
  private static final int IN_FLIGHT = 50;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  @Tag("rule-1.1")
  void answersEveryRequestOnceAlthoughWorkersAndBrokerAreKilledMidCall() throws Exception {
    int requests = WholeRun.REQUESTS;
    Duration bound = FullRunIT.bound(requests).plusSeconds(60);
    try (WholeRun run = WholeRun.start(directory);
        BarnabasClient client = run.house().client()) {

      long begun = System.nanoTime();
      Load load = new Load(client, requests, WholeRun.UNANSWERED, Requests::of).start();
      load.awaitAnswered(requests / 10, bound, run.house()::requireAlive);
      killMidCall(run, App.WORKER);
      load.awaitAnswered(requests / 2, bound, run.house()::requireAlive);
      killMidCall(run, App.BROKER);
      load.awaitAnswered(requests, bound, run.house()::requireAlive);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      run.awaitMetered();
      VerifyReport report = run.verify();

      Printed.run("killed run", requests, took, load.responses());
      Printed.report(report);
      System.out.printf(
          "killed run: the ledger has %d calls, %d calls are metered UNKNOWN%n",
          run.emulator().ledger().size(),
          run.usage().stream().filter(KilledRunIT::unknown).count());
      assertThat(run.responses().stream().map(InferenceResponse::getCorrelationId))
          .as("terminal responses that a committed reader sees")
          .containsExactlyInAnyOrderElementsOf(FullRunIT.expected(requests));
      assertThat(run.usage())
          .as("calls whose end the kill destroyed")
          .anyMatch(KilledRunIT::unknown);
      assertThat(report.promises()).flatExtracting(PromiseReport::violations).isEmpty();
      assertThat(report.passed()).isTrue();
      run.assertKeepsPersonalDataIn();
    }
  }

  private static boolean unknown(UsageEvent event) {
    return event.getOutcome().equals("UNKNOWN");
  }

  /** Kills a process when the emulator counts enough calls, and starts it again. */
  private static void killMidCall(WholeRun run, App app) throws Exception {
    AtomicLong inFlight = new AtomicLong();
    run.admin().hold();
    await("calls in flight")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          inFlight.set(run.admin().inFlight());
          return inFlight.get() >= IN_FLIGHT;
        });
    run.house().kill9(app);
    System.out.printf(
        "killed run: kill -9 of %s while %d calls are in flight by the emulator's count%n",
        app.processName(), inFlight.get());
    run.admin().release();
    run.house().restart(app);
  }
}
