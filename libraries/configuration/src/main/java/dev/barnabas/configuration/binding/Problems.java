package dev.barnabas.configuration.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong while binding goes on. One message per path and text. Not thread-safe. */
public final class Problems {

  private final Map<String, Problem> all = new LinkedHashMap<>();

  /** Reports an error at a node. */
  public void error(Node at, String message) {
    error(at.path(), at.line(), message);
  }

  /** Reports an error at a path. */
  public void error(String path, int line, String message) {
    add(new Problem(Problem.Severity.ERROR, path, line, message));
  }

  /** Reports a warning at a path. */
  public void warning(String path, int line, String message) {
    add(new Problem(Problem.Severity.WARNING, path, line, message));
  }

  private void add(Problem problem) {
    all.putIfAbsent(problem.path() + "\n" + problem.message(), problem);
  }

  /** Everything that stops the file from being used, in the order found. */
  public List<Problem> errors() {
    return ofSeverity(Problem.Severity.ERROR);
  }

  /** Everything worth saying that does not stop it. */
  public List<Problem> warnings() {
    return ofSeverity(Problem.Severity.WARNING);
  }

  private List<Problem> ofSeverity(Problem.Severity severity) {
    return all.values().stream().filter(problem -> problem.severity() == severity).toList();
  }
}
