package dev.barnabas.worker.pool;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the progress of leases. At most one asynchronous commit is under way, so that an older
 * one cannot follow a newer one. The broker accepts a plain commit from a former owner, so only
 * leases in the table get here, and only on the poll thread.
 */
final class Commits {

  private static final long RETRY_NANOS = 100_000_000;
  private static final Logger log = LoggerFactory.getLogger(Commits.class);

  private final Consumer<byte[], byte[]> consumer;
  private final PoolTimes times;
  private final Standing standing;
  private final PoolMeters meters;
  private final Ticker ticker;
  private int characters;
  private boolean underWay;
  private long lastNanos;
  private long notBeforeNanos;

  Commits(
      Consumer<byte[], byte[]> consumer,
      PoolSettings settings,
      Standing standing,
      PoolMeters meters,
      Ticker ticker) {
    this.consumer = consumer;
    this.times = settings.times();
    this.characters = settings.limits().maxMetadataCharacters();
    this.standing = standing;
    this.meters = meters;
    this.ticker = ticker;
    this.lastNanos = ticker.nanos();
    this.notBeforeNanos = lastNanos;
  }

  /** Whether an asynchronous commit awaits its acknowledgement. */
  boolean underWay() {
    return underWay;
  }

  /**
   * Commits what is new, if the interval is over or a start limit runs out; and everything, if it
   * must be known whether the partitions are still this worker's: after a silence, and from time to
   * time while there is work.
   *
   * @param acknowledged runs on the poll thread, inside a call of the consumer, once starts may go
   *     on
   */
  void commitIfDue(Collection<Lease> leases, Runnable acknowledged) {
    boolean asks =
        standing.isDoubtful() || (standing.fades() && leases.stream().anyMatch(Lease::hasWork));
    boolean due = asks || intervalIsOver() || leases.stream().anyMatch(Lease::limitRunsOut);
    if (due && mayCommit()) {
      commitAsync(
          leases.stream().filter(lease -> asks || lease.hasNews()).toList(),
          Lease::commit,
          acknowledged);
    }
  }

  /**
   * Hears of the broker while a callback of the consumer keeps the poll thread: commits these
   * leases and waits for it, if it is time to.
   */
  void hear(Collection<Lease> leases) {
    List<LeaseCommit> commits =
        standing.fades() && mayCommit() ? commits(leases, Lease::commit) : List.of();
    if (!commits.isEmpty()) {
      long doubts = standing.doubts();
      long sent = ticker.nanos();
      KafkaException failure = null;
      try {
        consumer.commitSync(offsets(commits), times.brokerTimeout());
      } catch (KafkaException refused) {
        failure = refused;
      }
      ended(commits, failure, doubts, sent, () -> {});
    }
  }

  /**
   * Commits what is new of leases that start nothing more, with the clean mark, if the interval is
   * over: whoever is killed while it waits for the last calls leaves these to be handed back, and
   * no other.
   */
  void commitCleanIfDue(Collection<Lease> leases) {
    if (intervalIsOver() && mayCommit()) {
      commitAsync(leases.stream().filter(Lease::hasNews).toList(), Lease::cleanCommit, () -> {});
    }
  }

  /**
   * Waits until no commit is under way, without committing anything. The client may send a commit
   * later than it was asked to, and under the membership that it has then.
   */
  void awaitUnderWay() {
    if (underWay) {
      try {
        consumer.commitSync(Map.of(), times.brokerTimeout());
      } catch (KafkaException failure) {
        failed(failure);
      }
    }
  }

  /**
   * Commits with the clean mark and waits for it; for leases that are about to end.
   *
   * @return whether it was acknowledged
   */
  boolean commitClean(Collection<Lease> leases) {
    List<LeaseCommit> commits = commits(leases, Lease::cleanCommit);
    while (!commits.isEmpty()) {
      try {
        consumer.commitSync(offsets(commits), times.brokerTimeout());
        meters.commit(true);
        return true;
      } catch (KafkaException failure) {
        failed(failure);
        if (!(failure instanceof OffsetMetadataTooLarge) || !shrink()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean intervalIsOver() {
    return ticker.nanos() - lastNanos >= times.commitInterval().toNanos();
  }

  private boolean mayCommit() {
    return !underWay && ticker.nanos() - notBeforeNanos >= 0;
  }

  private void commitAsync(
      List<Lease> leases, Function<Lease, @Nullable LeaseCommit> commit, Runnable acknowledged) {
    lastNanos = ticker.nanos();
    List<LeaseCommit> commits = commits(leases, commit);
    if (!commits.isEmpty()) {
      underWay = true;
      long doubts = standing.doubts();
      long sent = lastNanos;
      consumer.commitAsync(
          offsets(commits), (_, failure) -> ended(commits, failure, doubts, sent, acknowledged));
    }
  }

  private void ended(
      List<LeaseCommit> commits,
      @Nullable Exception failure,
      long doubts,
      long sentNanos,
      Runnable acknowledged) {
    underWay = false;
    if (failure == null) {
      standing.confirm(doubts, sentNanos);
      meters.commit(true);
      commits.stream()
          .filter(commit -> !commit.lease().ended())
          .forEach(commit -> commit.lease().acknowledged(commit));
      acknowledged.run();
      return;
    }
    failed(failure);
    notBeforeNanos = ticker.nanos() + RETRY_NANOS;
    if (failure instanceof OffsetMetadataTooLarge) {
      shrink();
    }
  }

  /** Halves what a commit may say; false once it cannot say less. */
  private boolean shrink() {
    int before = characters;
    characters = Math.max(ProgressCodec.MIN_CHARACTERS, characters / 2);
    log.atWarn()
        .addKeyValue("characters", characters)
        .log("broker accepts less offset metadata than configured, commits will say less");
    return characters < before;
  }

  private void failed(Exception failure) {
    meters.commit(false);
    log.atWarn()
        .addKeyValue("error", failure.getClass().getName())
        .addKeyValue("detail", String.valueOf(failure.getMessage()))
        .log("offset commit failed");
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(List<LeaseCommit> commits) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (LeaseCommit commit : commits) {
      Progress progress = commit.progress();
      offsets.put(
          commit.lease().partition(),
          new OffsetAndMetadata(progress.base(), ProgressCodec.encode(progress, characters)));
    }
    return offsets;
  }

  private static List<LeaseCommit> commits(
      Collection<Lease> leases, Function<Lease, @Nullable LeaseCommit> commit) {
    return leases.stream().map(commit).filter(Objects::nonNull).toList();
  }
}
