package dev.barnabas.adapter.simulated;

import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelCall;

/** A number of a text: 64-bit FNV-1a over its UTF-16 units (Fowler, Noll, Vo). */
final class Seed {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Seed() {}

  static long of(String text) {
    return mix(OFFSET, text);
  }

  /** Of what a model reads: its name and the messages. */
  static long of(ModelCall call) {
    long hash = of(call.model());
    for (Message message : call.messages()) {
      hash = mix(mix(hash, message.role().word()), message.text());
    }
    return hash;
  }

  private static long mix(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }
}
