package com.example.acme;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAdapterFactory;
import dev.barnabas.adapter.http.HttpModelAdapter;

/** Creates Acme's adapters. */
public final class AcmeAdapterFactory implements ModelAdapterFactory {
  private static final String ENVELOPE =
      """
      {"type":"object","required":["model","choices"],
       "properties":{"model":{"type":"string"},"choices":{"type":"array","minItems":1}}}\
      """;

  /** For the service loader. */
  public AcmeAdapterFactory() {}

  @Override
  public String name() {
    return "acme";
  }

  @Override
  public ModelAdapter create(AdapterSettings settings) {
    if (settings.schemaVersion() != null) {
      throw new IllegalArgumentException(
          "schema_version '%s' is not known to acme".formatted(settings.schemaVersion()));
    }
    return new HttpModelAdapter(
        "acme", settings, JsonSchema.of("v1", ENVELOPE), new AcmeProtocol(settings));
  }
}
