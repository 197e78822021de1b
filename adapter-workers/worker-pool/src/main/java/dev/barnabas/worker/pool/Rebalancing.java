package dev.barnabas.worker.pool;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the lease table as the group moves partitions; called by the consumer, inside a poll. */
final class Rebalancing implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(Rebalancing.class);

  private final Consumer<byte[], byte[]> consumer;
  private final LeaseTable leases;
  private final Drain drain;
  private final Commits commits;

  Rebalancing(Consumer<byte[], byte[]> consumer, LeaseTable leases, Drain drain, Commits commits) {
    this.consumer = consumer;
    this.leases = leases;
    this.drain = drain;
    this.commits = commits;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    leases.assign(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    List<Lease> released = leases.release(partitions);
    if (!released.isEmpty()) {
      drain.drainAndCommit(released);
      released.forEach(Lease::end);
    }
  }

  /** Commits nothing: these partitions may have a new owner, and the broker would not refuse. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    List<Lease> lost = leases.release(partitions);
    for (Lease lease : lost) {
      lease.withdraw();
      lease.end();
    }
    commits.awaitUnderWay();
    log.atWarn().addKeyValue("partitions", partitions).log("partitions lost, nothing committed");
  }
}
