package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.worker.pool.DecodedProgress.Foreign;
import dev.barnabas.worker.pool.DecodedProgress.Intact;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressCodecTest {

  private static final int FULL = 4096;

  @Property(tries = 300)
  void readsBackWhatItWroteWhenThereIsRoom(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long base,
      @ForAll @IntRange(min = 0, max = 20_000) int span,
      @ForAll @DoubleRange(min = 0, max = 1) double density,
      @ForAll boolean clean,
      @ForAll long seed) {
    Progress progress = random(base, span, density, clean, seed);

    assertThat(ProgressCodec.decode(base, ProgressCodec.encode(progress, FULL)))
        .isEqualTo(new Intact(progress));
  }

  @Property(tries = 300)
  void neverClaimsMoreThanIsFinishedHoweverLittleRoomThereIs(
      @ForAll @IntRange(min = 0, max = 5_000) int span,
      @ForAll @DoubleRange(min = 0, max = 1) double density,
      @ForAll boolean clean,
      @ForAll @IntRange(min = ProgressCodec.MIN_CHARACTERS, max = 400) int characters,
      @ForAll long seed) {
    Progress progress = random(1_000, span, density, clean, seed);

    String text = ProgressCodec.encode(progress, characters);

    assertThat(text.length()).isLessThanOrEqualTo(characters);
    Progress decoded = intact(ProgressCodec.decode(1_000, text));
    assertThat(decoded.base()).isEqualTo(progress.base());
    assertThat(decoded.startLimit()).isEqualTo(progress.startLimit());
    OffsetSet claimed = decoded.finished().copy();
    claimed.addAll(progress.finished());
    assertThat(claimed).isEqualTo(progress.finished());
    if (decoded.open() != null) {
      assertThat(decoded.open()).isEqualTo(progress.open());
      assertThat(decoded.finished()).isEqualTo(progress.finished());
    }
  }

  @Property(tries = 300)
  void describesEveryWindowItSaysItHasTheCapacityFor(
      @ForAll @IntRange(min = ProgressCodec.MIN_CHARACTERS, max = FULL) int characters,
      @ForAll long seed) {
    int capacity = ProgressCodec.capacity(characters);
    Progress progress = random(7, capacity, 0.5, false, seed);

    assertThat(ProgressCodec.decode(7, ProgressCodec.encode(progress, characters)))
        .isEqualTo(new Intact(progress));
  }

  @Property(tries = 300)
  void detectsAnyOneChangedCharacter(
      @ForAll @IntRange(min = 1, max = 500) int span,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll @IntRange(min = 1, max = 32_767) int change) {
    String text = ProgressCodec.encode(random(50, span, 0.5, true, seed), FULL);
    int index = 2 + place % (text.length() - 2);
    int value = (text.charAt(index) - 0x3400) ^ change;
    String damaged = text.substring(0, index) + (char) (value + 0x3400) + text.substring(index + 1);

    DecodedProgress decoded = ProgressCodec.decode(50, damaged);

    // The last character may hold padding only; a change there says nothing new.
    assertThat(decoded instanceof Foreign || decoded.equals(ProgressCodec.decode(50, text)))
        .isTrue();
    assertThat(index == text.length() - 1 || decoded instanceof Foreign).isTrue();
  }

  @Property(tries = 300)
  void detectsTextThatWasCutOff(
      @ForAll @IntRange(min = 1, max = 500) int span,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 10_000) int place) {
    String text = ProgressCodec.encode(random(50, span, 0.5, true, seed), FULL);

    assertThat(ProgressCodec.decode(50, text.substring(0, place % text.length())))
        .isInstanceOf(Foreign.class);
  }

  @Test
  void detectsMetadataThatBelongsToAnotherOffset() {
    String text = ProgressCodec.encode(random(50, 100, 0.5, true, 1), FULL);

    assertThat(ProgressCodec.decode(51, text)).isEqualTo(new Foreign("checksum differs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B1", "B2㐀㐀", "hello", "NO_METADATA", "B1plain", "B1㐀㐀㐀㐀㐀㐀㐀"})
  void takesOtherTextForForeign(String text) {
    assertThat(ProgressCodec.decode(0, text)).isInstanceOf(Foreign.class);
  }

  @Test
  void describesFewStragglersAmongManyFinishedInFewCharacters() {
    OffsetSet finished = new OffsetSet();
    for (long straggler = 0; straggler < 50_000; straggler += 5_000) {
      finished.addRange(straggler + 1, straggler + 5_000);
    }

    String text = ProgressCodec.encode(new Progress(0, 50_000, finished, null), FULL);

    assertThat(text.length()).isLessThan(40);
    assertThat(intact(ProgressCodec.decode(0, text)).finished()).isEqualTo(finished);
  }

  @Test
  void describesSixtyThousandOffsetsInAnyPattern() {
    assertThat(ProgressCodec.capacity(FULL)).isGreaterThan(60_000);
  }

  private static Progress intact(DecodedProgress decoded) {
    assertThat(decoded).isInstanceOf(Intact.class);
    return ((Intact) decoded).progress();
  }

  /** The base is unfinished; beyond it each offset is finished with the given probability. */
  private static Progress random(long base, int span, double density, boolean clean, long seed) {
    Random random = new Random(seed);
    OffsetSet finished = new OffsetSet();
    OffsetSet open = new OffsetSet();
    open.add(base);
    for (long offset = base + 1; offset < base + span; offset++) {
      if (random.nextDouble() < density) {
        finished.add(offset);
      } else if (random.nextInt(20) == 0) {
        open.add(offset);
      }
    }
    return new Progress(base, base + span + 1, finished, clean ? open : null);
  }
}
