package dev.barnabas.adapter.simulated;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAdapterFactory;

/**
 * Creates simulated adapters. Endpoint and key are not used.
 *
 * <p>Properties: {@code latency} ({@code none}, {@code fixed:MS}, {@code uniform:MS:MS} or {@code
 * lognormal:MEDIAN_MS:SIGMA}; default {@code none}) for models that name none, and {@code
 * answer_tokens} (default 48), the least length of a text answer.
 */
public final class SimulatedAdapterFactory implements ModelAdapterFactory {
  private static final String NEWEST_ENVELOPE = "v1.0";

  /** For {@link java.util.ServiceLoader}. */
  public SimulatedAdapterFactory() {}

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public ModelAdapter create(AdapterSettings settings) {
    String version = settings.schemaVersion() == null ? NEWEST_ENVELOPE : settings.schemaVersion();
    return new SimulatedAdapter(
        settings,
        JsonSchema.resource(SimulatedAdapterFactory.class, version),
        latency(settings),
        new AnswerText(answerTokens(settings)),
        Thread::sleep);
  }

  private static Latency latency(AdapterSettings settings) {
    try {
      return Latency.parse(settings.properties().getOrDefault("latency", "none"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "partner '%s': %s".formatted(settings.partnerId(), e.getMessage()), e);
    }
  }

  private static int answerTokens(AdapterSettings settings) {
    String text = settings.properties().getOrDefault("answer_tokens", "48");
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "partner '%s': answer_tokens is '%s'; expected 1 to 999999"
              .formatted(settings.partnerId(), text));
    }
    return Integer.parseInt(text);
  }
}
