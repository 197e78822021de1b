package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SequenceTagger;
import dev.barnabas.redaction.spi.TagSink;
import dev.barnabas.redaction.spi.TextView;
import java.util.Set;

/** The built-in tagger. Any thread. */
public final class HashedPerceptronTagger implements SequenceTagger {

  /** What a margin is divided by before it is squeezed into a score. */
  private static final float MARGIN = 4;

  private static final Set<EntityType> ENTITIES = Set.copyOf(Tags.TYPES);

  private final TaggerModel model;
  private final Features features = new Features(TaggerModel.ROWS);
  private final float bias;

  /**
   * A tagger.
   *
   * @param model the weights
   * @param bias added to the sum of being outside: greater finds less
   */
  public HashedPerceptronTagger(TaggerModel model, float bias) {
    this.model = model;
    this.bias = bias;
  }

  @Override
  public Set<EntityType> entities() {
    return ENTITIES;
  }

  @Override
  public void tag(TextView view, TagSink out) {
    if (hopeless(view)) {
      return;
    }
    Tokens tokens = tokens(view, model.gazetteer());
    int[] tags = new int[tokens.count];
    float[] margins = new float[tokens.count];
    decode(tokens, tags, margins);
    new Names(view, tokens, tags, margins).report(out, MARGIN);
  }

  /** One short word in small letters, as JSON keys are, is no name worth the work. */
  private static boolean hopeless(TextView view) {
    if (view.length() > 24) {
      return false;
    }
    boolean letters = false;
    for (int p = 0; p < view.length(); p++) {
      char c = view.charAt(p);
      if (c >= 0x80 || c == ' ' || (c >= 'A' && c <= 'Z')) {
        return false;
      }
      letters |= c >= 'a' && c <= 'z';
    }
    return !letters || view.length() < 3 || view.charAt(0) < 'a';
  }

  static Tokens tokens(TextView view, Gazetteer gazetteer) {
    Tokens tokens = Tokens.of(view);
    for (int i = Tokens.PAD; i < Tokens.PAD + tokens.count; i++) {
      if (tokens.shape[i] < Tokens.NUMBER) {
        tokens.known[i] = gazetteer.get(tokens.word[i]);
      }
    }
    Technical.mark(view, tokens);
    return tokens;
  }

  private void decode(Tokens tokens, int[] tags, float[] margins) {
    Decoder decoder = new Decoder(features);
    float[] weights = model.weights();
    int textCase = Decoder.textCase(tokens);
    int previous = Tags.OUTSIDE;
    int beforeThat = Tags.OUTSIDE;
    for (int n = 0; n < tokens.count; n++) {
      int i = Tokens.PAD + n;
      int tag = Tags.OUTSIDE;
      if (!Decoder.plain(tokens, i, textCase, previous)) {
        tag = decoder.best(tokens, i, textCase, previous, beforeThat, weights, bias);
        margins[n] = decoder.margin(tag);
      }
      tags[n] = tag;
      beforeThat = previous;
      previous = tag;
    }
  }
}
