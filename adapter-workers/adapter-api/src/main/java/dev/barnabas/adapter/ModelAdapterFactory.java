package dev.barnabas.adapter;

/** Creates adapters of one provider. Found by {@link java.util.ServiceLoader}; has no state. */
public interface ModelAdapterFactory {

  /** The name a configuration uses in {@code adapter:}: lower case, such as {@code openai}. */
  String name();

  /**
   * Creates the adapter of one partner. Makes no call.
   *
   * @throws IllegalArgumentException if a setting is unusable; the message names the setting
   */
  ModelAdapter create(AdapterSettings settings);
}
