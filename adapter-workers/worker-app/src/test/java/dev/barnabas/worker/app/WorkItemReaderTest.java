package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class WorkItemReaderTest {
  private final WorkBench bench = new WorkBench();
  private final byte[] item = bench.sink.codec.encode(WorkBench.item().build());
  private final Deque<SchemaLookup> answers = new ArrayDeque<>();

  /** A registry that knows nothing until a look-up found it. */
  private final SchemaIds forgetful =
      new SchemaIds() {
        private boolean known;

        @Override
        public int idOf(Schema schema) {
          return bench.sink.schemas.idOf(schema);
        }

        @Override
        public Optional<Schema> cached(int id) {
          return known ? bench.sink.schemas.cached(id) : Optional.empty();
        }

        @Override
        public SchemaLookup lookUp(int id) {
          SchemaLookup answer = answers.removeFirst();
          known = answer instanceof SchemaLookup.Found;
          return answer;
        }
      };

  @Test
  void waitsWhileTheRegistryDoesNotAnswer() {
    answers.add(new SchemaLookup.Unreachable("ConnectException"));
    answers.add(new SchemaLookup.Unreachable("ConnectException"));
    answers.add(new SchemaLookup.Found(Schema.create(Schema.Type.NULL)));

    assertThat(reader().read(item)).isInstanceOf(ReadOutcome.Item.class);
    assertThat(bench.clock.sleeps).hasSize(2).isSorted();
  }

  @Test
  void buriesARecordWhoseSchemaTheRegistryDoesNotHave() {
    answers.add(new SchemaLookup.NotFound());

    assertThat(reader().read(item))
        .isInstanceOfSatisfying(
            ReadOutcome.Dead.class,
            dead -> assertThat(dead.reason().name()).isEqualTo("SCHEMA_NOT_FOUND"));
  }

  private WorkItemReader reader() {
    return new WorkItemReader(
        "alpha", 4, new RecordCodec(forgetful), forgetful, bench.clock.sleeper());
  }
}
