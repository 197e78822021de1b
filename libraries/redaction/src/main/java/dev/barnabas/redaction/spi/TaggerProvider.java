package dev.barnabas.redaction.spi;

/**
 * Makes a {@link SequenceTagger}. Providers are found by {@link java.util.ServiceLoader}; of
 * several, the one with the highest priority is used alone.
 */
public interface TaggerProvider {

  /** The priority of the built-in model. */
  int BUILT_IN = 0;

  /** A stable name for reports and errors, in kebab-case. */
  String id();

  /** Greater than {@link #BUILT_IN} to replace the built-in model. */
  int priority();

  /** Loads the model; called once per engine. */
  SequenceTagger load();
}
