package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What {@code config check} says about a file.
 *
 * @param valid whether the file can be used
 * @param report lines for a person; no secrets
 */
public record ConfigurationCheck(boolean valid, String report) {

  public ConfigurationCheck {
    Objects.requireNonNull(report, "report");
  }

  /** Reads a file and says what is right and wrong with it. */
  public static ConfigurationCheck of(Path file, LoadContext context) {
    return of(file.toString(), ConfigurationLoader.load(file, context));
  }

  /** Says what an outcome of reading means; the name is how the file is called. */
  public static ConfigurationCheck of(String name, LoadOutcome outcome) {
    return switch (outcome) {
      case LoadOutcome.Loaded loaded ->
          new ConfigurationCheck(true, summary(name, loaded) + lines("warning", loaded.warnings()));
      case LoadOutcome.Refused refused ->
          new ConfigurationCheck(
              false,
              name
                  + ": refused, "
                  + count(refused.errors().size(), "error")
                  + ", "
                  + count(refused.warnings().size(), "warning")
                  + "\n"
                  + lines("error", refused.errors())
                  + lines("warning", refused.warnings()));
    };
  }

  private static String summary(String name, LoadOutcome.Loaded loaded) {
    Configuration configuration = loaded.configuration();
    String tenants =
        configuration.tenants() == null
            ? "any tenant"
            : count(configuration.tenants().size(), "tenant");
    return "%s: valid, %s%n  %s, %s, %s%n  sha256 %s%n"
        .formatted(
            name,
            count(loaded.warnings().size(), "warning"),
            count(configuration.partners().size(), "partner"),
            count(configuration.routing().models().size(), "route"),
            tenants,
            configuration.sha256());
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String lines(String severity, List<Problem> problems) {
    StringBuilder lines = new StringBuilder();
    for (Problem problem : problems) {
      String line = problem.line() == 0 ? "" : "line " + problem.line();
      lines.append("  %-8s %-9s %s%n".formatted(severity, line, problem));
    }
    return lines.toString();
  }
}
