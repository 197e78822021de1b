package dev.barnabas.bench;

import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.RedactionPolicy;
import dev.barnabas.redaction.spi.EntityType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prompts of about a kilobyte for measuring redaction. Everything in them is made up. */
final class RedactionPrompts {
  private static final int LENGTH = 1_024;

  private static final String DENSE =
      "Customer Maria Lopez (maria.lopez@mail.example, +1 415 555 0132) asked about card 4539 2718"
          + " 0645 2131 and IBAN DE79 1203 0000 1998 7453 06. Her SSN is 457-55-1462 and her server"
          + " 192.168.10.4 sits behind 2001:db8::7. Please reply to john.smith+billing@corp.example"
          + " before 12/03/2026, or call (212) 555-0173 ext. 9. ";
  private static final String MIXED =
      "Good morning, my name is Annika Bergstrom and I have been a customer since 2019. Last week I"
          + " ordered two lamps and a desk, but only one of the lamps has arrived, and the tracking"
          + " page has not changed for five days. Could you find out where the rest of the order is?"
          + " You can reach me at annika.b@mail.example or on +46 8 123 456 00 after five o'clock. I"
          + " live at 14 Elm Street, Springfield. If the desk cannot be delivered before the end of"
          + " the month, please cancel it and send the money back to the account it came from. Thank"
          + " you very much for your help, and please tell Thomas that the colour is perfect. ";
  private static final String SPARSE =
      "The quarterly report shows that the new onboarding flow reduced the time to first value by a"
          + " third, mostly because users no longer have to confirm their settings twice. We would"
          + " like you to summarise the main findings in five bullet points, and to suggest two"
          + " experiments for the next quarter. Contact anna.k@firm.example if anything is unclear. ";
  private static final String CODE =
      """
      public final class Cache<K, V> {
        private final Map<K, V> entries = new ConcurrentHashMap<>(16);
        V get(K key, Function<K, V> load) {
          return entries.computeIfAbsent(key, k -> load.apply(k)); // 1024 entries at most
        }
        static long now() { return System.currentTimeMillis() / 1000L; }
      }
      """;
  private static final String RECORD =
      "{\"order\": {\"id\": 10023456, \"customer\": {\"name\": \"Maria Lopez\", \"email\":"
          + " \"maria@mail.example\"}, \"items\": [{\"sku\": \"A-4411\", \"qty\": 2, \"price\":"
          + " 19.99}], \"created\": \"2026-05-01T12:00:00Z\", \"note\": \"leave at the door\"}}";

  /** What hostile texts repeat. */
  static final List<String> SEEDS =
      List.of(
          "0",
          "0 ",
          "1-",
          "01 ",
          "(0)",
          "+1",
          "00 ",
          "7.7.",
          "1/2/",
          "4012 ",
          "457-55-",
          "457-55-1462",
          "ssn 123 ",
          "tel 0 1 2 ",
          "212-555-0173 ",
          "@",
          "a@",
          "a.",
          "a@a.",
          "a@b.co ",
          "\"@",
          ":",
          "::",
          "1:",
          "ab:",
          "fe80:",
          "DE89",
          "DE89 3704 ",
          "at ",
          "a at b dot ",
          "(at",
          "[at] ",
          "<",
          "{\"a\":",
          "1.1.1.1/",
          "x123 ",
          "http://",
          "-----BEGIN ",
          "-----BEGIN PRIVATE KEY-----",
          "eyJ.",
          "sk-a1B2",
          "password=",
          "A ",
          "John ",
          "John Smith, ",
          "Mr. ",
          "\n",
          "\\u0041",
          "<EMAIL_1>",
          "[",
          "May 1 ",
          "1.1.21 ",
          "AB 12 34 56 ",
          "1EG4-TE5-",
          "00:1A:",
          "12 Baker Street, ",
          "\u0661\u0662 ");

  private RedactionPrompts() {}

  /** What is looked for. */
  enum Entities {
    /** All but what the tagger finds. */
    DETERMINISTIC,
    /** All. */
    ALL
  }

  /** Placeholders for everything that is looked for. */
  static CompiledPolicy policy(RedactionEngine engine, Entities entities) {
    Map<String, String> actions = new LinkedHashMap<>();
    actions.put("ALL", "placeholder");
    if (entities == Entities.DETERMINISTIC) {
      for (EntityType type :
          List.of(
              EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION, EntityType.NRP)) {
        actions.put(type.name(), "allow");
      }
    }
    return engine
        .compiler()
        .compile(new RedactionPolicy(actions, List.of(), List.of(), List.of(), List.of()))
        .orThrow();
  }

  /** The prompts by name. */
  static Map<String, String> all() {
    Map<String, String> prompts = new LinkedHashMap<>();
    prompts.put("mixed", kilobyte(MIXED));
    prompts.put("sparse", kilobyte(SPARSE));
    prompts.put("code", kilobyte(CODE));
    prompts.put("dense", kilobyte(DENSE));
    prompts.put("json", records());
    return prompts;
  }

  private static String kilobyte(String text) {
    return text.repeat(LENGTH / text.length() + 1).substring(0, LENGTH);
  }

  private static String records() {
    StringBuilder text = new StringBuilder("[").append(RECORD);
    while (text.length() + RECORD.length() < LENGTH) {
      text.append(',').append(RECORD);
    }
    return text.append(']').toString();
  }
}
