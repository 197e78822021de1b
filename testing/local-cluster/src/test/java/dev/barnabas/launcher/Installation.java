package dev.barnabas.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the launcher in a directory of its own, with programs that stand for Java and Maven.
 */
final class Installation {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String MAIN_CLASS = "command-line/src/main/java/Main.java";

  private final Path home;
  private final Path programs;
  private final Path jdk;

  /** What a program printed and how it ended. */
  record Run(int exitCode, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  private Installation(Path home, Path programs, Path jdk) {
    this.home = home;
    this.programs = programs;
    this.jdk = jdk;
  }

  /** Not built yet; its JDK has the given version and prints its arguments. */
  static Installation in(Path directory, String javaVersion) throws IOException {
    Path home = Files.createDirectories(directory.resolve("with space"));
    for (String script : List.of("barnabas", "testing/summarise")) {
      Path copy = home.resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(ROOT.resolve(script), copy);
    }
    Path jdk = directory.resolve("jdk");
    program(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"; exit 42");
    program(jdk.resolve("bin/javac"), "exit 1");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + javaVersion + "\"\n");
    Installation installation =
        new Installation(home, Files.createDirectories(directory.resolve("bin")), jdk);
    installation.write(MAIN_CLASS, "class Main {}");
    return installation;
  }

  /** A Maven of this version; {@code behaviour} is run by bash for any goal but {@code -v}. */
  void maven(String version, String behaviour) throws IOException {
    program(
        programs.resolve("mvn"),
        "if [[ $1 == -v ]]; then echo 'Apache Maven %s'; exit 0; fi%necho \"$@\" >>calls%n%s"
            .formatted(version, behaviour));
  }

  void write(String file, String content) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  /** Changes a source after the build: a file system's clock may be coarse. */
  void changeSource() throws IOException {
    Files.setLastModifiedTime(
        home.resolve(MAIN_CLASS), FileTime.from(Instant.now().plus(Duration.ofSeconds(5))));
  }

  /** The arguments of each call of Maven so far. */
  List<String> mavenCalls() throws IOException {
    Path calls = home.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  Run launch(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", home.resolve("barnabas").toString()));
    command.addAll(List.of(arguments));
    String path = programs + ":" + System.getenv("PATH");
    return run(command, Map.of("JAVA_HOME", jdk.toString(), "PATH", path));
  }

  static Run summarise(Path root, Path stamp, Path log) throws Exception {
    Path script = ROOT.resolve("testing/summarise");
    return run(
        List.of("bash", script.toString(), root.toString(), stamp.toString(), log.toString()),
        Map.of());
  }

  private static Run run(List<String> command, Map<String, String> environment) throws Exception {
    Path output = Files.createTempFile("launcher", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.directory(Path.of("/").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the script did not end: " + Files.readString(output));
    }
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Run(process.exitValue(), lines);
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
