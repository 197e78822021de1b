package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.JsonSchema;

/** The configuration file as a JSON Schema, for editors and for {@code config schema}. */
public final class ConfigurationSchema {

  private ConfigurationSchema() {}

  /**
   * The schema, draft 2020-12, indented. It knows every key in every spelling; names are checked by
   * the loader.
   */
  public static String json() {
    return JsonSchema.write(Configuration.class, "Barnabas configuration");
  }
}
