package dev.barnabas.emulator.call;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts failures per prompt for the flaky fault. Thread-safe; remembers 100,000 prompts. */
final class Flakiness {
  private static final int MOST_PROMPTS = 100_000;

  private final Map<String, Integer> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_PROMPTS;
        }
      };

  /** Whether this call still fails, which counts as one failure. */
  synchronized boolean failsAgain(String key, int most) {
    int before = failures.getOrDefault(key, 0);
    if (before >= most) {
      return false;
    }
    failures.put(key, before + 1);
    return true;
  }
}
