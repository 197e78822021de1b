package dev.barnabas.cluster;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** First class of the broker's JVM: formats the storage of a new broker, then runs Kafka. */
public final class BrokerMain {

  private BrokerMain() {}

  /** Arguments: the properties file and the cluster id. */
  public static void main(String[] args) {
    String properties = args[0];
    String clusterId = args[1];
    int failed =
        StorageTool.execute(
            new String[] {"format", "-c", properties, "-t", clusterId, "--ignore-formatted"},
            System.out);
    if (failed != 0) {
      System.exit(failed);
    }
    Kafka.main(new String[] {properties});
  }
}
