package dev.barnabas.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryScanTest {
  private final CanaryScan scan = new CanaryScan(List.of("canary-one", "cana", "gr\u00fcn"));

  @Test
  void findsATextWhereverItStands() {
    assertThat(scan.find("canary-one".getBytes(UTF_8))).isPositive();
    assertThat(scan.find("xx cana".getBytes(UTF_8))).isEqualTo(2);
    assertThat(scan.find("so gr\u00fcn!".getBytes(UTF_8))).isEqualTo(3);
  }

  @Test
  void findsNothingInLessThanTheText() {
    assertThat(scan.find("can".getBytes(UTF_8))).isZero();
    assertThat(scan.find("ca na".getBytes(UTF_8))).isZero();
    assertThat(scan.find(null)).isZero();
    assertThat(new CanaryScan(List.of()).find("cana".getBytes(UTF_8))).isZero();
  }
}
