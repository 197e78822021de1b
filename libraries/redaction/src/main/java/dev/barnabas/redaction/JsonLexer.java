package dev.barnabas.redaction;

import java.util.ArrayList;
import java.util.List;

/** Finds the strings and numbers of a JSON text that is known to be valid, and decodes them. */
final class JsonLexer {

  private final String json;

  JsonLexer(String json) {
    this.json = json;
  }

  /**
   * The keys, strings and numbers in order. Each value is labelled with the nearest key before it.
   *
   * @param quotes how often a quote must be escaped at this depth
   */
  List<Leaf> leaves(int quotes) {
    List<Leaf> leaves = new ArrayList<>();
    String label = "";
    int p = 0;
    while (p < json.length()) {
      char c = json.charAt(p);
      if (c == '"') {
        int end = stringEnd(p + 1);
        boolean key = key(end + 1);
        Leaf leaf = decode(p + 1, end, key ? "" : label);
        leaves.add(leaf);
        label = key ? leaf.text() : label;
        p = end + 1;
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        int end = numberEnd(p);
        leaves.add(Leaf.number(json.substring(p, end), p, label, quotes));
        p = end;
      } else {
        p++;
      }
    }
    return leaves;
  }

  private int stringEnd(int from) {
    int p = from;
    while (p < json.length() && json.charAt(p) != '"') {
      p += json.charAt(p) == '\\' ? 2 : 1;
    }
    return Math.min(p, json.length());
  }

  private boolean key(int from) {
    int p = from;
    while (p < json.length() && JsonText.whitespace(json.charAt(p))) {
      p++;
    }
    return p < json.length() && json.charAt(p) == ':';
  }

  private int numberEnd(int from) {
    int p = from;
    while (p < json.length() && "+-.eE0123456789".indexOf(json.charAt(p)) >= 0) {
      p++;
    }
    return p;
  }

  /** Decodes the escapes from {@code start} to {@code end}; what is no escape stays as it is. */
  Leaf decode(int start, int end, String label) {
    if (json.indexOf('\\', start, end) < 0) {
      return Leaf.plain(json.substring(start, end), start, label);
    }
    StringBuilder text = new StringBuilder(end - start);
    int[] offsets = new int[end - start + 1];
    int p = start;
    while (p < end) {
      offsets[text.length()] = p;
      int length = json.charAt(p) == '\\' ? escapeLength(p, end) : 1;
      text.append(length == 1 ? json.charAt(p) : escaped(p, length));
      p += length;
    }
    offsets[text.length()] = end;
    return Leaf.decoded(text.toString(), offsets, label);
  }

  private int escapeLength(int at, int end) {
    if (at + 1 >= end) {
      return 1;
    }
    char c = json.charAt(at + 1);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0 ? 2 : 1;
    }
    if (at + 6 > end) {
      return 1;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(json.charAt(i), 16) < 0) {
        return 1;
      }
    }
    return 6;
  }

  private char escaped(int at, int length) {
    if (length == 6) {
      return (char) Integer.parseInt(json, at + 2, at + 6, 16);
    }
    char c = json.charAt(at + 1);
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
