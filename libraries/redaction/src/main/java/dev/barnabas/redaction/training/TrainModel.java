package dev.barnabas.redaction.training;

import dev.barnabas.redaction.ner.BuiltInTaggerProvider;
import dev.barnabas.redaction.ner.Gazetteer;
import dev.barnabas.redaction.ner.HashedPerceptronTagger;
import dev.barnabas.redaction.ner.PerceptronTrainer;
import dev.barnabas.redaction.ner.TaggerModel;
import dev.barnabas.redaction.ner.Tags;
import dev.barnabas.redaction.training.Sentence.Mark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Trains the model and writes it and its report, or fails if its quality on held-out templates and
 * names is below the floor. Runs in the build, after compiling.
 */
public final class TrainModel {

  private static final long SEED = 20_261_120;
  private static final int FILLINGS = 110;
  private static final int PLAIN = 12;
  private static final int ROUNDS = 5;
  private static final int HELD_OUT = 10;
  private static final int FORGET = 30;
  private static final float SMALLEST = 0.06f;

  private TrainModel() {}

  /**
   * Trains, writes and checks.
   *
   * @param args the directory of the classes, where the model is put
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]).resolve("dev/barnabas/redaction/ner");
    Lists lists = new Lists();
    Gazetteer gazetteer = Knowledge.of(lists);
    TaggerModel model = new TaggerModel(train(lists, gazetteer), gazetteer);
    HeldOut quality = HeldOut.measure(new HashedPerceptronTagger(model, 0), heldOut(lists));
    Files.createDirectories(directory);
    Path file = directory.resolve(BuiltInTaggerProvider.RESOURCE);
    try (OutputStream out = Files.newOutputStream(file)) {
      model.write(out);
    }
    Files.writeString(
        directory.resolve("model-quality.json"), quality.json(Files.size(file), gazetteer.size()));
    quality.check();
  }

  private static float[] train(Lists lists, Gazetteer gazetteer) {
    PerceptronTrainer trainer = new PerceptronTrainer(gazetteer);
    Random random = new Random(SEED);
    Generator generator = new Generator(lists, SEED, 0);
    List<String> templates = Generator.lines("templates.txt");
    for (int i = 0; i < templates.size(); i++) {
      for (int k = 0; k < FILLINGS && i % HELD_OUT != 3; k++) {
        add(trainer, generator.fill(templates.get(i)), random);
      }
    }
    for (String resource : List.of("plain.txt", "code.txt")) {
      List<String> lines = Generator.lines(resource);
      for (int i = 0; i < lines.size(); i++) {
        for (int k = 0; k < PLAIN && i % HELD_OUT != 3; k++) {
          add(trainer, generator.line(resource, lines.get(i)), random);
        }
      }
    }
    return trainer.train(ROUNDS, SEED, SMALLEST);
  }

  private static List<Sentence> heldOut(Lists lists) {
    Generator generator = new Generator(lists, SEED + 1, 1);
    List<Sentence> sentences = new java.util.ArrayList<>();
    for (String resource : List.of("templates.txt", "plain.txt", "code.txt")) {
      List<String> lines = Generator.lines(resource);
      for (int i = 3; i < lines.size(); i += HELD_OUT) {
        for (int k = 0; k < 20; k++) {
          sentences.add(generator.line(resource, lines.get(i)));
        }
      }
    }
    return sentences;
  }

  private static void add(PerceptronTrainer trainer, Sentence sentence, Random random) {
    byte[] types = new byte[sentence.text().length()];
    boolean[] starts = new boolean[types.length];
    Arrays.fill(types, (byte) -1);
    for (Mark mark : sentence.marks()) {
      Arrays.fill(types, mark.start(), mark.end(), (byte) mark.label());
      boolean address =
          mark.label() == Fillings.LOCATION
              && mark.start() > 0
              && types[Math.max(0, mark.start() - 2)] == Fillings.LOCATION;
      starts[mark.start()] = !address;
    }
    trainer.add(new Gazetteer.Plain(sentence.text()), types, starts, FORGET, random);
  }

  /** The index of a label in {@link Tags#TYPES}. */
  static String name(int label) {
    return Tags.TYPES.get(label).name();
  }
}
