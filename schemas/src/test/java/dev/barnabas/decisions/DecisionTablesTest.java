package dev.barnabas.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionTablesTest {
  private static final String NAMES_AND_ERRORS = "0003-names-and-errors.md";
  private static final String LIBRARIES = "0007-libraries.md";
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<groupId>([^<]+)</groupId><artifactId>([^<]+)</artifactId><version>([^<]+)</version>");
  private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9.]+)>([^<]+)</\\1>");

  @Test
  void listsEveryFailureKindWithWhatItDecides() {
    List<List<String>> rows = MarkdownTable.rows(NAMES_AND_ERRORS, "FailureKind");

    assertThat(rows.stream().map(row -> row.subList(0, 6)))
        .containsExactlyElementsOf(
            Arrays.stream(FailureKind.values()).map(DecisionTablesTest::row).toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.get(6)).isNotBlank());
  }

  @Test
  void listsEveryErrorCodeWithWhetherANewIdMayHelp() {
    List<List<String>> rows = MarkdownTable.rows(NAMES_AND_ERRORS, "ErrorCode");

    assertThat(rows.stream().map(row -> row.subList(0, 2)))
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> List.of(code.name(), yes(code.retryable())))
                .toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.get(2)).isNotBlank());
  }

  @Test
  void namesTheKindsThatKeepTheirNameAsAnErrorCode() throws IOException {
    Set<String> codes =
        Arrays.stream(ErrorCode.values()).map(Enum::name).collect(Collectors.toSet());
    String named =
        Arrays.stream(FailureKind.values())
            .map(Enum::name)
            .filter(codes::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    Matcher sentence =
        Pattern.compile("of the same name keeps it \\(([^)]+)\\)")
            .matcher(Files.readString(Path.of("../docs/decisions", NAMES_AND_ERRORS)));

    assertThat(sentence.find()).isTrue();
    assertThat(
            Stream.of(sentence.group(1).replace("`", "").split(", "))
                .sorted()
                .collect(Collectors.joining(", ")))
        .isEqualTo(named);
  }

  @Test
  void namesTheVersionsOfTheRootPom() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    Map<String, String> versions = versions(pom);
    List<List<String>> rows = MarkdownTable.rows(LIBRARIES, "Library");

    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows)
        .allSatisfy(row -> {
          String library = row.getFirst().split(",", 2)[0];
          assertThat(row.get(1)).as(library).isEqualTo(versions.get(library));
        });
  }

  private static Map<String, String> versions(String pom) {
    Map<String, String> properties = new HashMap<>();
    PROPERTY.matcher(pom).results().forEach(p -> properties.putIfAbsent(p.group(1), p.group(2)));
    Map<String, String> versions = new HashMap<>();
    DEPENDENCY
        .matcher(pom)
        .results()
        .forEach(d -> {
          String version = d.group(3);
          versions.putIfAbsent(
              d.group(1) + ":" + d.group(2),
              version.startsWith("${")
                  ? Optional.ofNullable(properties.get(version.substring(2, version.length() - 1)))
                      .orElse(version)
                  : version);
        });
    Optional.ofNullable(properties.get("apicurio.registry.version"))
        .ifPresent(version -> versions.put("io.apicurio:apicurio-registry-app", version));
    return versions;
  }

  private static List<String> row(FailureKind kind) {
    return List.of(
        kind.name(),
        yes(kind.retryable()),
        yes(kind.fallbackEligible()),
        yes(kind.countsForBreaker()),
        kind.billedByProvider().name(),
        yes(kind.chargedToTenant()));
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }
}
