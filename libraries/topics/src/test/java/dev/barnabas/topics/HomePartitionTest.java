package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class HomePartitionTest {
  @Property
  void agreesWithKafkasDefaultPartitionerOnAStringKey(
      @ForAll String tenant, @ForAll @IntRange(min = 1, max = 200) int partitions) {
    try (StringSerializer serializer = new StringSerializer()) {
      int kafka = BuiltInPartitioner.partitionForKey(serializer.serialize("t", tenant), partitions);
      assertThat(HomePartition.of(tenant, partitions)).isEqualTo(kafka);
    }
  }

  @Test
  void staysWhereItWasInEveryVersion() {
    assertThat(List.of("acme", "globex", "initech", "müller"))
        .extracting(tenant -> HomePartition.of(tenant, 12))
        .containsExactly(0, 7, 6, 11);
  }

  @Test
  void refusesATopicWithoutPartitions() {
    assertThatThrownBy(() -> HomePartition.of("acme", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
