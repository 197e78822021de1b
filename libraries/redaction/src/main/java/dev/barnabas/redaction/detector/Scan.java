package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a text: each character is looked at by the recognisers that its class calls for.
 * One scan can read several texts, one after the other.
 */
final class Scan {

  private static final WordTable TITLES =
      WordTable.of(
          "mr mrs ms mx dr prof professor miss rev herr frau mme mlle señor señora sr sra dott");

  /** Longer words may be keys. */
  private static final int LONGEST_WORD = 19;

  private static final int LONGEST_NAME = 24;

  /** The beginnings of words that say something. */
  private static final WordShapes WORDS =
      new WordShapes()
          .add(List.of("at"))
          .add(TITLES.words())
          .add(Dates.months())
          .add(SecretRecognizer.names().words());

  private static final WordTable TITLES_WITHOUT_DOT =
      WordTable.of("mr mrs ms mx dr prof professor miss herr frau mme mlle señor señora");

  private TextView view;
  private DetectContext context;
  private SpanSink out;
  private final Token token = new Token();
  private final Surroundings near;
  private @Nullable NumberRecognizer numbers;
  private int urlEnd;

  Scan(TextView view, DetectContext context, SpanSink out) {
    this.view = view;
    this.context = context;
    this.out = out;
    this.near = new Surroundings(view, context);
  }

  /** Goes on to another text. */
  Scan begin(TextView next, DetectContext known, SpanSink sink) {
    view = next;
    context = known;
    out = sink;
    urlEnd = 0;
    near.begin(next, known);
    if (numbers != null) {
      numbers.begin(next, sink);
    }
    return this;
  }

  void run() {
    int length = view.length();
    int p = 0;
    while (p < length) {
      char c = view.charAt(p);
      int kind = Chars.joining(c);
      if (kind == 0) {
        p = c == ' ' ? p + 1 : sign(p, c);
      } else if (kind == Chars.DIGIT) {
        p = number(p);
      } else {
        p = word(p, c);
      }
    }
  }

  /**
   * A short text of nothing but letters and underscores holds nothing that is looked for, and a
   * single character neither.
   */
  static boolean name(TextView view) {
    int length = view.length();
    if (length > LONGEST_NAME || length < 2) {
      return length < 2;
    }
    for (int p = 0; p < length; p++) {
      char c = view.charAt(p);
      if (!Chars.asciiLetter(c) && c != '_') {
        return false;
      }
    }
    return true;
  }

  private int numbers(int at) {
    if (numbers == null) {
      numbers = new NumberRecognizer(view, near, out);
    }
    return numbers.recognize(at);
  }

  private int number(int at) {
    int address = IpRecognizer.recognizeV4(view, at, near, out);
    if (address > 0) {
      return address;
    }
    int mac = MacRecognizer.recognize(view, at, out);
    if (mac > 0) {
      return mac;
    }
    int end = at + 1;
    while (Chars.digitAt(view, end)) {
      end++;
    }
    boolean lettered = Chars.joinsAt(view, end);
    boolean finnish = end - at == 6 && (Chars.at(view, end) == '-' || Chars.at(view, end) == '+');
    if (lettered || finnish) {
      token.read(view, at);
      int id = lettered(token);
      if (id > 0) {
        return id;
      }
      if (!finnish && notTelephone(end)) {
        return number(at, end);
      }
    }
    return numbers(at);
  }

  /** A run that goes on with letters is no telephone number unless an extension begins there. */
  private boolean notTelephone(int end) {
    char c = Chars.lower(Chars.at(view, end));
    return c != 'x' && c != 'e' && token.digits() < 5;
  }

  private int number(int at, int end) {
    int host =
        Chars.at(view, token.end()) == '.' && at >= urlEnd
            ? UrlRecognizer.bare(view, token, out)
            : -1;
    if (host > 0) {
      urlEnd = host;
    }
    int age = Ages.recognize(view, at, end, out);
    int date = dayBeforeMonth(end) ? end : token.end();
    return Math.max(age, date);
  }

  private boolean dayBeforeMonth(int end) {
    return Dates.month(view, end, token.end()) > 0;
  }

  private int lettered(Token read) {
    if (CryptoRecognizer.recognize(view, read, out)) {
      return read.end();
    }
    int id = LetteredIds.recognize(view, read, near, out);
    if (id > 0) {
      return id;
    }
    int postcode = postcode(read);
    return postcode > 0 ? postcode : -1;
  }

  private int postcode(Token read) {
    if (read.length() > 7 || read.uppers() == 0) {
      return -1;
    }
    int end = UnitedKingdom.postcode(view, read.start());
    if (end < 0) {
      return -1;
    }
    boolean spaced = end > read.end();
    if (!spaced) {
      near.around(read.start(), end);
      if (near.on(Topic.ZIP, read.start(), end) != Verdict.STRONG) {
        return -1;
      }
    }
    out.accept(read.start(), end, EntityType.UK_POSTCODE, Strength.SHAPED);
    return end;
  }

  /** Passes a whole word, so that digits inside one never begin a number. */
  private int word(int at, char c) {
    token.read(view, at);
    if (ordinary()) {
      return token.end();
    }
    if (Chars.asciiLetter(c)) {
      int iban = IbanRecognizer.recognize(view, at, out);
      if (iban > 0) {
        return iban;
      }
      int mac = Chars.hex(c) ? MacRecognizer.recognize(view, at, out) : -1;
      if (mac > 0) {
        return mac;
      }
    }
    int end = token.end();
    char next = Chars.at(view, end);
    if (next == ':') {
      int url = UrlRecognizer.afterScheme(view, token, out);
      urlEnd = Math.max(urlEnd, url);
    } else if ((next == '.' || next == '-')
        && at >= urlEnd
        && Chars.alphanumeric(Chars.at(view, end + 1))) {
      int url = UrlRecognizer.bare(view, token, out);
      urlEnd = Math.max(urlEnd, url);
    }
    if (token.digits() > 0 || token.length() == 2) {
      int id = idOrPostcode();
      if (id > 0) {
        return id;
      }
    }
    int secret = SecretRecognizer.word(view, token, out);
    if (secret > 0 && context.wants(EntityType.SECRET)) {
      return secret;
    }
    return token.digits() == 0 ? plain(at, end) : end;
  }

  /** A word of letters in which, and behind which, nothing begins that is looked for. */
  private boolean ordinary() {
    int end = token.end();
    int length = token.length();
    if (!token.plain() || length > LONGEST_WORD) {
      return false;
    }
    char next = Chars.at(view, end);
    if ((next == ':' || next == '.' || next == '-') && !ends(Chars.at(view, end + 1))) {
      return false;
    }
    boolean pair = length == 2 && Chars.digitAt(view, end + 1);
    return !pair && !WORDS.possible(view, token.start(), length);
  }

  /** Behind a word and a mark: nothing goes on across it. */
  private static boolean ends(char c) {
    return c == ' ' || c == '\n' || c == '\0';
  }

  private int idOrPostcode() {
    if (token.digits() > 0) {
      return lettered(token);
    }
    int insurance = UnitedKingdom.insurance(view, token.start());
    if (insurance > 0) {
      out.accept(token.start(), insurance, EntityType.UK_NINO, Strength.VALIDATED);
    }
    return insurance;
  }

  /** A word of letters: a month, a form of address, or the {@code at} of a disguised address. */
  private int plain(int at, int end) {
    if (end - at == 2
        && Chars.lower(view.charAt(at)) == 'a'
        && Chars.lower(view.charAt(at + 1)) == 't') {
      ObfuscatedEmailRecognizer.word(view, at, out);
      return end;
    }
    if (end - at > 12) {
      return end;
    }
    if (Dates.month(view, at, end) > 0) {
      int date = Dates.named(view, at, end, near.around(Math.max(0, at - 4), end + 4), out);
      return date > 0 ? date : end;
    }
    if (Character.isUpperCase(view.charAt(at)) && TITLES.get(view, at, end) != 0) {
      title(at, end);
    }
    return end;
  }

  private void title(int at, int end) {
    int last = Chars.at(view, end) == '.' ? end + 1 : end;
    boolean marked = last > end || TITLES_WITHOUT_DOT.get(view, at, end) != 0;
    char name = Chars.at(view, last + 1);
    if (marked && Chars.at(view, last) == ' ' && Character.isUpperCase(name)) {
      out.accept(at, last, EntityType.TITLE, Strength.CONTEXTUAL);
    }
  }

  private int sign(int at, char c) {
    switch (c) {
      case '@' -> {
        ObfuscatedEmailRecognizer.spacedSign(view, at, out);
        return EmailRecognizer.recognize(view, at, out);
      }
      case ':' -> {
        return IpRecognizer.recognizeV6(view, at, near, out);
      }
      case '-' -> {
        int key = SecretRecognizer.pem(view, at, out);
        return key > 0 ? key : at + 1;
      }
      case '+', '(' -> {
        char next = Chars.at(view, at + 1);
        boolean area = c == '+' && next == '(' && Chars.digitAt(view, at + 2);
        if (Chars.digit(next) || area) {
          return numbers(at);
        }
        bracket(at, c);
      }
      case '[', '{', '<' -> bracket(at, c);
      default -> {}
    }
    return at + 1;
  }

  private void bracket(int at, char c) {
    if (c != '+') {
      ObfuscatedEmailRecognizer.bracketed(view, at, out);
    }
  }
}
