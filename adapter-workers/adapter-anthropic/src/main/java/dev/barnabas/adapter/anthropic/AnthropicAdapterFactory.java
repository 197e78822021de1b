package dev.barnabas.adapter.anthropic;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAdapterFactory;
import dev.barnabas.adapter.http.HttpModelAdapter;

/** Creates adapters of Anthropic's messages API. It has no properties. */
public final class AnthropicAdapterFactory implements ModelAdapterFactory {
  private static final String NEWEST_ENVELOPE = "v1.0";

  /** For {@link java.util.ServiceLoader}. */
  public AnthropicAdapterFactory() {}

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public ModelAdapter create(AdapterSettings settings) {
    String version = settings.schemaVersion() == null ? NEWEST_ENVELOPE : settings.schemaVersion();
    return new HttpModelAdapter(
        "anthropic",
        settings,
        JsonSchema.resource(AnthropicAdapterFactory.class, version),
        new AnthropicProtocol(settings));
  }
}
