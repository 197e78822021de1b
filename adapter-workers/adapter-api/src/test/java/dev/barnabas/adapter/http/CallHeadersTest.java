package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CallHeadersTest {

  @Test
  void holdsBackWhatAnSdkTellsAboutTheMachine() {
    Map<String, List<String>> sent =
        CallHeaders.allowed(
            Map.of(
                "Authorization", List.of("Bearer k"),
                "X-Stainless-OS", List.of("Linux"),
                "X-Stainless-Runtime-Version", List.of("25"),
                "x-barnabas-call", List.of("c1")));

    assertThat(sent).containsOnlyKeys("authorization", "x-barnabas-call");
  }
}
