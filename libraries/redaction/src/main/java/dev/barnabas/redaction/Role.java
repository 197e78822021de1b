package dev.barnabas.redaction;

/** Who speaks in a part of a chat request. */
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL;

  /** Says whether what this role says must not be told to the reader of an answer. */
  public boolean privileged() {
    return this == SYSTEM || this == DEVELOPER;
  }
}
