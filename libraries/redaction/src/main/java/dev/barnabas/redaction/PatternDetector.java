package dev.barnabas.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.Set;

/** Finds what a partner's own pattern matches; RE2 does so in time linear in the text. */
final class PatternDetector implements Detector {

  /** A search may read to the end of the text before it finds; this bounds how often it does. */
  private static final int MAX_MATCHES = 10_000;

  private final EntityType type;
  private final Pattern pattern;

  PatternDetector(EntityType type, Pattern pattern) {
    this.type = type;
    this.pattern = pattern;
  }

  @Override
  public String id() {
    return "pattern";
  }

  @Override
  public Set<EntityType> entities() {
    return Set.of(type);
  }

  @Override
  public int lookAhead() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void detect(TextView view, DetectContext context, SpanSink sink) {
    Matcher matcher = pattern.matcher(view.substring(0, view.length()));
    int matches = 0;
    while (matcher.find()) {
      if (++matches > MAX_MATCHES) {
        throw new IllegalStateException("pattern of " + type + " matches too often");
      }
      if (matcher.end() > matcher.start()) {
        sink.accept(matcher.start(), matcher.end(), type, Strength.SHAPED);
      }
    }
  }
}
