package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.TextView;
import java.util.Arrays;

/**
 * A text cut into words, numbers and single signs, each with what features are made of: hashes of
 * the word in lower case, of its beginning and ending, and its shape. Spaces only part tokens; the
 * end of a line is a token.
 */
final class Tokens {

  /** Shapes of tokens. */
  static final int LOWER = 1;

  static final int CAPITAL = 2;
  static final int UPPER = 3;
  static final int MIXED = 4;
  static final int INITIAL = 5;
  static final int NUMBER = 8;
  static final int CODE = 16;
  static final int SIGN = 17;
  static final int LINE = 18;
  static final int EDGE = 19;

  /** Two positions before the first token and after the last can be asked for. */
  static final int PAD = 2;

  /** Keyword filter: bit n is set if a keyword's hash ends in n. */
  private static final int FILTER = 1 << 12;

  TextView view;
  int count;

  /** Which case the whole text is in, see {@link Decoder#textCase}. */
  int textCase;

  int[] start;
  int[] end;
  int[] word;
  int[] prefix;
  int[] suffix2;
  int[] suffix3;
  int[] suffix4;
  byte[] shape;
  boolean[] glued;
  boolean[] sentence;

  /** Part of a line of a program; {@link Technical#is} asks for more. */
  boolean[] technical;

  boolean[] program;
  short[] known;

  private Tokens(TextView view) {
    this.view = view;
    allocate(view.length() / 4 + 16);
  }

  private void allocate(int capacity) {
    start = new int[capacity];
    end = new int[capacity];
    word = new int[capacity];
    prefix = new int[capacity];
    suffix2 = new int[capacity];
    suffix3 = new int[capacity];
    suffix4 = new int[capacity];
    shape = new byte[capacity];
    glued = new boolean[capacity];
    sentence = new boolean[capacity];
    technical = new boolean[capacity];
    program = new boolean[capacity];
    known = new short[capacity];
  }

  private void grow() {
    int capacity = start.length * 2;
    start = Arrays.copyOf(start, capacity);
    end = Arrays.copyOf(end, capacity);
    word = Arrays.copyOf(word, capacity);
    prefix = Arrays.copyOf(prefix, capacity);
    suffix2 = Arrays.copyOf(suffix2, capacity);
    suffix3 = Arrays.copyOf(suffix3, capacity);
    suffix4 = Arrays.copyOf(suffix4, capacity);
    shape = Arrays.copyOf(shape, capacity);
    glued = Arrays.copyOf(glued, capacity);
    sentence = Arrays.copyOf(sentence, capacity);
    technical = Arrays.copyOf(technical, capacity);
    program = Arrays.copyOf(program, capacity);
    known = Arrays.copyOf(known, capacity);
  }

  /** Cuts a text. Tokens are at {@link #PAD} to {@code PAD + count - 1} of the arrays. */
  static Tokens of(TextView view) {
    Tokens tokens = new Tokens(view);
    tokens.cut();
    return tokens;
  }

  /** Cuts another text, in the same arrays. */
  void again(TextView next) {
    view = next;
    count = 0;
    cut();
  }

  private void cut() {
    int length = view.length();
    edge(0);
    int p = 0;
    boolean newSentence = true;
    while (p < length) {
      char c = view.charAt(p);
      if (c == ' ' || c == '\t' || c == '\r') {
        p++;
        continue;
      }
      int index = PAD + count;
      if (index + PAD >= start.length) {
        grow();
      }
      int next = letter(c) ? word(p, index) : digit(c) ? number(p, index) : sign(p, c, index);
      glued[index] = index > PAD && end[index - 1] == p;
      known[index] = 0;
      technical[index] = false;
      program[index] = false;
      boolean sign = shape[index] >= SIGN;
      sentence[index] = newSentence && !sign;
      newSentence = sign ? newSentence || ends(c) : false;
      count++;
      p = next;
    }
    edge(PAD + count);
  }

  /** The words with which lines of programs begin. */
  private static final int[] KEYWORDS = keywords();

  private static int[] keywords() {
    String[] words =
        ("import public private protected static final class def function func const var let return void int"
                + " boolean package struct impl fn namespace using include async await elif select insert"
                + " update delete create alter export typedef template extends implements throws lambda null"
                + " nil none self this new try catch raise throw enum interface")
            .split(" ", -1);
    int[] hashes = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      int hash = 0x811C9DC5;
      for (int c = 0; c < words[i].length(); c++) {
        hash = (hash ^ words[i].charAt(c)) * 0x01000193;
      }
      hashes[i] = mix(hash);
    }
    Arrays.sort(hashes);
    return hashes;
  }

  private static final long[] KEYWORD_FILTER = keywordFilter();

  private static long[] keywordFilter() {
    long[] filter = new long[FILTER / Long.SIZE];
    for (int hash : KEYWORDS) {
      filter[(hash & (FILTER - 1)) / Long.SIZE] |= 1L << hash;
    }
    return filter;
  }

  /** Says whether a word is one of a programming language. */
  boolean keyword(int i) {
    int hash = word[i];
    return (KEYWORD_FILTER[(hash & (FILTER - 1)) / Long.SIZE] >>> hash & 1) != 0
        && Arrays.binarySearch(KEYWORDS, hash) >= 0;
  }

  private void edge(int index) {
    for (int i = index; i < index + PAD; i++) {
      shape[i] = EDGE;
      word[i] = EDGE;
      known[i] = 0;
      start[i] = -1;
      end[i] = -1;
      sentence[i] = false;
      glued[i] = false;
      technical[i] = false;
    }
  }

  private static boolean ends(char c) {
    return c == '.' || c == '!' || c == '?' || c == '\n' || c == ':' || c == ';' || c == '"'
        || c == '(' || c == '*' || c == '>' || c == '|';
  }

  static boolean letter(char c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return Character.isLetter(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.isSurrogate(c);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private int sign(int at, char c, int index) {
    start[index] = at;
    end[index] = at + 1;
    shape[index] = c == '\n' ? (byte) LINE : (byte) SIGN;
    int hash = c * 0x85EBCA6B;
    word[index] = hash;
    prefix[index] = hash;
    suffix2[index] = hash;
    suffix3[index] = hash;
    suffix4[index] = hash;
    return at + 1;
  }

  private int number(int at, int index) {
    int p = at;
    while (p < view.length() && digit(view.charAt(p))) {
      p++;
    }
    int digits = p - at;
    boolean code = false;
    while (p < view.length() && (letter(view.charAt(p)) || digit(view.charAt(p)))) {
      code = true;
      p++;
    }
    start[index] = at;
    end[index] = p;
    int size = Math.min(7, digits);
    shape[index] = (byte) (code ? CODE : NUMBER + size);
    int hash = (0x1F35 + size + (code ? 64 : 0)) * 0xC2B2AE35;
    if (digits <= 2 && !code) {
      hash += view.charAt(at) * 31;
    }
    word[index] = hash;
    prefix[index] = hash;
    suffix2[index] = hash;
    suffix3[index] = hash;
    suffix4[index] = hash;
    return p;
  }

  private int word(int at, int index) {
    int hash = 0x811C9DC5;
    int lowers = 0;
    int uppers = 0;
    boolean hump = false;
    int p = at;
    int length = view.length();
    long last = 0;
    for (; p < length; p++) {
      char c = view.charAt(p);
      boolean upper;
      if (c < 0x80) {
        if (c >= 'a' && c <= 'z') {
          upper = false;
        } else if (c >= 'A' && c <= 'Z') {
          upper = true;
          c = (char) (c + 32);
        } else if (c == '\'' && apostrophe(view, p, length)) {
          upper = false;
          lowers--;
        } else {
          break;
        }
      } else if (c == '\u2019' && apostrophe(view, p, length)) {
        c = '\'';
        upper = false;
        lowers--;
      } else if (letter(c)) {
        upper = Character.isUpperCase(c);
        c = upper ? Character.toLowerCase(c) : c;
      } else {
        break;
      }
      if (upper) {
        uppers++;
        hump |= lowers > 0;
      } else {
        lowers++;
      }
      hash = (hash ^ c) * 0x01000193;
      last = last << 16 | c;
      if (p - at == 2) {
        prefix[index] = hash;
      }
    }
    int size = p - at;
    boolean code = size < 40 && p < length && digit(view.charAt(p));
    while (code && p < length && (letter(view.charAt(p)) || digit(view.charAt(p)))) {
      hash = (hash ^ view.charAt(p)) * 0x01000193;
      p++;
    }
    start[index] = at;
    end[index] = p;
    word[index] = mix(hash);
    if (size < 3) {
      prefix[index] = hash;
    }
    suffix2[index] = fold(last & 0xFFFFFFFFL);
    suffix3[index] = fold(last & 0xFFFFFFFFFFFFL);
    suffix4[index] = fold(last);
    shape[index] = (byte) (code ? CODE : shape(size, uppers, lowers, hump));
    return p;
  }

  private static int shape(int size, int uppers, int lowers, boolean hump) {
    if (uppers == 0) {
      return LOWER;
    }
    if (size == 1) {
      return INITIAL;
    }
    if (hump) {
      return MIXED;
    }
    return lowers <= 0 ? UPPER : uppers > 1 ? MIXED : CAPITAL;
  }

  /** An apostrophe inside a word, as in {@code O'Brien}, but not before a possessive s. */
  private static boolean apostrophe(TextView view, int p, int length) {
    if (p + 1 >= length || !letter(view.charAt(p + 1))) {
      return false;
    }
    boolean single = p + 2 >= length || !letter(view.charAt(p + 2));
    return !single;
  }

  private static int fold(long value) {
    long hash = value * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }

  static int mix(int value) {
    int hash = value * 0x85EBCA6B;
    return hash ^ (hash >>> 15);
  }
}
