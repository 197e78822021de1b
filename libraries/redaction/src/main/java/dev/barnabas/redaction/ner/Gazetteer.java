package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.TextView;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What is known of words: that a word is a first name, a city, a common word and so on. */
public final class Gazetteer {

  /** What a word may be; several at once. */
  public static final int FIRST_NAME = 1;

  public static final int LAST_NAME = 2;
  public static final int PLACE = 4;
  public static final int COUNTRY = 8;
  public static final int NATION = 16;
  public static final int COMMON = 32;
  public static final int ORGANIZATION = 64;
  public static final int STREET = 128;
  public static final int TITLE = 256;
  public static final int CALENDAR = 512;
  public static final int TECHNICAL = 1024;

  /** Any of these makes a word in lower case worth a look. */
  static final int NAMELIKE = FIRST_NAME | LAST_NAME | PLACE | COUNTRY | NATION | STREET;

  private final int[] keys;
  private final short[] bits;
  private final int size;

  private Gazetteer(int size) {
    this.size = size;
    int capacity = Integer.highestOneBit(Math.max(8, size)) * 4;
    keys = new int[capacity];
    bits = new short[capacity];
  }

  /** A gazetteer of words in any case. */
  public static Gazetteer of(Map<String, Integer> words) {
    Map<Integer, Integer> hashed = new TreeMap<>();
    words.forEach((word, bit) -> hashed.merge(hash(word), bit, (a, b) -> a | b));
    Gazetteer gazetteer = new Gazetteer(hashed.size());
    hashed.forEach((hash, bit) -> gazetteer.put(hash, bit.shortValue()));
    return gazetteer;
  }

  private static int hash(String word) {
    return Tokens.of(new Plain(word)).word[Tokens.PAD];
  }

  private void put(int key, short bit) {
    int slot = slot(key);
    keys[slot] = key;
    bits[slot] |= bit;
  }

  private int slot(int key) {
    int slot = ((key * 0x9E3779B1) >>> 7) & (keys.length - 1);
    while (bits[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  short get(int word) {
    int slot = slot(word);
    return bits[slot] != 0 && keys[slot] == word ? bits[slot] : 0;
  }

  /** How many words it has. */
  public int size() {
    return size;
  }

  void write(DataOutput out) throws IOException {
    Map<Integer, Short> sorted = new TreeMap<>();
    for (int slot = 0; slot < keys.length; slot++) {
      if (bits[slot] != 0) {
        sorted.put(keys[slot], bits[slot]);
      }
    }
    out.writeInt(sorted.size());
    for (Map.Entry<Integer, Short> entry : sorted.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeShort(entry.getValue());
    }
  }

  static Gazetteer read(DataInput in) throws IOException {
    int size = in.readInt();
    Gazetteer gazetteer = new Gazetteer(size);
    for (int i = 0; i < size; i++) {
      gazetteer.put(in.readInt(), in.readShort());
    }
    return gazetteer;
  }

  /** A string as it is. */
  public record Plain(String text) implements TextView {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      return text.charAt(index);
    }

    @Override
    public int originalStart(int index) {
      return index;
    }

    @Override
    public int originalEnd(int index) {
      return index;
    }
  }
}
