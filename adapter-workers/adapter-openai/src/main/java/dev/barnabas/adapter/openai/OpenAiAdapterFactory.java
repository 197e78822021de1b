package dev.barnabas.adapter.openai;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAdapterFactory;
import dev.barnabas.adapter.http.HttpModelAdapter;

/**
 * Creates adapters of OpenAI and of every compatible endpoint.
 *
 * <p>Properties: {@code max_tokens_field} ({@code max_tokens} or {@code max_completion_tokens}) and
 * {@code developer_role} ({@code developer} or {@code system}). OpenAI's own host defaults to the
 * first-party words ({@code max_completion_tokens}, {@code developer}); any other to {@code
 * max_tokens} and {@code system}, which compatible servers know.
 */
public final class OpenAiAdapterFactory implements ModelAdapterFactory {
  private static final String NEWEST_ENVELOPE = "v2.1";

  /** For {@link java.util.ServiceLoader}. */
  public OpenAiAdapterFactory() {}

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public ModelAdapter create(AdapterSettings settings) {
    String version = settings.schemaVersion() == null ? NEWEST_ENVELOPE : settings.schemaVersion();
    return new HttpModelAdapter(
        "openai",
        settings,
        JsonSchema.resource(OpenAiAdapterFactory.class, version),
        new OpenAiProtocol(settings, OpenAiDialect.of(settings)));
  }
}
