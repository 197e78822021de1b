package dev.barnabas.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The broker settings of a one-node cluster for development and tests. */
final class KafkaSettings {

  private KafkaSettings() {}

  /** Settings that any one-node broker here has, also the embedded one. */
  static Map<String, String> shared() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.partitions", "4");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("log.message.timestamp.type", "LogAppendTime");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "2");
    transactions(settings);
    groups(settings);
    return settings;
  }

  /** All settings of the child process. */
  static Map<String, String> of(Path data, int port, int controllerPort) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", data.toString());
    settings.put("log.cleaner.dedupe.buffer.size", "16777216");
    // A broker restarted after a kill may register again once its own old session is over.
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("broker.session.timeout.ms", "3000");
    settings.putAll(shared());
    return settings;
  }

  /** A hanging transaction is ended soon: it hides its neighbours from read_committed readers. */
  private static void transactions(Map<String, String> settings) {
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("transaction.max.timeout.ms", "15000");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
  }

  /** A dead member is noticed in 6 to 10 s, by every group protocol. */
  private static void groups(Map<String, String> settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    for (String protocol : new String[] {"consumer", "streams", "share"}) {
      settings.put("group." + protocol + ".min.session.timeout.ms", "6000");
      settings.put("group." + protocol + ".session.timeout.ms", "10000");
      settings.put("group." + protocol + ".min.heartbeat.interval.ms", "1000");
      settings.put("group." + protocol + ".heartbeat.interval.ms", "2000");
    }
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
  }
}
