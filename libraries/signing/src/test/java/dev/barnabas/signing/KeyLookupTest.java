package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.barnabas.signing.KeySet.KeySetOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KeyLookupTest {
  private static final KeyPair ACME =
      KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme"));

  private final Deque<Runnable> queue = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private KeySetOutcome answer =
      KeySet.parse(KeyPair.added(null, ACME.publicJwk()).getBytes(UTF_8));
  private int looks;
  private final KeyLookup lookup =
      new KeyLookup("test", this::read, Duration.ofSeconds(30), queue::add, () -> now);

  private KeySetOutcome read() {
    looks++;
    return answer;
  }

  private void run() {
    while (!queue.isEmpty()) {
      queue.removeFirst().run();
    }
  }

  @Test
  @Tag("rule-5.13")
  void neverReadsOnTheThreadThatAsks() {
    lookup.ask();

    assertThat(looks).isZero();
    assertThat(lookup.state()).isEqualTo(new KeySetState.NotLoaded());
    assertThat(lookup.lookedSince(now)).isFalse();
    run();
    assertThat(looks).isEqualTo(1);
    assertThat(lookup.lookedSince(now.minusNanos(1))).isTrue();
    assertThat(lookup.lookedSince(now)).isFalse();
    assertThat(lookup.state()).isInstanceOf(KeySetState.Loaded.class);
  }

  @Test
  void looksNoMoreOftenOnDemandThanStatedHoweverOftenItIsAsked() {
    for (int second = 0; second < 90; second++) {
      for (int i = 0; i < 100; i++) {
        lookup.ask();
      }
      run();
      now = now.plusSeconds(1);
    }

    assertThat(looks).isEqualTo(3);
  }

  @Test
  void looksOnceAtATime() {
    lookup.look();
    lookup.look();

    assertThat(queue).hasSize(1);
  }

  @Test
  void keepsTheKeysItHasAndTheirAgeWhenALookFails() {
    Instant first = now;
    lookup.look();
    run();
    answer = new KeySetOutcome.Refused("away");
    now = now.plusSeconds(60);
    lookup.look();
    run();

    assertThat(lookup.state())
        .isInstanceOfSatisfying(
            KeySetState.Loaded.class, loaded -> assertThat(loaded.readAt()).isEqualTo(first));
    assertThat(lookup.lookedSince(first)).isTrue();
  }

  @Test
  void forgetsAKeyThatWasTakenOut() {
    lookup.look();
    run();
    answer = KeySet.parse("{\"keys\":[]}".getBytes(UTF_8));
    lookup.look();
    run();

    assertThat(lookup.state())
        .isInstanceOfSatisfying(
            KeySetState.Loaded.class, loaded -> assertThat(loaded.keys().ids()).isEmpty());
  }

  @Test
  void refreshesAsOftenAsToldAndSoonerAfterAFailure() {
    Duration every = Duration.ofMinutes(5);
    lookup.refresh(every);
    run();
    now = now.plusSeconds(299);
    lookup.refresh(every);
    run();
    assertThat(looks).isEqualTo(1);
    answer = new KeySetOutcome.Refused("away");
    now = now.plusSeconds(1);
    lookup.refresh(every);
    run();
    assertThat(looks).isEqualTo(2);
    now = now.plusSeconds(30);
    lookup.refresh(every);
    run();
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void looksAgainAfterASourceThatFailedByABugAndAfterAnExecutorThatRefused() {
    KeyLookup broken =
        new KeyLookup(
            "test",
            () -> {
              looks++;
              throw new IllegalStateException("a bug");
            },
            Duration.ofSeconds(30),
            queue::add,
            () -> now);
    broken.look();
    Runnable look = queue.removeFirst();
    assertThatIllegalStateException().isThrownBy(look::run);
    broken.look();
    assertThat(queue).hasSize(1);

    KeyLookup closed =
        new KeyLookup(
            "test",
            this::read,
            Duration.ofSeconds(30),
            task -> {
              throw new RejectedExecutionException();
            },
            () -> now);
    closed.look();
    assertThat(closed.state()).isEqualTo(new KeySetState.NotLoaded());
    assertThat(closed.lookedSince(now)).isFalse();
  }
}
