package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/**
 * Secrets: keys by the prefixes of those who issue them, signed tokens, private keys in PEM, and
 * what a text assigns to a name such as {@code password}.
 */
final class SecretRecognizer {

  private static final int LONGEST = 4096;

  /** A prefix, and how many characters follow it at least. */
  private record Prefix(String text, int least) {}

  private static final Prefix[][] PREFIXES =
      prefixes(
          "ghp_ 20 gho_ 20 ghu_ 20 ghs_ 20 ghr_ 20 github_pat_ 20 glpat- 16 gldt- 16 sk-ant- 16 sk-proj- 16"
              + " sk- 20 sk_live_ 12 sk_test_ 12 rk_live_ 12 rk_test_ 12 pk_live_ 12 whsec_ 16 xoxb- 12"
              + " xoxp- 12 xoxa- 12 xoxr- 12 xoxs- 12 xapp- 12 AKIA 16 ASIA 16 AROA 16 AIza 30 ya29. 20"
              + " SG. 30 npm_ 30 pypi- 30 hf_ 20 dop_v1_ 40 shpat_ 24 shpss_ 24 sq0atp- 20 sq0csp- 20"
              + " EAAC 60 key- 30 AGE-SECRET-KEY- 40 r8_ 30 gsk_ 30 xai- 30 pplx- 30 lin_api_ 20"
              + " dckr_pat_ 20 figd_ 20 nvapi- 30 tvly- 20 ntn_ 20 secret_ 30 sntrys_ 20 PMAK- 30");

  /** Names to which secrets are assigned. */
  private static final int PASSWORD = 1;

  private static final int KEY = 2;
  private static final int SCHEME = 4;
  private static final WordTable NAMES = namesOfSecrets();

  private SecretRecognizer() {}

  private static Prefix[][] prefixes(String text) {
    Prefix[][] table = new Prefix[128][];
    String[] parts = text.split(" ", -1);
    for (int i = 0; i < parts.length; i += 2) {
      char first = parts[i].charAt(0);
      Prefix[] known = table[first] == null ? new Prefix[0] : table[first];
      Prefix[] more = java.util.Arrays.copyOf(known, known.length + 1);
      more[known.length] = new Prefix(parts[i], Integer.parseInt(parts[i + 1]));
      table[first] = more;
    }
    return table;
  }

  private static WordTable namesOfSecrets() {
    WordTable names = new WordTable(96);
    for (String name :
        "password passwd passwort pwd pass passphrase passcode pin contraseña motdepasse kennwort"
            .split(" ", -1)) {
      names.put(name, PASSWORD);
    }
    for (String name :
        ("secret token apikey api_key key accesskey access_key secretkey secret_key clientsecret"
                + " client_secret auth_token access_token accesstoken authtoken refresh_token"
                + " private_key privatekey credential credentials signature sessionid session_id"
                + " session_token cookie x_api_key auth signing_key encryption_key webhook_secret")
            .split(" ", -1)) {
      names.put(name, KEY);
    }
    names.put("bearer", SCHEME);
    names.put("basic", SCHEME);
    return names;
  }

  /** The names to which secrets are assigned. */
  static WordTable names() {
    return NAMES;
  }

  /** Reads a word; returns the end of a secret that it begins or names, or -1. */
  static int word(TextView view, Token token, SpanSink out) {
    char next = Chars.at(view, token.end());
    boolean marked =
        token.digits() > 0
            || token.underscored()
            || next == '-'
            || next == '.'
            || token.length() > 19;
    int prefixed = marked ? prefixed(view, token, out) : -1;
    if (prefixed > 0) {
      return prefixed;
    }
    if (token.digits() > 0 || token.length() < 3) {
      return -1;
    }
    int kind = NAMES.get(view, token.start(), token.end());
    if (kind == 0 && token.underscored()) {
      kind = lastPart(view, token);
    }
    return kind == 0
        ? -1
        : kind == SCHEME ? credentials(view, token, out) : assigned(view, token.end(), kind, out);
  }

  private static int lastPart(TextView view, Token token) {
    int p = token.end();
    while (p > token.start() && view.charAt(p - 1) != '_') {
      p--;
    }
    int kind = p < token.end() ? NAMES.get(view, p, token.end()) : 0;
    if (kind != 0 || p == token.start()) {
      return kind;
    }
    int q = p - 1;
    while (q > token.start() && view.charAt(q - 1) != '_') {
      q--;
    }
    return NAMES.get(view, q, token.end());
  }

  private static int prefixed(TextView view, Token token, SpanSink out) {
    char first = view.charAt(token.start());
    if (first >= 128) {
      return -1;
    }
    if (first == 'e'
        && Chars.at(view, token.start() + 1) == 'y'
        && Chars.at(view, token.start() + 2) == 'J') {
      return signedToken(view, token.start(), out);
    }
    Prefix[] prefixes = PREFIXES[first];
    if (prefixes == null || Chars.at(view, token.start() - 1) == '-') {
      return -1;
    }
    for (Prefix prefix : prefixes) {
      if (begins(view, token.start(), prefix.text())) {
        int from = token.start() + prefix.text().length();
        int end = run(view, from);
        if (end - from >= prefix.least() && random(view, from, end)) {
          out.accept(token.start(), end, EntityType.SECRET, Strength.VALIDATED);
          return end;
        }
      }
    }
    return -1;
  }

  private static boolean begins(TextView view, int at, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (Chars.at(view, at + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The end of a run of characters that keys are made of. */
  private static int run(TextView view, int from) {
    int p = from;
    int limit = Math.min(view.length(), from + LONGEST);
    while (p < limit && keyChar(view.charAt(p))) {
      p++;
    }
    while (p > from && (view.charAt(p - 1) == '.' || view.charAt(p - 1) == '-')) {
      p--;
    }
    return p;
  }

  private static boolean keyChar(char c) {
    return Chars.digit(c)
        || Chars.asciiLetter(c)
        || c == '_'
        || c == '-'
        || c == '.'
        || c == '/'
        || c == '+'
        || c == '=';
  }

  /** Says whether characters look drawn by chance: several kinds of them and few repeats. */
  private static boolean random(TextView view, int from, int end) {
    int kinds = 0;
    long seen = 0;
    long seenMore = 0;
    for (int p = from; p < end; p++) {
      char c = view.charAt(p);
      kinds |= Chars.digit(c) ? 1 : c >= 'a' && c <= 'z' ? 2 : c >= 'A' && c <= 'Z' ? 4 : 8;
      if (c < 64) {
        seen |= 1L << c;
      } else if (c < 128) {
        seenMore |= 1L << (c - 64);
      }
    }
    boolean mixed = (kinds & 1) != 0 ? (kinds & 6) != 0 : kinds >= 6 && end - from >= 24;
    int distinct = Long.bitCount(seen) + Long.bitCount(seenMore);
    return mixed && distinct >= Math.min(8, (end - from) / 2);
  }

  /** {@code eyJ….eyJ….signature}, as RFC 7519 has it. */
  private static int signedToken(TextView view, int at, SpanSink out) {
    int end = run(view, at);
    int dots = 0;
    for (int p = at; p < end; p++) {
      dots += view.charAt(p) == '.' ? 1 : 0;
    }
    if (dots < 1 || end - at < 24) {
      return -1;
    }
    out.accept(at, end, EntityType.SECRET, Strength.VALIDATED);
    return end;
  }

  /** {@code Bearer x} and {@code Basic x}. */
  private static int credentials(TextView view, Token scheme, SpanSink out) {
    int from = scheme.end() + 1;
    if (Chars.at(view, from - 1) != ' ') {
      return -1;
    }
    int end = run(view, from);
    if (end - from < 12 || !random(view, from, end)) {
      return -1;
    }
    out.accept(from, end, EntityType.SECRET, Strength.VALIDATED);
    return end;
  }

  /** What stands behind a name and an equals sign, a colon or {@code is}. */
  private static int assigned(TextView view, int nameEnd, int kind, SpanSink out) {
    int p = nameEnd;
    if (Chars.at(view, p) == '"' || Chars.at(view, p) == '\'' || Chars.at(view, p) == ']') {
      p++;
    }
    int spaces = p;
    p = spaces(view, p);
    char sign = Chars.at(view, p);
    boolean is =
        sign == 'i' && Chars.at(view, p + 1) == 's' && Chars.at(view, p + 2) == ' ' && p > spaces;
    if (sign != '=' && sign != ':' && !is) {
      return -1;
    }
    boolean tight = p == nameEnd && sign == '=' && Chars.at(view, p + 1) != ' ';
    p += is ? 2 : sign == ':' && Chars.at(view, p + 1) == '=' ? 2 : 1;
    if (Chars.at(view, p) == '=' || Chars.at(view, p) == '>' || Chars.at(view, p) == ':') {
      return -1;
    }
    p = spaces(view, p);
    char quote = Chars.at(view, p);
    boolean quoted = quote == '"' || quote == '\'' || quote == '`';
    int from = quoted ? p + 1 : p;
    int end = valueEnd(view, from, quoted ? quote : '\0');
    if (!plausible(view, from, end, kind, quoted || tight)) {
      return -1;
    }
    out.accept(from, end, EntityType.SECRET, Strength.CONTEXTUAL);
    return end;
  }

  private static int spaces(TextView view, int from) {
    int p = from;
    while (p < from + 4 && Chars.at(view, p) == ' ') {
      p++;
    }
    return p;
  }

  private static int valueEnd(TextView view, int from, char quote) {
    int p = from;
    int limit = Math.min(view.length(), from + 256);
    while (p < limit) {
      char c = view.charAt(p);
      boolean ends =
          quote != '\0'
              ? c == quote || c == '\n'
              : c <= ' ' || c == '"' || c == '\'' || c == ',' || c == ';' || c == '&' || c == '<'
                  || c == ')' || c == '}';
      if (ends) {
        break;
      }
      p++;
    }
    while (quote == '\0' && p > from && (view.charAt(p - 1) == '.' || view.charAt(p - 1) == '?')) {
      p--;
    }
    return p;
  }

  private static boolean plausible(TextView view, int from, int end, int kind, boolean certain) {
    int length = end - from;
    char first = Chars.at(view, from);
    boolean reference =
        first == '$'
            || first == '{'
            || first == '<'
            || first == '%'
            || first == '*'
            || first == '('
            || first == '[';
    if (length < 4 || reference || called(view, from, end)) {
      return false;
    }
    int digits = 0;
    int others = 0;
    int uppers = 0;
    int spaces = 0;
    for (int p = from; p < end; p++) {
      char c = view.charAt(p);
      digits += Chars.digit(c) ? 1 : 0;
      uppers += c >= 'A' && c <= 'Z' && p > from ? 1 : 0;
      others += Chars.alphanumeric(c) || c == '.' || c == '_' ? 0 : 1;
      spaces += c == ' ' ? 1 : 0;
    }
    if (spaces > 0) {
      return false;
    }
    if (kind == PASSWORD) {
      return digits > 0 || others > 0 || (certain && length >= 6) || (uppers > 0 && length >= 6);
    }
    return length >= 8 && digits > 0 && random(view, from, end);
  }

  /** A call or a member of something is code that fetches the secret, not the secret. */
  private static boolean called(TextView view, int from, int end) {
    for (int p = from; p < end; p++) {
      char c = view.charAt(p);
      if (c == '(' || c == '[') {
        return true;
      }
    }
    return false;
  }

  /** A private key in PEM from its first hyphen on; returns its end, or -1. */
  static int pem(TextView view, int at, SpanSink out) {
    if (!begins(view, at, "-----BEGIN ")) {
      return -1;
    }
    int p = at + 11;
    while (p < at + 64 && Chars.at(view, p) != '-' && Chars.at(view, p) != '\n') {
      p++;
    }
    if (!begins(view, p - 3, "KEY") && !begins(view, p - 9, "KEY BLOCK")) {
      return -1;
    }
    boolean secret =
        begins(view, p - 11, "PRIVATE KEY") || begins(view, p - 17, "PRIVATE KEY BLOCK");
    if (!secret || !begins(view, p, "-----")) {
      return -1;
    }
    int end = body(view, p + 5);
    out.accept(at, end, EntityType.SECRET, Strength.VALIDATED);
    return end;
  }

  /** The end of Base64 in lines or pieces, with the closing line if there is one. */
  private static int body(TextView view, int from) {
    int p = from;
    int end = from;
    while (p < view.length()) {
      char c = view.charAt(p);
      if (c == '\n' || c == '\r' || c == ' ' || c == '\\' || c == '"' || c == '+') {
        p++;
        continue;
      }
      if (begins(view, p, "-----END ")) {
        int line = p + 9;
        while (line < p + 64 && Chars.at(view, line) != '-' && Chars.at(view, line) != '\n') {
          line++;
        }
        return begins(view, line, "-----") ? line + 5 : line;
      }
      int piece = p;
      int letters = 0;
      while (piece < view.length() && keyChar(view.charAt(piece)) && view.charAt(piece) != '-') {
        letters++;
        piece++;
      }
      char next = Chars.at(view, piece);
      boolean header = next == ':' || next == ',' || next == '-';
      if (letters == 0 && !header) {
        break;
      }
      boolean prose = next == ' ' && letters < 20 && !header;
      if (prose) {
        break;
      }
      p = header ? piece + 1 : piece;
      end = p;
    }
    return end;
  }

  /** Reports a whole text that stands under a name such as {@code password}. */
  static void labelled(TextView view, String label, SpanSink out) {
    int length = view.length();
    if (length < 4 || length > 256) {
      return;
    }
    int from = Math.max(label.lastIndexOf('.'), label.lastIndexOf('-')) + 1;
    int kind = NAMES.get(label, from);
    if (kind == 0) {
      kind = NAMES.get(label, label.lastIndexOf('_') + 1);
    }
    if ((kind == PASSWORD || kind == KEY) && plausible(view, 0, length, kind, true)) {
      out.accept(0, length, EntityType.SECRET, Strength.CONTEXTUAL);
    }
  }
}
