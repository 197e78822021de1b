package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SequenceTagger;
import dev.barnabas.redaction.spi.TagSink;
import dev.barnabas.redaction.spi.TextView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    forRequest().tag(view, out);
  }

  @Override
  public SequenceTagger forRequest() {
    return new ForRequest();
  }

  /** The same with working memory that is kept from text to text. */
  private final class ForRequest implements SequenceTagger {

    private final Decoder decoder = new Decoder(features);
    private @Nullable Tokens tokens;
    private int[] tags = new int[0];
    private float[] margins = new float[0];

    @Override
    public Set<EntityType> entities() {
      return ENTITIES;
    }

    @Override
    public void tag(TextView view, TagSink out) {
      if (hopeless(view)) {
        return;
      }
      Tokens read = tokens;
      if (read == null) {
        read = Tokens.of(view);
        tokens = read;
      } else {
        read.again(view);
      }
      know(read, model.gazetteer());
      if (decode(read)) {
        new Names(read, tags, margins).report(out, MARGIN);
      }
    }

    /** Says whether a name may begin anywhere. */
    private boolean decode(Tokens t) {
      if (tags.length < t.count) {
        tags = new int[t.count + t.count / 2];
        margins = new float[tags.length];
      }
      boolean any = false;
      int previous = Tags.OUTSIDE;
      int beforeThat = Tags.OUTSIDE;
      for (int n = 0; n < t.count; n++) {
        int i = Tokens.PAD + n;
        int tag = Tags.OUTSIDE;
        float margin = 0;
        if (!Decoder.plain(t, i, previous)) {
          any = true;
          tag = decoder.best(t, i, previous, beforeThat, model.packed(), bias);
          margin = decoder.margin(tag);
        }
        tags[n] = tag;
        margins[n] = margin;
        beforeThat = previous;
        previous = tag;
      }
      return any;
    }
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
    know(tokens, gazetteer);
    return tokens;
  }

  private static void know(Tokens tokens, Gazetteer gazetteer) {
    for (int i = Tokens.PAD; i < Tokens.PAD + tokens.count; i++) {
      if (tokens.shape[i] < Tokens.NUMBER) {
        tokens.known[i] = gazetteer.get(tokens.word[i]);
      }
    }
    tokens.textCase = Decoder.textCase(tokens);
    Technical.mark(tokens.view, tokens);
  }
}
