package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/** Texts fit to be sent on, or the refusal to send anything. */
public sealed interface RedactionOutcome {

  /** A value was found whose type the policy blocks. */
  String PII_BLOCKED = "PII_BLOCKED";

  /** A detector failed, so the texts were not looked at whole. */
  String DETECTOR_FAILED = "DETECTOR_FAILED";

  /**
   * The texts may be sent on.
   *
   * @param texts one for each slot, in order
   * @param vault what the placeholders stand for
   * @param report counts by type
   */
  record Redacted(List<String> texts, Vault vault, RedactionReport report)
      implements RedactionOutcome {

    /** Copies the list. */
    public Redacted {
      texts = List.copyOf(texts);
      requireNonNull(vault, "vault");
      requireNonNull(report, "report");
    }

    /** Shows the counts alone. */
    @Override
    public String toString() {
      return "Redacted" + report.counts();
    }
  }

  /**
   * Nothing may be sent on.
   *
   * @param code {@link #PII_BLOCKED} or {@link #DETECTOR_FAILED}
   * @param types the names of the types that caused it; empty if a detector failed
   */
  record Blocked(String code, Set<String> types) implements RedactionOutcome {

    /** Copies the set. */
    public Blocked {
      requireNonNull(code, "code");
      types = Set.copyOf(types);
    }
  }
}
