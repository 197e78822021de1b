package dev.barnabas.redaction;

/**
 * An answer with its values back.
 *
 * @param text the restored text
 * @param restored how many placeholders were replaced
 * @param truncated whether the text was cut because it would have grown beyond its limit
 */
public record RestoreOutcome(String text, int restored, boolean truncated) {

  /** Shows the figures alone. */
  @Override
  public String toString() {
    return "RestoreOutcome[restored=" + restored + ", truncated=" + truncated + "]";
  }
}
