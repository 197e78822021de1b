package dev.barnabas.broker.app;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.TextView;
import java.util.Set;

/** A detector with a bug that ends the process, for a policy that names its entity. */
public final class DeadlyDetector implements Detector {
  static final String ENTITY = "DEADLY";

  private static final EntityType DEADLY = new EntityType(ENTITY);

  @Override
  public String id() {
    return "deadly";
  }

  @Override
  public Set<EntityType> entities() {
    return Set.of(DEADLY);
  }

  @Override
  public int lookAhead() {
    return 0;
  }

  @Override
  public void detect(TextView view, DetectContext context, SpanSink sink) {
    if (context.wants(DEADLY)) {
      Runtime.getRuntime().halt(139);
    }
  }
}
