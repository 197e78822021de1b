package dev.barnabas.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is not ours, run to its end within a bound. */
final class ExternalProgram {
  private ExternalProgram() {}

  /**
   * How it ended.
   *
   * @param exitCode −1 if it was ended because it took too long
   * @param output its standard output
   * @param errors its error stream
   */
  record Run(int exitCode, String output, String errors) {}

  /** Whether a program of this name is on the PATH. */
  static boolean isInstalled(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  static Run run(
      Path directory, Duration bound, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path output = Files.createTempFile(directory, "output-", ".txt");
    Path errors = Files.createTempFile(directory, "errors-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return new Run(
        ended ? process.exitValue() : -1, Files.readString(output), Files.readString(errors));
  }
}
