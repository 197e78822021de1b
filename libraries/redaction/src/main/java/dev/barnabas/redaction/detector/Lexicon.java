package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.TextView;
import java.util.Locale;
import java.util.Set;

/**
 * Words that speak for or against a reading of a number nearby.
 *
 * @param strong words that nearly name the type
 * @param weak words that allow it
 * @param against words that name something else
 */
record Lexicon(Set<String> strong, Set<String> weak, Set<String> against) {

  /** What the nearest telling word says. */
  enum Verdict {
    AGAINST,
    NONE,
    WEAK,
    STRONG
  }

  /** Characters read before a span. */
  static final int BEFORE = 48;

  /** Characters read after a span. */
  static final int AFTER = 16;

  private static final int LONGEST_WORD = 24;

  static final Lexicon PHONE =
      new Lexicon(
          Set.of(
              "phone",
              "phones",
              "telephone",
              "tel",
              "mobile",
              "cell",
              "cellphone",
              "cellular",
              "fax",
              "call",
              "calls",
              "called",
              "dial",
              "ring",
              "sms",
              "whatsapp",
              "hotline",
              "landline",
              "desk",
              "reach",
              "callback",
              "telefon",
              "telefono",
              "tel\u00e9fono",
              "t\u00e9l\u00e9phone",
              "celular",
              "m\u00f3vil",
              "movil",
              "handy",
              "msisdn",
              "voicemail",
              "helpline"),
          Set.of("number", "numbers", "no", "nr", "num", "contact", "home", "work", "at"),
          Set.of(
              "order",
              "orders",
              "invoice",
              "account",
              "acct",
              "ref",
              "reference",
              "tracking",
              "ticket",
              "id",
              "ids",
              "sku",
              "isbn",
              "serial",
              "part",
              "version",
              "build",
              "port",
              "section",
              "page",
              "rfc",
              "pid",
              "bug",
              "issue",
              "error",
              "code",
              "zip",
              "iban",
              "card",
              "ssn",
              "passport",
              "bytes",
              "amount",
              "total",
              "price",
              "timestamp",
              "routing",
              "epoch",
              "license",
              "licence",
              "item",
              "batch",
              "transaction",
              "lot"));

  static final Lexicon SOCIAL_SECURITY =
      new Lexicon(
          Set.of("ssn", "ssns", "social", "ss", "socialsecurity", "ssnumber"),
          Set.of("taxpayer", "tin", "security"),
          Set.of(
              "order", "invoice", "account", "phone", "routing", "ein", "zip", "part", "serial"));

  static final Lexicon CARD =
      new Lexicon(
          Set.of(
              "card",
              "cards",
              "credit",
              "debit",
              "visa",
              "mastercard",
              "maestro",
              "amex",
              "pan",
              "cc",
              "creditcard",
              "cardnumber",
              "unionpay",
              "discover"),
          Set.of("payment", "pay", "paid"),
          Set.of("order", "invoice", "tracking", "timestamp", "epoch", "id", "serial"));

  static final Lexicon IP =
      new Lexicon(
          Set.of("ip", "ipv4", "ipv6", "address", "host", "server", "gateway", "dns"),
          Set.of(),
          Set.of("version", "versions", "release", "build", "section", "chapter", "rev"));

  /** Reads the words around a span, and what the text is called where it stands. */
  Verdict around(TextView view, int start, int end, DetectContext context) {
    Verdict before = before(view, start);
    if (before == Verdict.STRONG || before == Verdict.AGAINST) {
      return before;
    }
    Verdict label = label(context.label());
    if (label == Verdict.STRONG || label == Verdict.AGAINST) {
      return label;
    }
    Verdict after = after(view, end);
    return after == Verdict.STRONG || (before == Verdict.NONE && label == Verdict.NONE)
        ? after
        : Verdict.WEAK;
  }

  private Verdict before(TextView view, int start) {
    int from = Math.max(0, start - BEFORE);
    int p = start;
    Verdict weak = Verdict.NONE;
    while (p > from) {
      int wordEnd = p;
      while (p > from && letter(view.charAt(p - 1))) {
        p--;
      }
      Verdict verdict = p < wordEnd ? judge(view, p, wordEnd) : Verdict.NONE;
      if (verdict == Verdict.STRONG || verdict == Verdict.AGAINST) {
        return verdict;
      }
      weak = verdict == Verdict.WEAK ? verdict : weak;
      if (p == wordEnd) {
        p--;
      }
    }
    return weak;
  }

  private Verdict after(TextView view, int end) {
    int to = Math.min(view.length(), end + AFTER);
    int p = end;
    while (p < to && view.charAt(p) != '\n') {
      int wordStart = p;
      while (p < to && letter(view.charAt(p))) {
        p++;
      }
      if (p > wordStart && judge(view, wordStart, p) == Verdict.STRONG) {
        return Verdict.STRONG;
      }
      if (p == wordStart) {
        p++;
      }
    }
    return Verdict.NONE;
  }

  /** Splits a label such as {@code socialSecurityNumber} or {@code phone_number} into words. */
  private Verdict label(String label) {
    Verdict found = Verdict.NONE;
    int from = Math.max(0, label.length() - 2 * BEFORE);
    int wordStart = from;
    for (int i = from; i <= label.length(); i++) {
      boolean end = i == label.length() || !letter(label.charAt(i));
      boolean hump =
          !end
              && i > wordStart
              && Character.isUpperCase(label.charAt(i))
              && !Character.isUpperCase(label.charAt(i - 1));
      if (end || hump) {
        Verdict verdict = judge(label.substring(wordStart, i).toLowerCase(Locale.ROOT));
        if (verdict == Verdict.STRONG || verdict == Verdict.AGAINST) {
          found = verdict;
        } else if (found == Verdict.NONE) {
          found = verdict;
        }
        wordStart = end ? i + 1 : i;
      }
    }
    return found;
  }

  private Verdict judge(TextView view, int start, int end) {
    if (end - start > LONGEST_WORD) {
      return Verdict.NONE;
    }
    char[] word = new char[end - start];
    for (int i = start; i < end; i++) {
      word[i - start] = Chars.lower(view.charAt(i));
    }
    return judge(new String(word));
  }

  private Verdict judge(String word) {
    if (strong.contains(word)) {
      return Verdict.STRONG;
    }
    if (against.contains(word)) {
      return Verdict.AGAINST;
    }
    return weak.contains(word) ? Verdict.WEAK : Verdict.NONE;
  }

  private static boolean letter(char c) {
    return c < 0x80 ? Chars.asciiLetter(c) || Chars.digit(c) : Character.isLetter(c);
  }
}
