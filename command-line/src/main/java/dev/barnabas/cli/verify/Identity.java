package dev.barnabas.cli.verify;

import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.topics.TopicNames;

/** Whether there is somebody to answer: a tenant id and a correlation id of the documented form. */
final class Identity {
  private static final int LONGEST_ID = 200;

  private Identity() {}

  static boolean sound(RequestMetadata metadata) {
    String id = metadata.getCorrelationId();
    return TopicNames.isTenantSafe(metadata.getTenantId())
        && !id.isBlank()
        && id.length() <= LONGEST_ID
        && id.chars().noneMatch(Character::isISOControl);
  }
}
