package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SequenceTagger;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.TaggerProvider;
import dev.barnabas.redaction.spi.TextView;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Asks a tagger for names, if the policy wants any of its types. */
public final class NameDetector implements Detector {

  private final SequenceTagger tagger;

  /** With the tagger of the provider that has the highest priority. */
  public NameDetector() {
    this(
        chosen(
                ServiceLoader.load(TaggerProvider.class, NameDetector.class.getClassLoader())
                    .stream()
                    .map(ServiceLoader.Provider::get)
                    .toList())
            .load());
  }

  /** The provider with the highest priority. */
  static TaggerProvider chosen(List<? extends TaggerProvider> providers) {
    return providers.stream()
        .max(Comparator.comparingInt(TaggerProvider::priority))
        .orElseThrow(() -> new IllegalStateException("there is no tagger"));
  }

  /** With a tagger of the caller's. */
  public NameDetector(SequenceTagger tagger) {
    this.tagger = tagger;
  }

  @Override
  public String id() {
    return "names";
  }

  @Override
  public Set<EntityType> entities() {
    return tagger.entities();
  }

  @Override
  public int lookAhead() {
    return 256;
  }

  @Override
  public Detector forRequest() {
    return new NameDetector(tagger.forRequest());
  }

  @Override
  public void detect(TextView view, DetectContext context, SpanSink sink) {
    for (EntityType type : tagger.entities()) {
      if (context.wants(type)) {
        tagger.tag(
            view,
            (start, end, found, score) -> {
              // A single letter is no name.
              if (end - start > 1) {
                sink.accept(start, end, found, score);
              }
            });
        return;
      }
    }
  }
}
