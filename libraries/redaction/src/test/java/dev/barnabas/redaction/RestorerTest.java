package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorerTest {

  private static final Vault VAULT =
      Vault.of(
          List.of(
              entry("<EMAIL_1>", "EMAIL", "kim@corp.example", Role.USER),
              entry("<EMAIL_12>", "EMAIL", "lee@corp.example", Role.TOOL),
              entry("<US_SSN_1>", "US_SSN", "457-55-1462", Role.USER),
              entry("<EMAIL_2>", "EMAIL", "boss@corp.example", Role.SYSTEM),
              new VaultEntry("<CREDIT_CARD>", "CREDIT_CARD", "", Role.USER, false)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<EMAIL_1>",
        "<email_1>",
        "< EMAIL_1 >",
        "<Email 1>",
        "<EMAIL-1>",
        "<EMAIL1>",
        "<EMAIL_01>",
        "<EMAIL\\_1>",
        "\\<EMAIL_1\\>",
        "&lt;EMAIL_1&gt;",
        "\\u003cEMAIL_1\\u003E",
        "\uFF1CEMAIL_1\uFF1E",
      })
  void knowsTheSpellingsThatModelsUse(String spelling) {
    assertThat(restore("`" + spelling + "`2"))
        .isEqualTo(new RestoreOutcome("`kim@corp.example`2", 1, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<EMAIL_99>",
        "<EMAIL>",
        "EMAIL_1",
        "<EMAIL_1",
        "a < b && c > d; List<String> x; <div> %d \\n &amp;",
        "<EMAIL_2>",
        "<CREDIT_CARD>",
        "<EMAIL_10>",
      })
  void leavesEverythingElseAlone(String text) {
    assertThat(restore(text)).isEqualTo(new RestoreOutcome(text, 0, false));
  }

  @Test
  void neverTakesOnePlaceholderForTheBeginningOfAnother() {
    assertThat(restore("<<EMAIL_12>><EMAIL_1>2").text())
        .isEqualTo("<lee@corp.example>kim@corp.example2");
  }

  @Test
  void escapesValuesInJson() {
    Vault vault = Vault.of(List.of(entry("<X_1>", "X", "a\"b\\c\n", Role.USER)));

    assertThat(Restorer.restore("{\"v\":\"<X_1>\"}", vault, TextKind.JSON, 100).text())
        .isEqualTo("{\"v\":\"a\\\"b\\\\c\\n\"}");
  }

  @Test
  void neverGrowsBeyondItsLimit() {
    RestoreOutcome outcome = Restorer.restore("<EMAIL_1>".repeat(1000), VAULT, 40);

    assertThat(outcome.text()).isEqualTo("kim@corp.example".repeat(2));
    assertThat(outcome.truncated()).isTrue();
    assertThat(outcome.restored()).isEqualTo(2);
  }

  @Test
  void cutsBetweenCodePoints() {
    assertThat(Restorer.restore("ab\uD83D\uDE00", VAULT, 3))
        .isEqualTo(new RestoreOutcome("ab", 0, true));
  }

  @Test
  void holdsBackOnlyWhatMayBecomeAKnownPlaceholder() throws Exception {
    StreamRestorer restorer = new StreamRestorer(VAULT, TextKind.PROSE, 1000);
    StringBuilder out = new StringBuilder();

    restorer.push("see <EM", out);
    assertThat(out.toString()).isEqualTo("see ");
    restorer.push("BED", out);
    assertThat(out.toString()).isEqualTo("see <EMBED");
    restorer.push("> <EMAIL_1", out);
    assertThat(restorer.heldBack()).isEqualTo(8);
    restorer.push(">", out);
    restorer.end(out);

    assertThat(out.toString()).isEqualTo("see <EMBED> kim@corp.example");
  }

  private static RestoreOutcome restore(String text) {
    return Restorer.restore(text, VAULT, 10_000);
  }

  private static VaultEntry entry(String placeholder, String type, String value, Role role) {
    return new VaultEntry(placeholder, type, value, role, true);
  }
}
