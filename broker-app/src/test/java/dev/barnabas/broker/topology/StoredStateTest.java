package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.BrokerState;
import dev.barnabas.broker.request.InMemoryState;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** What is kept in memory to find heads fast says what a plain scan would say. */
class StoredStateTest {
  private static final int STEPS = 120;
  private static final int AT_ONCE = 3;

  /** jqwik keeps one instance of this class for all tries: what a try changes is its own. */
  @Property(tries = 300)
  @Tag("rule-2.9")
  void findsTheHeadsOfQueuesAndTheTimersThatAreDueInAnyHistory(@ForAll long seed) {
    new History().run(new Random(seed));
  }

  private record Place(RequestKey key, Lane lane, Waiting waiting) {}

  /** The same steps on both. */
  private static final class History {

    private final MockProcessorContext<OutKey, byte[]> context = new MockProcessorContext<>();
    private final BrokerState plain = new InMemoryState();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private StoredState state = opened();

    private StoredState opened() {
      KeyValueStore<Bytes, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(Section.STORE), Serdes.Bytes(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      return new StoredState(context);
    }

    void run(Random random) {
      long now = 1_000;
      for (int step = 0; step < STEPS; step++) {
        now += random.nextInt(20);
        switch (random.nextInt(7)) {
          case 0, 1 ->
              schedule(new Timer(at(now, random, step), kind(random), key(random, step), ""));
          case 2 -> unschedule(random);
          case 3 -> park(new Place(key(random, step), lane(random), new Waiting(step, 1, null)));
          case 4 -> unpark(random);
          case 5 -> fire(Instant.ofEpochMilli(now * 1_000));
          default -> state = new StoredState(context);
        }
        assertSame();
      }
    }

    /** No two at the same time: their order among themselves is nobody's concern. */
    private static Instant at(long now, Random random, int step) {
      return Instant.ofEpochMilli((now - 10 + random.nextInt(60)) * 1_000 + step);
    }

    private static Timer.Kind kind(Random random) {
      return random.nextBoolean() ? Timer.Kind.DEADLINE : Timer.Kind.HOLD;
    }

    private static RequestKey key(Random random, int step) {
      return new RequestKey("t" + random.nextInt(4), "id" + step);
    }

    private static Lane lane(Random random) {
      return random.nextBoolean() ? Lane.REALTIME : Lane.BULK;
    }

    private void schedule(Timer timer) {
      timers.add(timer);
      state.schedule(timer);
      plain.schedule(timer);
    }

    private void unschedule(Random random) {
      if (!timers.isEmpty()) {
        Timer timer = timers.remove(random.nextInt(timers.size()));
        state.unschedule(timer);
        plain.unschedule(timer);
      }
    }

    private void park(Place place) {
      places.add(place);
      state.park(place.key(), place.lane(), place.waiting());
      plain.park(place.key(), place.lane(), place.waiting());
    }

    private void unpark(Random random) {
      if (!places.isEmpty()) {
        Place place = places.remove(random.nextInt(places.size()));
        state.unpark(place.key(), place.lane(), place.waiting());
        plain.unpark(place.key(), place.lane(), place.waiting());
        if (random.nextInt(4) == 0) {
          park(place);
        }
      }
    }

    /** Some of what is due is done; a slice of time may end before the rest. */
    private void fire(Instant horizon) {
      List<Timer> due = state.due(horizon, AT_ONCE);
      assertThat(due).isEqualTo(plain.due(horizon, AT_ONCE));
      for (Timer timer : due.subList(0, due.size() / 2 + due.size() % 2)) {
        timers.remove(timer);
        state.unschedule(timer);
        plain.unschedule(timer);
      }
    }

    private void assertSame() {
      String tenant = "";
      Optional<String> next;
      do {
        next = state.nextParkedTenant(tenant);
        assertThat(next).isEqualTo(plain.nextParkedTenant(tenant));
        tenant = next.orElse("");
        assertThat(state.parkedHead(tenant)).isEqualTo(plain.parkedHead(tenant));
      } while (next.isPresent());
    }
  }
}
