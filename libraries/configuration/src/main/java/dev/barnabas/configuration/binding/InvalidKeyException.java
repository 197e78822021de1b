package dev.barnabas.configuration.binding;

/**
 * A value that a record refuses, with the key it belongs to; the binder puts the path before it.
 */
public final class InvalidKeyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * The key is a canonical spelling of the record, or of a record in it after a point; empty if the
   * record as a whole is refused.
   */
  public InvalidKeyException(String key, String message) {
    super(message);
    this.key = key;
  }

  /** The canonical spelling of the key; empty for the record as a whole. */
  public String key() {
    return key;
  }
}
