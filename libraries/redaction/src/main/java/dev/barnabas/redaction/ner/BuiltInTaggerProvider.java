package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.SequenceTagger;
import dev.barnabas.redaction.spi.TaggerProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Loads the model that the build trained. */
public final class BuiltInTaggerProvider implements TaggerProvider {

  /** The model's resource. */
  public static final String RESOURCE = "model.bin";

  @Override
  public String id() {
    return "hashed-perceptron";
  }

  @Override
  public int priority() {
    return BUILT_IN;
  }

  @Override
  public SequenceTagger load() {
    return Loaded.TAGGER;
  }

  /** One model serves all engines of a process. */
  private static final class Loaded {
    private static final SequenceTagger TAGGER = read();

    private static SequenceTagger read() {
      try (InputStream in = BuiltInTaggerProvider.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException(
              "the model is missing: build with Maven, which trains it after compiling");
        }
        return new HashedPerceptronTagger(TaggerModel.read(in), 0);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the model", e);
      }
    }
  }
}
