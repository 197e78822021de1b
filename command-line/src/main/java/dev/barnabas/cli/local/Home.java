package dev.barnabas.cli.local;

import java.nio.file.Path;

/** Where the installation lies: the launcher says so by the property {@code barnabas.home}. */
public final class Home {
  private Home() {}

  /** The project's directory, or the working directory where no launcher said otherwise. */
  public static Path directory() {
    return Path.of(System.getProperty("barnabas.home", "")).toAbsolutePath().normalize();
  }

  /** What a running `up` writes about itself. */
  public static Path state() {
    return directory().resolve(".barnabas").resolve("up.json");
  }

  /** The data of an `up` that names no directory. */
  public static Path data() {
    return directory().resolve(".barnabas").resolve("data");
  }
}
