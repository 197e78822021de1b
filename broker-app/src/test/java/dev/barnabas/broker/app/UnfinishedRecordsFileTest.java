package dev.barnabas.broker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Coordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRecordsFileTest {
  private static final Instant APPENDED = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path directory;
  private UnfinishedRecordsFile records;

  @BeforeEach
  void open() throws IOException {
    records = UnfinishedRecordsFile.at(directory.resolve("state/unfinished"), 3);
  }

  private static Coordinates at(long offset) {
    return new Coordinates("inference.requests", 1, offset, APPENDED);
  }

  private int died(long offset) throws IOException {
    int before = records.begin(1, at(offset));
    open();
    return before;
  }

  private int passed(long offset) {
    int before = records.begin(1, at(offset));
    records.finished(1);
    return before;
  }

  @Test
  @Tag("rule-5.4")
  void countsTheProcessesThatEndedInARecordAndNotTheRecordsBeforeIt() throws IOException {
    assertThat(passed(5)).isZero();
    assertThat(died(6)).isZero();
    assertThat(passed(5)).isZero();
    assertThat(died(6)).isEqualTo(1);
    assertThat(passed(5)).isZero();
    assertThat(passed(6)).isEqualTo(2);
    assertThat(passed(7)).isZero();
  }

  @Test
  @Tag("rule-5.4")
  void keepsItsVerdictWhenAnotherRecordBehindItIsTheEndToo() throws IOException {
    died(6);
    died(6);
    assertThat(passed(6)).isEqualTo(2);
    died(7);
    assertThat(passed(6)).isEqualTo(2);
    died(7);
    assertThat(passed(6)).isEqualTo(2);
    assertThat(passed(7)).isEqualTo(2);
  }

  @Test
  @Tag("rule-5.4")
  void tellsPartitionsTopicsAndAppendTimesApart() throws IOException {
    died(6);
    assertThat(records.begin(2, at(6))).isZero();
    assertThat(records.begin(1, new Coordinates("inference.outcomes", 1, 6, APPENDED))).isZero();
    assertThat(
            records.begin(1, new Coordinates("inference.requests", 1, 6, APPENDED.plusMillis(1))))
        .as("the topic was created again")
        .isZero();
    assertThat(records.begin(1, at(6))).isEqualTo(1);
  }

  @Test
  @Tag("rule-5.4")
  void remembersTheLastRecordsOnly() throws IOException {
    for (int offset = 0; offset <= UnfinishedRecordsFile.SUSPECTS; offset++) {
      died(offset);
    }
    records.begin(1, at(100));
    records.finished(1);
    assertThat(passed(0)).isZero();
    assertThat(passed(1)).isEqualTo(1);
    assertThat(passed(UnfinishedRecordsFile.SUSPECTS)).isEqualTo(1);
  }

  @Test
  @Tag("rule-5.4")
  void beginsAnewWhereTheFileIsOfAnotherShape() throws IOException {
    died(6);
    Path file = directory.resolve("state/unfinished");
    assertThat(UnfinishedRecordsFile.at(file, 2).begin(1, at(6))).isZero();
    Files.writeString(file, "something else");
    open();
    assertThat(passed(6)).isZero();
  }
}
