package dev.barnabas.redaction.training;

import dev.barnabas.redaction.ner.Gazetteer;
import dev.barnabas.redaction.ner.Tags;
import dev.barnabas.redaction.spi.SequenceTagger;
import dev.barnabas.redaction.training.Sentence.Mark;
import java.util.List;
import java.util.Locale;

/** How well a tagger does on sentences of templates and names that it was not trained on. */
final class HeldOut {

  /** The least F2 of each type; what a change may not fall below. */
  private static final double[] FLOORS = {0.70, 0.60, 0.40, 0.60};

  /** At most so many spans per thousand characters of texts without names. */
  private static final double MOST_FALSE = 8.0;

  private final int[] right = new int[Tags.TYPES.size()];
  private final int[] found = new int[Tags.TYPES.size()];
  private final int[] marked = new int[Tags.TYPES.size()];
  private int falseSpans;
  private int plainCharacters;

  private HeldOut() {}

  static HeldOut measure(SequenceTagger tagger, List<Sentence> sentences) {
    HeldOut quality = new HeldOut();
    sentences.forEach(sentence -> quality.add(tagger, sentence));
    return quality;
  }

  private void add(SequenceTagger tagger, Sentence sentence) {
    for (Mark mark : sentence.marks()) {
      marked[mark.label()]++;
    }
    boolean plain = sentence.marks().isEmpty();
    plainCharacters += plain ? sentence.text().length() : 0;
    tagger.tag(
        new Gazetteer.Plain(sentence.text()),
        (start, end, type, score) -> {
          int label = Tags.TYPES.indexOf(type);
          falseSpans += plain ? 1 : 0;
          found[label]++;
          for (Mark mark : sentence.marks()) {
            int both = Math.min(end, mark.end()) - Math.max(start, mark.start());
            int either = Math.max(end, mark.end()) - Math.min(start, mark.start());
            if (mark.label() == label && both * 2 >= either) {
              right[label]++;
              break;
            }
          }
        });
  }

  private double f2(int label) {
    double precision = found[label] == 0 ? 0 : (double) right[label] / found[label];
    double recall = marked[label] == 0 ? 0 : (double) right[label] / marked[label];
    return precision + recall == 0 ? 0 : 5 * precision * recall / (4 * precision + recall);
  }

  private double falsePerKb() {
    return plainCharacters == 0 ? 0 : 1000.0 * falseSpans / plainCharacters;
  }

  /** The report, with the size of the model in bytes and of its gazetteer in words. */
  String json(long bytes, int words) {
    StringBuilder text = new StringBuilder("{\n");
    for (int label = 0; label < right.length; label++) {
      text.append(
          String.format(
              Locale.ROOT,
              "  \"%s\": {\"marked\": %d, \"found\": %d, \"right\": %d, \"f2\": %.3f},%n",
              TrainModel.name(label),
              marked[label],
              found[label],
              right[label],
              f2(label)));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "  \"falseSpansPerThousandCharacters\": %.2f,%n  \"bytes\": %d,%n  \"words\": %d%n}%n",
                falsePerKb(),
                bytes,
                words))
        .toString();
  }

  /** Stops the build if the quality is below the floor. */
  void check() {
    for (int label = 0; label < FLOORS.length; label++) {
      if (f2(label) < FLOORS[label]) {
        throw new IllegalStateException(
            TrainModel.name(label)
                + " has F2 "
                + f2(label)
                + " on held-out sentences, below "
                + FLOORS[label]);
      }
    }
    if (falsePerKb() > MOST_FALSE) {
      throw new IllegalStateException("too many names in texts without names: " + falsePerKb());
    }
  }
}
