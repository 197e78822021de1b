package dev.barnabas.bench.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a record of the comparison asks for, and what the worker says to the provider: three numbers
 * as text.
 *
 * @param id the call's place in the plan
 * @param attempt 1, and one more for each time that the dispatcher sent it anew
 * @param millis how long the provider takes
 */
record CallOrder(int id, int attempt, long millis) {

  static CallOrder parse(String text) {
    String[] parts = text.strip().split(" ", -1);
    return new CallOrder(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  static CallOrder parse(byte[] value) {
    return parse(new String(value, UTF_8));
  }

  CallOrder again() {
    return new CallOrder(id, attempt + 1, millis);
  }

  String text() {
    return id + " " + attempt + " " + millis;
  }

  byte[] bytes() {
    return text().getBytes(UTF_8);
  }
}
