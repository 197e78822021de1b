package dev.barnabas.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The command line of a child JVM. */
final class JvmArguments {

  /**
   * Directory of the shared class archives that make a second start faster; absent: no archive is
   * used.
   */
  static final String ARCHIVE_DIRECTORY = "barnabas.archives";

  /**
   * Further options of every child, in front of its own, separated by spaces; absent: none. Tests,
   * whose children live for a minute, leave out the second compiler by it.
   */
  static final String OPTIONS = "barnabas.child.options";

  private static final List<String> EVERY_CHILD =
      List.of(
          "--illegal-native-access=allow",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Djava.net.preferIPv4Stack=true",
          "-Dfile.encoding=UTF-8",
          "-Duser.timezone=UTC");

  /**
   * Starts the rest of the line with SIGINT ignored, in the same process. A terminal sends Ctrl-C
   * to the parent and to every child at once; only the parent is to act on it, so that children
   * stop in order. A JVM that was started with the signal ignored leaves it so.
   */
  private static final List<String> WITHOUT_INTERRUPT =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "child");

  private JvmArguments() {}

  static List<String> of(ChildCommand command) {
    List<String> arguments = new ArrayList<>(WITHOUT_INTERRUPT);
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(EVERY_CHILD);
    arguments.addAll(archive(command));
    arguments.addAll(further());
    arguments.addAll(command.jvmOptions());
    arguments.add("-cp");
    arguments.add(ClassPath.joined(ClassPath.withThisModule(command.classPath())));
    if (command.boundToParent()) {
      arguments.add(ChildMain.class.getName());
    }
    arguments.add(command.mainClass());
    arguments.addAll(command.arguments());
    return arguments;
  }

  private static List<String> further() {
    String options = System.getProperty(OPTIONS, "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split(" +"));
  }

  /** One archive per main class and class path; the JVM writes it at the first orderly end. */
  private static List<String> archive(ChildCommand command) {
    String directory = System.getProperty(ARCHIVE_DIRECTORY, "");
    boolean onlyJars = command.classPath().stream().noneMatch(entry -> Files.isDirectory(entry));
    if (directory.isEmpty() || !onlyJars) {
      return List.of();
    }
    CRC32 classPath = new CRC32();
    classPath.update(ClassPath.joined(command.classPath()).getBytes(StandardCharsets.UTF_8));
    Path file =
        Path.of(directory, "%s-%08x.jsa".formatted(command.mainClass(), classPath.getValue()));
    return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file);
  }
}
