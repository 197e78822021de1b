package dev.barnabas.cli.verify;

import dev.barnabas.topics.TopicNames;
import java.util.Set;
import java.util.regex.Pattern;

/** What a topic is for, told by its name. */
final class TopicRoles {
  private final TopicNames names;
  private final Pattern requests;

  TopicRoles(TopicNames names) {
    this.names = names;
    this.requests = names.requestsPattern();
  }

  /** Where tenants write requests. */
  boolean requests(String topic) {
    return requests.matcher(topic).matches();
  }

  /** Where tenants read responses. */
  boolean responses(String topic) {
    return topic.equals(names.responses()) || topic.startsWith(names.responses() + ".");
  }

  /** What workers read: attempts for partners. */
  boolean work(String topic) {
    return topic.startsWith(names.prefix() + ".work.");
  }

  /** What broker-app reads. */
  boolean inputs(String topic) {
    return requests(topic)
        || Set.of(names.control(), names.outcomes(), names.fallback(), names.misplaced())
            .contains(topic);
  }

  /** What may hold personal data in clear: the tenants' own records, and what was refused. */
  boolean raw(String topic) {
    return requests(topic)
        || responses(topic)
        || Set.of(names.misplaced(), names.deadLetter()).contains(topic);
  }

  /** Whether the topic belongs to the installation. */
  boolean ours(String topic) {
    return inputs(topic)
        || responses(topic)
        || work(topic)
        || Set.of(
                names.decisions(),
                names.cancelledAttempts(),
                names.metering(),
                names.audit(),
                names.usageTotals(),
                names.breakers(),
                names.configuration(),
                names.alerts(),
                names.deadLetter())
            .contains(topic);
  }
}
