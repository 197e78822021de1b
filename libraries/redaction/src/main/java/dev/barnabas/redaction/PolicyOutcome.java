package dev.barnabas.redaction;

import java.util.List;
import java.util.stream.Collectors;

/** A policy compiled, or why it cannot be. */
public sealed interface PolicyOutcome {

  /**
   * The policy can be used.
   *
   * @param policy what the engine takes
   */
  record Compiled(CompiledPolicy policy) implements PolicyOutcome {}

  /**
   * The policy is wrong.
   *
   * @param problems everything wrong with it, at least one
   */
  record Refused(List<PolicyProblem> problems) implements PolicyOutcome {

    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * The compiled policy.
   *
   * @throws IllegalArgumentException with every path and message if the policy is wrong
   */
  default CompiledPolicy orThrow() {
    return switch (this) {
      case Compiled(CompiledPolicy policy) -> policy;
      case Refused(List<PolicyProblem> problems) ->
          throw new IllegalArgumentException(
              problems.stream()
                  .map(problem -> problem.path() + ": " + problem.message())
                  .collect(Collectors.joining("; ")));
    };
  }
}
