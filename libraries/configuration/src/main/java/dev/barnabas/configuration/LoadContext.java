package dev.barnabas.configuration;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * What a file is read with, beside itself.
 *
 * @param underUp whether {@code ./barnabas up} or a test runs everything on this machine:
 *     authentication may then be left out
 * @param needsKeys whether this process calls providers, so that a key that is not there is an
 *     error
 * @param environment replaces {@code ${NAME}}
 * @param time says which prices hold
 * @param classPath where response contracts are looked up, under {@code contracts/}
 */
public record LoadContext(
    boolean underUp,
    boolean needsKeys,
    Map<String, String> environment,
    InstantSource time,
    ClassLoader classPath) {

  public LoadContext {
    environment = Map.copyOf(environment);
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(classPath, "classPath");
  }

  /** This process as it is, deployed: its environment, the system's clock, keys needed. */
  public static LoadContext ofProcess() {
    return new LoadContext(
        false, true, System.getenv(), InstantSource.system(), LoadContext.class.getClassLoader());
  }

  /** The same on one machine under {@code up}. */
  public LoadContext asUnderUp() {
    return new LoadContext(true, needsKeys, environment, time, classPath);
  }

  /** The same for a process that calls no provider. */
  public LoadContext withoutKeys() {
    return new LoadContext(underUp, false, environment, time, classPath);
  }

  /** The same with another environment. */
  public LoadContext withEnvironment(Map<String, String> other) {
    return new LoadContext(underUp, needsKeys, other, time, classPath);
  }

  /** The same at another time. */
  public LoadContext at(InstantSource other) {
    return new LoadContext(underUp, needsKeys, environment, other, classPath);
  }
}
