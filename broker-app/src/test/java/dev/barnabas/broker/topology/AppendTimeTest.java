package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AppendTimeTest {
  private static ConsumerRecord<Object, Object> at(long timestamp) {
    return new ConsumerRecord<>(
        "t",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        "k",
        "v",
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void isWhatTheBrokerStamped() {
    assertThat(new AppendTime().extract(at(1_700_000_000_000L), 5)).isEqualTo(1_700_000_000_000L);
  }

  @Test
  @Tag("rule-3.2")
  void isThePartitionsOwnTimeForARecordWithoutOneAndNeverThrows() {
    assertThat(new AppendTime().extract(at(-1), 5)).isEqualTo(5);
    assertThat(new AppendTime().extract(at(-1), -1)).isZero();
    assertThat(new AppendTime().extract(at(Long.MIN_VALUE), 7)).isEqualTo(7);
  }
}
