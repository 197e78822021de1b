package dev.barnabas.cli.ledger;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Where a record lies in the metering topic.
 *
 * @param partition its partition
 * @param offset its offset
 */
public record Position(int partition, long offset) implements Comparable<Position> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::partition).thenComparingLong(Position::offset);

  /** Refuses what is negative. */
  public Position {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("no position: " + partition + ":" + offset);
    }
  }

  /**
   * A position as a person writes it, {@code PARTITION:OFFSET}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Position parse(String text) {
    var found = FORM.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no PARTITION:OFFSET such as 0:1234");
    }
    return new Position(Integer.parseInt(found.group(1)), Long.parseLong(found.group(2)));
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
