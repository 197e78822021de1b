package dev.barnabas.redaction.training;

import dev.barnabas.redaction.training.Sentence.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/** Makes sentences of templates. */
final class Generator {

  private final Fillings fillings;
  private final Random random;

  Generator(Lists lists, long seed, int half) {
    this.random = new Random(seed);
    this.fillings = new Fillings(lists, random, half);
  }

  /** The lines of a resource beside this class. */
  static List<String> lines(String resource) {
    try (InputStream in = Objects.requireNonNull(Generator.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sentence of a line; code has braces of its own and no slots. */
  Sentence line(String resource, String line) {
    return resource.equals("code.txt") ? vary(new Sentence(line, List.of())) : fill(line);
  }

  Sentence fill(String template) {
    fillings.next();
    StringBuilder text = new StringBuilder();
    List<Mark> marks = new ArrayList<>();
    int p = 0;
    while (p < template.length()) {
      char c = template.charAt(p);
      int close = c == '{' ? template.indexOf('}', p) : -1;
      if (close > p && close - p <= 8) {
        String slot = template.substring(p + 1, close);
        int start = text.length();
        text.append(fillings.fill(slot));
        int label = Fillings.label(slot);
        if (label != Fillings.NONE) {
          marks.add(new Mark(start, text.length(), label));
        }
        p = close + 1;
      } else if (c == '\\' && p + 1 < template.length() && template.charAt(p + 1) == 'n') {
        text.append('\n');
        p += 2;
      } else {
        text.append(c);
        p++;
      }
    }
    return vary(new Sentence(text.toString(), marks));
  }

  /** The same in other guises: without capitals, all capitals, or with spaces around signs. */
  private Sentence vary(Sentence sentence) {
    int kind = random.nextInt(100);
    String text = sentence.text();
    if (kind < 14) {
      return cased(sentence, text.toLowerCase(Locale.ROOT));
    }
    if (kind < 20) {
      return cased(sentence, text.toUpperCase(Locale.ROOT));
    }
    if (kind < 24) {
      StringBuilder upper = new StringBuilder(text);
      for (Mark mark : sentence.marks()) {
        String name = text.substring(mark.start(), mark.end());
        String other = name.toUpperCase(Locale.ROOT);
        if (other.length() == name.length()) {
          upper.replace(mark.start(), mark.end(), other);
        }
      }
      return new Sentence(upper.toString(), sentence.marks());
    }
    return kind < 50 ? spaced(sentence) : sentence;
  }

  private static Sentence cased(Sentence sentence, String text) {
    return text.length() == sentence.text().length()
        ? new Sentence(text, sentence.marks())
        : sentence;
  }

  private static Sentence spaced(Sentence sentence) {
    String text = sentence.text();
    int[] moved = new int[text.length() + 1];
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean part =
          c == ',' || c == ';' || c == '!' || c == '?' || c == '"' || c == '(' || c == ')';
      part |= c == '.' && i == text.length() - 1;
      boolean possessive =
          c == '\''
              && i + 1 < text.length()
              && text.charAt(i + 1) == 's'
              && (i + 2 == text.length() || !Character.isLetter(text.charAt(i + 2)));
      if ((part || possessive) && i > 0 && text.charAt(i - 1) != ' ') {
        out.append(' ');
      }
      moved[i] = out.length();
      out.append(c);
      if (part && i + 1 < text.length() && text.charAt(i + 1) != ' ') {
        out.append(' ');
      }
    }
    moved[text.length()] = out.length();
    List<Mark> marks = new ArrayList<>();
    for (Mark mark : sentence.marks()) {
      marks.add(new Mark(moved[mark.start()], moved[mark.end() - 1] + 1, mark.label()));
    }
    return new Sentence(out.toString(), marks);
  }
}
