package dev.barnabas.topics;

import java.util.ArrayList;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * How Avro's values become ours: amounts, times, and plain lists. Avro's own list compares its
 * items without conversions, so two equal records with amounts in a list would throw when compared.
 */
final class RecordModel extends SpecificData {
  private static final int MAX_INITIAL_CAPACITY = 16;

  RecordModel() {
    super(RecordModel.class.getClassLoader());
    addLogicalTypeConversion(new Conversions.DecimalConversion());
    addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
  }

  @Override
  public Object newArray(@Nullable Object old, int size, Schema schema) {
    return new ArrayList<>(Math.min(size, MAX_INITIAL_CAPACITY));
  }
}
