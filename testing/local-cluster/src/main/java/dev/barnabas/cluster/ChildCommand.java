package dev.barnabas.cluster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a child JVM runs: the main class, its class path, options, arguments and environment.
 *
 * @param name shown in messages and in the log file's name, for example {@code kafka}
 * @param classPath jars and class directories, in order
 * @param jvmOptions added to the options that every child gets
 * @param environment added to the parent's environment
 * @param log receives the output and error streams, appended
 * @param boundToParent whether the child ends when its parent ends, even by {@code kill -9}
 */
public record ChildCommand(
    String name,
    String mainClass,
    List<Path> classPath,
    List<String> jvmOptions,
    List<String> arguments,
    Map<String, String> environment,
    Path log,
    Readiness readiness,
    boolean boundToParent) {

  public ChildCommand {
    requireNonNull(name, "name");
    requireNonNull(mainClass, "mainClass");
    classPath = List.copyOf(classPath);
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    requireNonNull(log, "log");
    requireNonNull(readiness, "readiness");
  }

  /** Runs {@code mainClass} on this JVM's own class path; ready as soon as it is started. */
  public static ChildCommand of(String name, String mainClass, Path log) {
    return new ChildCommand(
        name,
        mainClass,
        ClassPath.own(),
        List.of(),
        List.of(),
        Map.of(),
        log,
        new Readiness.Started(),
        true);
  }

  public ChildCommand withClassPath(List<Path> entries) {
    return new ChildCommand(
        name,
        mainClass,
        entries,
        jvmOptions,
        arguments,
        environment,
        log,
        readiness,
        boundToParent);
  }

  /** With these options after the ones it has. */
  public ChildCommand withJvmOptions(String... options) {
    return new ChildCommand(
        name,
        mainClass,
        classPath,
        appended(jvmOptions, options),
        arguments,
        environment,
        log,
        readiness,
        boundToParent);
  }

  /** With these arguments after the ones it has. */
  public ChildCommand withArguments(String... more) {
    return new ChildCommand(
        name,
        mainClass,
        classPath,
        jvmOptions,
        appended(arguments, more),
        environment,
        log,
        readiness,
        boundToParent);
  }

  /** With this variable set, in place of an earlier value. */
  public ChildCommand withEnvironment(String variable, String value) {
    Map<String, String> variables = new LinkedHashMap<>(environment);
    variables.put(variable, value);
    return new ChildCommand(
        name,
        mainClass,
        classPath,
        jvmOptions,
        arguments,
        variables,
        log,
        readiness,
        boundToParent);
  }

  public ChildCommand readyWhen(Readiness sign) {
    return new ChildCommand(
        name, mainClass, classPath, jvmOptions, arguments, environment, log, sign, boundToParent);
  }

  /** A child that goes on when its parent ends: somebody else stops it, by its id. */
  public ChildCommand outlivingParent() {
    return new ChildCommand(
        name, mainClass, classPath, jvmOptions, arguments, environment, log, readiness, false);
  }

  private static List<String> appended(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return all;
  }
}
