package dev.barnabas.emulator.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What faults do to a list of server-sent events. */
final class StreamFaults {
  private static final int MOST_PAUSES = 16;

  private StreamFaults() {}

  /** An event in the middle whose data is not JSON. */
  static List<String> malformed(List<String> events) {
    return withBroken(events, "data: {\"object\": <<<\n\n");
  }

  static List<String> withBroken(List<String> events, String broken) {
    var all = new ArrayList<>(events);
    all.set(events.size() / 2, broken);
    return all;
  }

  /** The first half, then the error, then nothing. */
  static List<String> endingIn(List<String> events, String error) {
    var all = new ArrayList<>(events.subList(0, events.size() / 2));
    all.add(error);
    return all;
  }

  /** The first event with content, over and over. */
  static ReplyBody endless(ProviderApi api, List<String> events, long times) {
    int first = 0;
    while (first < events.size() - 1 && !api.carriesContent(events.get(first))) {
      first++;
    }
    return new ReplyBody.Repeated(
        String.join("", events.subList(0, first)).getBytes(StandardCharsets.UTF_8),
        events.get(first).getBytes(StandardCharsets.UTF_8),
        times,
        String.join("", events.subList(first + 1, events.size())).getBytes(StandardCharsets.UTF_8));
  }

  /** After which events to pause: up to 16 of those with content, evenly spread. */
  static List<Integer> pauses(ProviderApi api, List<String> events) {
    List<Integer> content =
        IntStream.range(0, events.size())
            .filter(i -> api.carriesContent(events.get(i)))
            .boxed()
            .toList();
    int step = Math.max(1, content.size() / MOST_PAUSES);
    return IntStream.range(0, content.size())
        .filter(i -> i % step == 0)
        .mapToObj(content::get)
        .toList();
  }
}
