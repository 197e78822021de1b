package dev.barnabas.metering.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnwrittenTotalsTest {

  private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();

  @BeforeEach
  void addStore() {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(MeteringStores.UNWRITTEN),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  @Test
  void leavesWhatItDidNotWriteToTheNextOwner() {
    var first = new UnwrittenTotals(context);
    first.add("a");
    first.add("b");
    first.add("c");
    first.add("b");
    assertThat(first.take(1)).containsExactly("a");

    var next = new UnwrittenTotals(context);

    assertThat(next.size()).isEqualTo(2);
    assertThat(next.take(10)).containsExactly("b", "c");
    assertThat(new UnwrittenTotals(context).size()).isZero();
  }

  @Test
  void writesAKeyThatChangesAfterItWasWrittenAgain() {
    var unwritten = new UnwrittenTotals(context);
    unwritten.add("a");
    assertThat(unwritten.take(10)).containsExactly("a");
    assertThat(unwritten.take(10)).isEmpty();

    unwritten.add("a");

    assertThat(unwritten.take(10)).containsExactly("a");
  }
}
