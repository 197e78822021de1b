package dev.barnabas.topics;

/** One way in which a cluster is not what the applications need. */
public sealed interface Difference {
  /** One sentence for an operator: what was found and what is needed. */
  String describe();

  /**
   * A topic does not exist.
   *
   * @param topic its name
   * @param partitions the partitions it needs
   */
  record MissingTopic(String topic, int partitions) implements Difference {
    @Override
    public String describe() {
      return "topic " + topic + " does not exist; create it with " + partitions + " partitions";
    }
  }

  /**
   * A topic has another number of partitions.
   *
   * @param topic its name
   * @param needed what the plan says
   * @param found what the cluster has
   * @param home whether tenants live in its partitions, so that the number may never change
   */
  record PartitionsDiffer(String topic, int needed, int found, boolean home) implements Difference {
    @Override
    public String describe() {
      String why =
          home
              ? "; requests, control, outcomes, fallback and misplaced share one number that is"
                  + " fixed at birth"
              : "";
      return "topic " + topic + " has " + found + " partitions, " + needed + " needed" + why;
    }
  }

  /**
   * A setting of a topic differs.
   *
   * @param topic its name
   * @param setting Kafka's name of the setting
   * @param needed the value needed
   * @param found the value found
   */
  record SettingDiffers(String topic, String setting, String needed, String found)
      implements Difference {
    @Override
    public String describe() {
      return "topic " + topic + " has " + setting + "=" + found + ", " + needed + " needed";
    }
  }

  /**
   * A number is below what is needed.
   *
   * @param topic the topic's name
   * @param setting Kafka's name of the setting
   * @param atLeast the least accepted, -1 for no bound
   * @param found the value found
   */
  record BelowMinimum(String topic, String setting, long atLeast, long found)
      implements Difference {
    @Override
    public String describe() {
      String needed = atLeast < 0 ? "no bound" : "at least " + atLeast;
      return "topic " + topic + " has " + setting + "=" + found + ", " + needed + " needed";
    }
  }

  /**
   * A segment stays open too long: records outlive the retention by its age.
   *
   * @param topic the topic's name
   * @param atMost longest age in milliseconds
   * @param found the age found, in milliseconds
   */
  record SegmentTooLong(String topic, long atMost, long found) implements Difference {
    @Override
    public String describe() {
      return "topic " + topic + " has segment.ms=" + found + ", at most " + atMost + " needed";
    }
  }

  /**
   * The cluster's transactions are of the first version.
   *
   * @param found the finalised level of {@code transaction.version}; 0 where it has none
   */
  record TransactionVersionTooLow(int found) implements Difference {
    @Override
    public String describe() {
      return "the cluster has transaction.version=" + found + ", at least 2 needed";
    }
  }
}
