package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class StoreKeysTest {
  private static final long LATEST = 4_102_444_800_000L;

  @Property(tries = 300)
  void readsATimerBackFromItsKey(
      @ForAll @LongRange(min = 0, max = LATEST) long due,
      @ForAll Timer.Kind kind,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String tenant,
      @ForAll @StringLength(max = 40) String id,
      @ForAll @AlphaChars @StringLength(max = 40) String subject) {
    Timer timer =
        new Timer(Instant.ofEpochMilli(due), kind, new RequestKey(tenant, printable(id)), subject);

    assertThat(StoreKeys.timer(StoreKeys.timer(timer))).isEqualTo(timer);
  }

  @Property(tries = 300)
  void ordersTimersByTheirTime(
      @ForAll @LongRange(min = 0, max = LATEST) long one,
      @ForAll @LongRange(min = 0, max = LATEST) long other,
      @ForAll Timer.Kind kind) {
    Timer first = new Timer(Instant.ofEpochMilli(one), kind, new RequestKey("a", "1"), "");
    Timer second =
        new Timer(Instant.ofEpochMilli(other), Timer.Kind.DEADLINE, new RequestKey("b", "2"), "x");

    if (one != other) {
      assertThat(Integer.signum(StoreKeys.timer(first).compareTo(StoreKeys.timer(second))))
          .isEqualTo(Long.compare(one, other));
    }
    assertThat(StoreKeys.time(first.due())).isLessThanOrEqualTo(StoreKeys.timer(first));
    assertThat(StoreKeys.time(first.due().plusMillis(1))).isGreaterThan(StoreKeys.timer(first));
  }

  @Property(tries = 300)
  @Tag("rule-2.9")
  void ordersATenantsQueueByLaneAndTicket(
      @ForAll Lane lane,
      @ForAll Lane otherLane,
      @ForAll @LongRange(min = 0, max = LATEST) long ticket,
      @ForAll @LongRange(min = 0, max = LATEST) long other) {
    int expected = lane == otherLane ? Long.compare(ticket, other) : lane == Lane.REALTIME ? -1 : 1;

    assertThat(
            Integer.signum(
                StoreKeys.parked("acme", lane, ticket)
                    .compareTo(StoreKeys.parked("acme", otherLane, other))))
        .isEqualTo(expected);
  }

  @Example
  void keepsTheQueuesOfTenantsApartThoughOneIdBeginsWithTheOther() {
    for (String tenant : List.of("a", "a-b", "a.b", "a1", "ab", "b")) {
      var key = StoreKeys.parked(tenant, Lane.BULK, Long.MAX_VALUE);

      assertThat(StoreKeys.tenantOf(key)).isEqualTo(tenant);
      assertThat(key).isBetween(StoreKeys.tenant(tenant, false), StoreKeys.tenant(tenant, true));
      for (String other : List.of("a", "a-b", "a.b", "a1", "ab", "b")) {
        boolean inside =
            StoreKeys.tenant(other, false).compareTo(key) <= 0
                && key.compareTo(StoreKeys.tenant(other, true)) < 0;
        assertThat(inside)
            .as("%s in the queue of %s", tenant, other)
            .isEqualTo(other.equals(tenant));
      }
    }
  }

  /** A lone surrogate has no UTF-8 form. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cs}", "?");
  }
}
