package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of reading a file. */
public sealed interface LoadOutcome {

  /** Every file that was looked for, with the SHA-256 of what was in it, or {@code absent}. */
  Map<Path, String> sources();

  /** What is worth saying without refusing the file. */
  List<Problem> warnings();

  /**
   * The configuration.
   *
   * @throws IllegalArgumentException with every error, one per line, if the file was refused
   */
  Configuration orElseThrow();

  /**
   * A file that can be used.
   *
   * @param configuration what it says, without secrets
   * @param secrets its keys, read when asked for
   * @param warnings what is worth saying
   * @param sources every file that was looked for, with the SHA-256 of what was in it, or {@code
   *     absent}
   */
  record Loaded(
      Configuration configuration,
      Secrets secrets,
      List<Problem> warnings,
      Map<Path, String> sources)
      implements LoadOutcome {
    public Loaded {
      warnings = List.copyOf(warnings);
      sources = Map.copyOf(sources);
    }

    @Override
    public Configuration orElseThrow() {
      return configuration;
    }
  }

  /**
   * A file that is refused as a whole.
   *
   * @param errors everything wrong, at least one
   * @param warnings what else is worth saying
   * @param sources every file that was looked for, with the SHA-256 of what was in it, or {@code
   *     absent}
   */
  record Refused(List<Problem> errors, List<Problem> warnings, Map<Path, String> sources)
      implements LoadOutcome {
    public Refused {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
      sources = Map.copyOf(sources);
    }

    @Override
    public Configuration orElseThrow() {
      throw new IllegalArgumentException(
          errors.stream()
              .map(Problem::toString)
              .collect(Collectors.joining("\n  ", "the configuration is refused:\n  ", "")));
    }
  }
}
