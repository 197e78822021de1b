package dev.barnabas.broker.topology;

import dev.barnabas.signing.KeyLookup;

/** The key sets that configurations name. Any thread; never blocks. */
@FunctionalInterface
public interface KeySets {
  /** The keys of a place: a file's name or a URL. */
  KeyLookup at(String location);
}
