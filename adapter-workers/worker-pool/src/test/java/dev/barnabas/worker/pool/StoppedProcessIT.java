package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.PoolTestBed.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker process that the machine stops for longer than its session, and lets go on. */
class StoppedProcessIT {

  private static PoolCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new PoolCluster();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest(name = "KIP-848: {0}")
  @ValueSource(booleans = {false, true})
  @Tag("rule-5.10")
  void losesNoOutcomeTakesNoOffsetBackAndStartsNothingMoreOfWhatItLost(boolean consumerProtocol)
      throws Exception {
    try (PoolTestBed bed =
        new PoolTestBed(cluster, "work-" + UUID.randomUUID(), 1, consumerProtocol)) {
      String outcomes = bed.topic() + ".outcomes";
      cluster.createTopic(outcomes, 1);
      bed.write(0, "long", 3);
      bed.write(0, "gate", 3);
      bed.write(0, "a", 34);
      Process child = start(bed, outcomes, consumerProtocol);
      try (Writer input = child.outputWriter()) {
        eventually(() -> assertThat(cluster.read(outcomes)).hasSize(3 + 2 * 34));
        eventually(
            () -> assertThat(bed.progress(0).finished()).isEqualTo(OffsetSet.ofRange(6, 40)));

        signal(child, "STOP");
        LedgerHandler second = bed.ledger();
        bed.start(bed.settings(), second);
        eventually(() -> assertThat(second.handedBack()).hasSize(6));
        bed.write(0, "b", 10);
        bed.awaitCommitted(0, 50);
        // Its calls end, and its gates are asked, before it can hear of anything else.
        input.write("gate\nend\n");
        input.flush();
        signal(child, "CONT");

        eventually(() ->
            assertThat(cluster.read(outcomes))
                .contains("ended long-0", "ended long-1", "ended long-2"));
        bed.write(0, "c", 10);
        bed.awaitCommitted(0, 60);
        input.write("stop\n");
        input.flush();
        assertThat(child.waitFor(40, TimeUnit.SECONDS)).isTrue();

        List<String> told = cluster.read(outcomes);
        assertThat(told).doesNotContain("started gate-0", "started gate-1", "started gate-2");
        List<String> starts = new ArrayList<>(second.started());
        told.stream()
            .filter(outcome -> outcome.startsWith("started "))
            .forEach(outcome -> starts.add(outcome.substring("started ".length())));
        assertThat(starts).doesNotHaveDuplicates();
        Set<String> accounted = new HashSet<>(starts);
        accounted.addAll(second.handedBack());
        told.forEach(outcome -> accounted.add(outcome.replace("handed-back ", "")));
        assertThat(accounted).containsAll(written());
        assertThat(cluster.commits(bed.group(), bed.topic(), 0)).isSorted().endsWith(60L);
      } finally {
        child.destroyForcibly();
      }
    }
  }

  private static Process start(PoolTestBed bed, String outcomes, boolean consumerProtocol)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProcess.class.getName(),
            cluster.bootstrapServers(),
            bed.topic(),
            bed.group(),
            outcomes,
            consumerProtocol ? "consumer" : "classic")
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> written() {
    return Stream.of("long:3", "gate:3", "a:34", "b:10", "c:10")
        .map(text -> text.split(":"))
        .flatMap(batch ->
            IntStream.range(0, Integer.parseInt(batch[1])).mapToObj(i -> batch[0] + "-" + i))
        .toList();
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
