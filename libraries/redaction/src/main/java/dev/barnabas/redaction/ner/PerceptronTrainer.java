package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.TextView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains the weights by the averaged perceptron: where the best tag is wrong, the features of the
 * token move from it to the right one; the weights are averaged over all steps. Deterministic for a
 * seed.
 */
public final class PerceptronTrainer {

  private static final class Example {
    private final Tokens tokens;
    private final byte[] tags;

    Example(Tokens tokens, byte[] tags) {
      this.tokens = tokens;
      this.tags = tags;
    }
  }

  private final Gazetteer gazetteer;
  private final List<Example> examples = new ArrayList<>();
  private final float[] weights = new float[TaggerModel.ROWS * Tags.COUNT];
  private final double[] totals = new double[TaggerModel.ROWS * Tags.COUNT];
  private final int[] touched = new int[TaggerModel.ROWS * Tags.COUNT];
  private final Decoder decoder = new Decoder(new Features(TaggerModel.ROWS));
  private int step;

  /** A trainer with what is known of words. */
  public PerceptronTrainer(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /**
   * Adds a text.
   *
   * @param view the text
   * @param types for each character the index of its type in {@link Tags#TYPES}, or -1
   * @param starts for each character, whether a name begins there
   * @param forget how many percent of the words' knowledge is hidden, so that the model also learns
   *     names that no list has
   * @param random decides which
   */
  public void add(TextView view, byte[] types, boolean[] starts, int forget, Random random) {
    Tokens tokens = HashedPerceptronTagger.tokens(view, gazetteer);
    byte[] tags = new byte[tokens.count];
    int previous = -1;
    for (int n = 0; n < tokens.count; n++) {
      int i = Tokens.PAD + n;
      int type = types[tokens.start[i]];
      boolean begins = type >= 0 && (type != previous || starts[tokens.start[i]]);
      tags[n] = (byte) (type < 0 ? Tags.OUTSIDE : begins ? Tags.begin(type) : Tags.inside(type));
      previous = type;
      if (type >= 0 && random.nextInt(100) < forget) {
        tokens.known[i] = (short) (tokens.known[i] & Gazetteer.COMMON);
      }
    }
    examples.add(new Example(tokens, tags));
  }

  /** Trains for some rounds and returns the averaged weights, small ones left out. */
  public float[] train(int rounds, long seed, float smallest) {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(examples, random);
      examples.forEach(this::learn);
    }
    float[] averaged = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double total = totals[i] + (double) (step - touched[i]) * weights[i];
      float average = (float) (total / step);
      averaged[i] = Math.abs(average) < smallest ? 0 : average;
    }
    return averaged;
  }

  private void learn(Example example) {
    int previous = Tags.OUTSIDE;
    int beforeThat = Tags.OUTSIDE;
    for (int n = 0; n < example.tags.length; n++) {
      int i = Tokens.PAD + n;
      int right = example.tags[n];
      int tag = Tags.OUTSIDE;
      if (!Decoder.plain(example.tokens, i, previous)) {
        tag = decoder.best(example.tokens, i, previous, beforeThat, weights);
        step++;
        boolean reachable = Tags.follows(right, previous);
        int target = reachable ? right : Tags.begin(Tags.type(right));
        if (tag != target) {
          for (int row : decoder.rows()) {
            move(row * Tags.COUNT + target, 1);
            move(row * Tags.COUNT + tag, -1);
          }
        }
      }
      beforeThat = previous;
      previous = tag;
    }
  }

  private void move(int at, int by) {
    totals[at] += (double) (step - touched[at]) * weights[at];
    touched[at] = step;
    weights[at] += by;
  }
}
