package dev.barnabas.cluster;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** This JVM's class path, for children that run the same code. */
final class ClassPath {

  private ClassPath() {}

  /** Every entry of this JVM's class path that exists. */
  static List<Path> own() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(Files::exists)
        .toList();
  }

  /** The jar or directory that holds {@code type}. */
  static Path holding(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("class path entry of " + type.getName(), e);
    }
  }

  /**
   * The jars of this JVM's class path and the entry that holds this module: enough for a server
   * that runs none of our other classes. A shared class archive needs a class path of jars.
   */
  static List<Path> jarsAndThisModule() {
    Path module = holding(ClassPath.class);
    return own().stream()
        .filter(entry -> entry.toString().endsWith(".jar") || entry.equals(module))
        .toList();
  }

  /** The entries, with the one that holds {@link ChildMain} if it is not among them. */
  static List<Path> withThisModule(List<Path> entries) {
    Path module = holding(ClassPath.class);
    if (entries.contains(module)) {
      return entries;
    }
    List<Path> all = new ArrayList<>(entries);
    all.add(module);
    return all;
  }

  static String joined(List<Path> entries) {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }
}
