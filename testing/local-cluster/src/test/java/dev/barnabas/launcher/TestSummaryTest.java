package dev.barnabas.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.launcher.Installation.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {

  private final Instant began = Instant.now().minus(Duration.ofMinutes(1));

  @TempDir Path directory;

  private Path stamp;
  private Path log;

  @BeforeEach
  void begin() throws IOException {
    stamp = Files.createFile(directory.resolve("stamp"));
    Files.setLastModifiedTime(stamp, FileTime.from(began));
    log = Files.createFile(directory.resolve("log"));
  }

  @Test
  void countsTestsPerRungAcrossModules() throws Exception {
    report("a/target/surefire-reports", "dev.barnabas.MoneyTest", 5, 0, 0, 0);
    report("b/c/target/surefire-reports", "dev.barnabas.AdmissionTopologyTest", 4, 1, 0, 0);
    report("b/c/target/failsafe-reports", "dev.barnabas.BrokerIT", 3, 0, 1, 1);

    Run run = Installation.summarise(directory, stamp, log);

    assertThat(run.lines())
        .containsExactly(
            "Tests per rung",
            "  pure          5 tests in 1 classes, 0 failed, 0 skipped",
            "  topology      4 tests in 1 classes, 1 failed, 0 skipped",
            "  IT            3 tests in 1 classes, 1 failed, 1 skipped",
            "NOT RUN: 0",
            "9 passed, 2 failed, 1 skipped");
  }

  @Test
  void leavesOutReportsOfAnEarlierRun() throws Exception {
    Path old = report("a/target/surefire-reports", "dev.barnabas.OldTest", 5, 0, 0, 0);
    Files.setLastModifiedTime(old, FileTime.from(began.minusSeconds(60)));

    Run run = Installation.summarise(directory, stamp, log);

    assertThat(run.lines()).endsWith("NOT RUN: 0", "0 passed, 0 failed, 0 skipped");
  }

  @Test
  void namesOnceWhatWasNotRun() throws Exception {
    Files.writeString(
        log,
        """
        [INFO] NOT RUN: kcat is not installed
        NOT RUN: Docker is not there
        NOT RUN: kcat is not installed
        """);

    Run run = Installation.summarise(directory, stamp, log);

    assertThat(run.lines())
        .containsSubsequence(
            "NOT RUN: kcat is not installed", "NOT RUN: Docker is not there", "NOT RUN: 2");
  }

  @Test
  void readsAttributesInAnyOrderAndOverSeveralLines() throws Exception {
    Path file = directory.resolve("a/target/surefire-reports/TEST-x.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="x" failures="1" time="1.5"
            skipped="2" name="dev.barnabas.FooTest" errors="3" tests="10">
          <testcase name="tests" time="0.1"/>
          <testcase name="other"><system-out>tests="99" &lt;testsuite tests="7"&gt;</system-out></testcase>
        </testsuite>
        """);

    Run run = Installation.summarise(directory, stamp, log);

    assertThat(run.lines()).endsWith("4 passed, 4 failed, 2 skipped");
  }

  private Path report(String module, String name, int tests, int failures, int errors, int skipped)
      throws IOException {
    Path file = directory.resolve(module).resolve("TEST-" + name + ".xml");
    Files.createDirectories(file.getParent());
    return Files.writeString(
        file,
        "<testsuite name=\"%s\" time=\"0.1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\"></testsuite>"
            .formatted(name, tests, errors, skipped, failures));
  }
}
