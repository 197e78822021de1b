package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer runs first, with the example requests as they stand in {@code examples/}. */
class DemoIT {
  private static final Duration BOUND = Duration.ofMinutes(5);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void endsEveryExampleRequestAsItsLineExpectsAndHoldsEveryPromise() throws Exception {
    Path home = Path.of(System.getProperty("basedir", "."), "..", "..").toRealPath();
    ExternalProgram.Run demo =
        ExternalProgram.run(
            directory,
            BOUND,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-Dbarnabas.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.barnabas.cli.Barnabas",
                "demo"));

    assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
    assertThat(demo.output()).contains("All held").doesNotContain("WRONG");
  }
}
