package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A map by folded text, and by a type if one is given, that makes no string of a text to look it
 * up. Hashes begin with a number drawn by chance, so that no stranger can make texts collide.
 *
 * @param <V> what is kept for a text
 */
final class ValueTable<V> {

  private static final int FIRST_CAPACITY = 64;
  private static final long SEED = new SplittableRandom().nextLong();
  private static final long FACTOR = new SplittableRandom().nextLong() | 1;

  private @Nullable Node<V>[] buckets = buckets(FIRST_CAPACITY);
  private int size;

  /** An entry: its key is {@code text}, or else a stretch of a view. */
  private static final class Node<V> {
    private final long hash;
    private final @Nullable EntityType type;
    private final @Nullable NormalizedView view;
    private final int start;
    private final int length;
    private final String text;
    private final V value;
    private @Nullable Node<V> next;

    Node(
        long hash,
        @Nullable EntityType type,
        @Nullable NormalizedView view,
        int start,
        int length,
        String text,
        V value) {
      this.hash = hash;
      this.type = type;
      this.view = view;
      this.start = start;
      this.length = length;
      this.text = text;
      this.value = value;
    }

    private char at(int index) {
      return view == null ? text.charAt(index) : Folding.fold(view.charAt(start + index));
    }

    boolean is(@Nullable EntityType other, NormalizedView of, int from, int count) {
      if (length != count || !Objects.equals(type, other)) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (at(i) != Folding.fold(of.charAt(from + i))) {
          return false;
        }
      }
      return true;
    }

    boolean is(@Nullable EntityType other, String key) {
      if (length != key.length() || !Objects.equals(type, other)) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (at(i) != key.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  @SuppressWarnings("unchecked")
  private static <V> @Nullable Node<V>[] buckets(int capacity) {
    return (@Nullable Node<V>[]) new Node<?>[capacity];
  }

  /** The hash of a folded stretch; never 0. Four characters are taken in at once. */
  static long hash(NormalizedView view, int start, int end) {
    long hash = SEED;
    int p = start;
    for (; p + 4 <= end; p += 4) {
      long four =
          (long) Folding.fold(view.charAt(p))
              | (long) Folding.fold(view.charAt(p + 1)) << 16
              | (long) Folding.fold(view.charAt(p + 2)) << 32
              | (long) Folding.fold(view.charAt(p + 3)) << 48;
      hash = with(hash, four);
    }
    for (; p < end; p++) {
      hash = with(hash, Folding.fold(view.charAt(p)));
    }
    return finish(hash);
  }

  /** The hash of a text as it is; never 0. */
  static long hash(String text) {
    long hash = SEED;
    int length = text.length();
    int p = 0;
    for (; p + 4 <= length; p += 4) {
      long four =
          (long) text.charAt(p)
              | (long) text.charAt(p + 1) << 16
              | (long) text.charAt(p + 2) << 32
              | (long) text.charAt(p + 3) << 48;
      hash = with(hash, four);
    }
    for (; p < length; p++) {
      hash = with(hash, text.charAt(p));
    }
    return finish(hash);
  }

  /** The product's upper half comes down, so that every bit of a part has a say in the next. */
  private static long with(long hash, long part) {
    long mixed = (hash ^ part) * FACTOR;
    return mixed ^ (mixed >>> 32);
  }

  private static long finish(long hash) {
    return (hash ^ (hash >>> 32)) | (1L << 63);
  }

  /** What is kept for a folded stretch with this hash, or null. */
  @Nullable V get(long hash, @Nullable EntityType type, NormalizedView view, int start, int end) {
    for (Node<V> n = buckets[slot(hash)]; n != null; n = n.next) {
      if (n.hash == hash && n.is(type, view, start, end - start)) {
        return n.value;
      }
    }
    return null;
  }

  /** What is kept for a text, or null. */
  @Nullable V get(long hash, @Nullable EntityType type, String text) {
    for (Node<V> n = buckets[slot(hash)]; n != null; n = n.next) {
      if (n.hash == hash && n.is(type, text)) {
        return n.value;
      }
    }
    return null;
  }

  /** Keeps a value for a folded stretch that has none. */
  void put(long hash, @Nullable EntityType type, NormalizedView view, int start, int end, V value) {
    add(new Node<>(hash, type, view, start, end - start, "", value));
  }

  /** Keeps a value for a text that has none. */
  void put(long hash, @Nullable EntityType type, String text, V value) {
    add(new Node<>(hash, type, null, 0, text.length(), text, value));
  }

  private void add(Node<V> node) {
    if (++size > buckets.length) {
      grow();
    }
    int slot = slot(node.hash);
    node.next = buckets[slot];
    buckets[slot] = node;
  }

  private void grow() {
    @Nullable Node<V>[] old = buckets;
    buckets = buckets(old.length * 4);
    for (Node<V> first : old) {
      Node<V> node = first;
      while (node != null) {
        Node<V> next = node.next;
        int slot = slot(node.hash);
        node.next = buckets[slot];
        buckets[slot] = node;
        node = next;
      }
    }
  }

  private int slot(long hash) {
    return (int) hash & (buckets.length - 1);
  }
}
