package dev.barnabas.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text as JSON (RFC 8259) in one pass: checks it and cuts out its keys, strings and
 * numbers, decoded.
 */
final class JsonLexer {

  /** Deeper texts are read as prose. */
  private static final int DEEPEST = 1000;

  private static final int INVALID = -1;

  /** So many keys are kept. */
  private static final int KEYS = 32;

  private final Leaf whole;
  private final String json;
  private final char[] chars;
  private final int quotes;
  private final List<Leaf> leaves = new ArrayList<>();
  private boolean[] objects = new boolean[16];
  private int depth;
  private String label = "";
  private final @Nullable String[] keys = new @Nullable String[KEYS];

  /**
   * A lexer of a text.
   *
   * @param whole all of it
   * @param quotes how often a quote must be escaped at this depth
   */
  JsonLexer(Leaf whole, int quotes) {
    this.whole = whole;
    this.json = whole.text();
    this.chars = whole.chars();
    this.quotes = quotes;
  }

  /**
   * The keys, strings and numbers in order, each value labelled with the nearest key before it; or
   * null if the text is not exactly one JSON value.
   */
  @Nullable List<Leaf> leaves() {
    int p = value(blank(0));
    while (p >= 0 && depth > 0) {
      p = next(blank(p));
    }
    return p >= 0 && blank(p) == chars.length ? leaves : null;
  }

  /** Behind a value that begins here, or behind its beginning if it has parts; -1 if none does. */
  private int value(int at) {
    if (at >= chars.length) {
      return INVALID;
    }
    char c = chars[at];
    return switch (c) {
      case '{', '[' -> open(at + 1, c == '{');
      case '"' -> string(at, label);
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      default -> number(at);
    };
  }

  private int open(int from, boolean object) {
    int p = blank(from);
    if (p < chars.length && chars[p] == (object ? '}' : ']')) {
      return p + 1;
    }
    if (depth == DEEPEST) {
      return INVALID;
    }
    if (depth == objects.length) {
      objects = Arrays.copyOf(objects, depth * 2);
    }
    objects[depth++] = object;
    return object ? member(p) : value(p);
  }

  /** Reads what stands behind a value inside an object or array. */
  private int next(int at) {
    if (at >= chars.length) {
      return INVALID;
    }
    boolean object = objects[depth - 1];
    if (chars[at] == (object ? '}' : ']')) {
      depth--;
      return at + 1;
    }
    if (chars[at] != ',') {
      return INVALID;
    }
    int p = blank(at + 1);
    return object ? member(p) : value(p);
  }

  private int member(int at) {
    if (at >= chars.length || chars[at] != '"') {
      return INVALID;
    }
    int end = string(at, "");
    if (end < 0) {
      return INVALID;
    }
    label = called(leaves.getLast());
    int colon = blank(end);
    return colon < chars.length && chars[colon] == ':' ? value(blank(colon + 1)) : INVALID;
  }

  /** The text of a key; the same string for keys that are the same, as far as they are kept. */
  private String called(Leaf key) {
    int slot = key.length() == 0 ? 0 : (key.length() * 31 + key.first()) & (KEYS - 1);
    String known = keys[slot];
    if (known == null || !key.is(known)) {
      known = key.text();
      keys[slot] = known;
    }
    return known;
  }

  private int blank(int from) {
    int p = from;
    while (p < chars.length && JsonText.whitespace(chars[p])) {
      p++;
    }
    return p;
  }

  private int literal(int at, String word) {
    return json.startsWith(word, at) ? at + word.length() : INVALID;
  }

  private int string(int at, String called) {
    boolean escapes = false;
    int p = at + 1;
    while (p < chars.length && chars[p] != '"') {
      int width = 1;
      if (chars[p] == '\\') {
        escapes = true;
        width = escapeLength(p, chars.length);
      }
      if (chars[p] < ' ' || (chars[p] == '\\' && width == 1)) {
        return INVALID;
      }
      p += width;
    }
    if (p >= chars.length) {
      return INVALID;
    }
    leaves.add(escapes ? decoded(at + 1, p, called) : whole.plain(at + 1, p, called));
    return p + 1;
  }

  private int number(int at) {
    int p = chars[at] == '-' ? at + 1 : at;
    int integer = digits(p);
    if (integer == p || (integer > p + 1 && chars[p] == '0')) {
      return INVALID;
    }
    p = integer;
    if (p < chars.length && chars[p] == '.') {
      p = digits(integer + 1);
      if (p == integer + 1) {
        return INVALID;
      }
    }
    if (p < chars.length && (chars[p] == 'e' || chars[p] == 'E')) {
      boolean signed = p + 1 < chars.length && (chars[p + 1] == '+' || chars[p + 1] == '-');
      int exponent = signed ? p + 2 : p + 1;
      p = digits(exponent);
      if (p == exponent) {
        return INVALID;
      }
    }
    leaves.add(whole.number(at, p, label, quotes));
    return p;
  }

  private int digits(int from) {
    int p = from;
    while (p < chars.length && chars[p] >= '0' && chars[p] <= '9') {
      p++;
    }
    return p;
  }

  /** Decodes the escapes from {@code start} to {@code end}; what is no escape stays as it is. */
  Leaf decode(int start, int end, String called) {
    return json.indexOf('\\', start, end) < 0
        ? whole.plain(start, end, called)
        : decoded(start, end, called);
  }

  private Leaf decoded(int start, int end, String called) {
    StringBuilder text = new StringBuilder(end - start);
    int[] offsets = new int[end - start + 1];
    int p = start;
    while (p < end) {
      offsets[text.length()] = p;
      int length = chars[p] == '\\' ? escapeLength(p, end) : 1;
      text.append(length == 1 ? chars[p] : escaped(p, length));
      p += length;
    }
    offsets[text.length()] = end;
    return Leaf.decoded(text.toString(), offsets, called);
  }

  private int escapeLength(int at, int end) {
    if (at + 1 >= end) {
      return 1;
    }
    char c = chars[at + 1];
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0 ? 2 : 1;
    }
    if (at + 6 > end) {
      return 1;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(chars[i], 16) < 0) {
        return 1;
      }
    }
    return 6;
  }

  private char escaped(int at, int length) {
    if (length == 6) {
      return (char) Integer.parseInt(json, at + 2, at + 6, 16);
    }
    char c = chars[at + 1];
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }
}
