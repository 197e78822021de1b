package dev.barnabas.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JvmArgumentsTest {
  private static final ChildCommand COMMAND =
      ChildCommand.of("sample", SampleChild.class.getName(), Path.of("sample.log"))
          .withJvmOptions("-Xmx64m");

  private final String before = System.getProperty(JvmArguments.OPTIONS, "");

  @BeforeEach
  void startWithoutFurtherOptions() {
    System.clearProperty(JvmArguments.OPTIONS);
  }

  @AfterEach
  void putBack() {
    System.setProperty(JvmArguments.OPTIONS, before);
  }

  @Test
  void putsTheOptionsOfEveryChildInFrontOfItsOwn() {
    List<String> plain = JvmArguments.of(COMMAND);
    System.setProperty(JvmArguments.OPTIONS, " -XX:TieredStopAtLevel=1  -Xmx32m ");

    List<String> arguments = JvmArguments.of(COMMAND);

    assertThat(arguments).containsSubsequence("-XX:TieredStopAtLevel=1", "-Xmx32m", "-Xmx64m");
    assertThat(arguments).hasSize(plain.size() + 2).containsAll(plain);
  }
}
