package dev.barnabas.metering.app;

import static dev.barnabas.metering.app.MeteringInstallation.BOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.StartOutcome;
import dev.barnabas.metering.topology.UsageEvents;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** metering-stream as a process of its own, with a real broker and a real registry. */
class MeteringProcessIT {

  private static final Duration ORDERLY = Duration.ofSeconds(30);

  @TempDir Path directory;

  private MeteringInstallation installation;

  @BeforeEach
  void start() {
    installation = new MeteringInstallation(directory);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void countsEachEventOnceThoughItIsKilledAmid() throws Exception {
    installation.createTopics();
    try (var child = ChildProcess.start(installation.command())) {
      child.awaitReady(BOUND).orThrow();
      installation.send(events(0, 400));
      await().atMost(BOUND).until(() -> installation.calls() > 0);
      child.kill9();
      installation.send(events(200, 600));

      try (var again = child.restarted()) {
        again.awaitReady(BOUND).orThrow();
        awaitCalls(600);
        assertThat(again.stop(ORDERLY)).isZero();
      }
    }
    assertThat(installation.calls()).isEqualTo(600);
  }

  /**
   * What is usual is learned from 200 calls. After the kill there are 60 calls in all, so only a
   * baseline that survived it can tell that they are longer.
   */
  @Test
  void keepsItsBaselinesThoughItIsKilledAndTellsEachFindingOnce() throws Exception {
    installation.createTopics();
    var usual = answers("usual", 300, 400);
    var longer = answers("longer", 60, 800);
    try (var child = ChildProcess.start(installation.command())) {
      child.awaitReady(BOUND).orThrow();
      installation.send(usual);
      awaitCalls(300);
      child.kill9();
      installation.send(longer);

      try (var second = child.restarted()) {
        second.awaitReady(BOUND).orThrow();
        awaitCalls(360);
        await()
            .atMost(BOUND)
            .untilAsserted(() ->
                assertThat(installation.alerts())
                    .extracting(Alert::getKind)
                    .containsExactly("TOKEN_DRIFT"));
        second.kill9();
        installation.send(usual);
        installation.send(longer);

        try (var third = second.restarted()) {
          third.awaitReady(BOUND).orThrow();
          installation.send(answers("more", 40, 800));
          awaitCalls(400);
          assertThat(third.stop(ORDERLY)).isZero();
        }
      }
    }
    assertThat(installation.alerts())
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.getKind()).isEqualTo("TOKEN_DRIFT");
          assertThat(alert.getSubject()).isEqualTo("partner-alpha/gpt/gpt-2026-05");
          assertThat(Integer.parseInt(alert.getNumbers().getOrDefault("samples", "0")))
              .isBetween(295, 310);
        });
  }

  @Test
  void namesTheTopicThatIsMissingAndEndsWithACode() throws Exception {
    try (var child = ChildProcess.start(installation.command())) {
      var outcome = child.awaitReady(BOUND);

      assertThat(outcome).isInstanceOf(StartOutcome.Exited.class);
      assertThat(((StartOutcome.Exited) outcome).exitCode()).isEqualTo(69);
      assertThat(child.logTail()).contains("topic inference.metering does not exist");
    }
  }

  private void awaitCalls(long calls) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(installation.calls()).isEqualTo(calls));
  }

  private static List<UsageEvent> events(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> UsageEvents.usage("e" + i, "tenant-" + i % 5).build())
        .toList();
  }

  /** Answers of one tenant that scatter by 10 % around so many tokens, a few minutes old. */
  private static List<UsageEvent> answers(String name, int count, int tokens) {
    var random = new Random(name.hashCode());
    var now = Instant.now();
    var events = new ArrayList<UsageEvent>();
    for (int i = 0; i < count; i++) {
      long output = Math.round(tokens * (1 + 0.1 * random.nextGaussian()));
      events.add(
          UsageEvents.usage(name + i, "acme")
              .setModelVersion("gpt-2026-05")
              .setLines(List.of(UsageEvents.line("input", 100), UsageEvents.line("output", output)))
              .setTokensCharged(0)
              .setLatencyMs(800L)
              .setOccurredAt(now)
              .setRecordedAt(now)
              .build());
    }
    return events;
  }
}
