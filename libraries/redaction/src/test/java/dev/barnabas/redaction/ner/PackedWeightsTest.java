package dev.barnabas.redaction.ner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedWeightsTest {

  private static final int ROWS = 500;

  @Test
  void sumsUpWhatTheWeightsSumUpTo() {
    Random random = new Random(1);
    float[] weights = new float[ROWS * Tags.COUNT];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(4) == 0 ? 0 : (random.nextFloat() - 0.5f) * 40;
    }
    PackedWeights packed = new PackedWeights(weights);
    int[] rows = new int[Features.COUNT];
    float[] sums = new float[Tags.COUNT];
    for (int times = 0; times < 200; times++) {
      double[] expected = new double[Tags.COUNT];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = random.nextInt(ROWS);
        for (int tag = 0; tag < Tags.COUNT; tag++) {
          expected[tag] += weights[rows[i] * Tags.COUNT + tag];
        }
      }
      packed.sums(rows, sums);
      for (int tag = 0; tag < Tags.COUNT; tag++) {
        assertThat((double) sums[tag]).isCloseTo(expected[tag], within(0.02));
      }
    }
  }

  @Test
  void keepsTheTagsApartWhereAllWeightsAreGreatest() {
    float[] weights = new float[Tags.COUNT];
    for (int tag = 0; tag < Tags.COUNT; tag++) {
      weights[tag] = tag % 2 == 0 ? 30 : -30;
    }
    float[] sums = new float[Tags.COUNT];

    new PackedWeights(weights).sums(new int[Features.COUNT], sums);

    for (int tag = 0; tag < Tags.COUNT; tag++) {
      assertThat(sums[tag]).isCloseTo((tag % 2 == 0 ? 30 : -30) * Features.COUNT, within(0.1f));
    }
  }
}
