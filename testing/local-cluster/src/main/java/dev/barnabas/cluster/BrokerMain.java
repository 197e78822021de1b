package dev.barnabas.cluster;

import java.io.IOException;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Utils;

/** First class of the broker's JVM: formats the storage of a new broker, then runs Kafka. */
public final class BrokerMain {

  private BrokerMain() {}

  /** Arguments: the properties file, the cluster id, and a clock's file where it has its own. */
  public static void main(String[] args) throws IOException {
    String properties = args[0];
    String clusterId = args[1];
    int failed =
        StorageTool.execute(
            new String[] {"format", "-c", properties, "-t", clusterId, "--ignore-formatted"},
            System.out);
    if (failed != 0) {
      System.exit(failed);
    }
    if (args.length > 2) {
      underClock(properties, ShiftedClock.at(Path.of(args[2])));
    } else {
      Kafka.main(new String[] {properties});
    }
  }

  private static void underClock(String properties, ShiftedClock clock) throws IOException {
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(Utils.loadProps(properties)), new ShiftedTime(clock));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
    server.startup();
    server.awaitShutdown();
  }
}
