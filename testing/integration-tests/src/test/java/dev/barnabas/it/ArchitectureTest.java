package dev.barnabas.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The module arrows of docs/architecture.md. Each rule is one argument set, and is seen to fail on
 * a planted class.
 */
class ArchitectureTest {
  private static final String[] POLICIES = {
    "dev.barnabas.broker.authentication..",
    "dev.barnabas.broker.request..",
    "dev.barnabas.broker.admission..",
    "dev.barnabas.broker.completion..",
    "dev.barnabas.broker.budget..",
    "dev.barnabas.broker.policy..",
    "dev.barnabas.metering.totals..",
    "dev.barnabas.metering.anomalies..",
  };
  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.barnabas");
  }

  static ArchRule policiesKnowNoKafka(String... packages) {
    return noClasses()
        .that(resideInAnyPackage(packages))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
        .because("a policy is a pure function that a property test can run a million times");
  }

  static ArchRule policiesSpeakDomainRecords(String... packages) {
    return noClasses()
        .that(resideInAnyPackage(packages))
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.barnabas.schemas..", "org.apache.avro.."))
        .because("Avro classes stop at processors and serdes");
  }

  static ArchRule dependsOnNothingOfOurs(String root) {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.barnabas..").and(resideOutsideOfPackages(root + "..")))
        .because(root + " is usable without the rest of Barnabas");
  }

  static ArchRule staysOutOf(String from, String... others) {
    return noClasses()
        .that(resideInAPackage(from + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .because("processes meet on topics alone");
  }

  static ArchRule sdkStaysInItsAdapter(String sdk, String adapter) {
    return noClasses()
        .that(resideOutsideOfPackages(adapter + ".."))
        .should()
        .dependOnClassesThat(resideInAPackage(sdk + ".."))
        .because("an adapter is the only place that knows its provider's SDK");
  }

  static ArchRule isNamedByTheField() {
    return classes()
        .that(resideInAPackage("dev.barnabas.."))
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Service)$")
        .because("such a name says nothing");
  }

  static ArchRule usesNoBacktracking(String root) {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .should()
        .dependOnClassesThat(resideInAPackage("java.util.regex.."))
        .because("a text of a stranger must not choose how long it takes");
  }

  static ArchRule callsNobody(String root) {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.net.http..", "okhttp3.."))
        .because("a stream thread does no I/O but stores");
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.argumentSet("policies know no Kafka", policiesKnowNoKafka(POLICIES)),
        Arguments.argumentSet(
            "policies speak domain records", policiesSpeakDomainRecords(POLICIES)),
        Arguments.argumentSet(
            "pricing stands alone", dependsOnNothingOfOurs("dev.barnabas.pricing")),
        Arguments.argumentSet(
            "redaction stands alone", dependsOnNothingOfOurs("dev.barnabas.redaction")),
        Arguments.argumentSet(
            "signing stands alone", dependsOnNothingOfOurs("dev.barnabas.signing")),
        Arguments.argumentSet(
            "the worker pool stands alone", dependsOnNothingOfOurs("dev.barnabas.worker.pool")),
        Arguments.argumentSet(
            "the emulator stands alone", dependsOnNothingOfOurs("dev.barnabas.emulator")),
        Arguments.argumentSet(
            "schemas stand alone", dependsOnNothingOfOurs("dev.barnabas.schemas")),
        Arguments.argumentSet(
            "broker-app knows no other process",
            staysOutOf(
                "dev.barnabas.broker",
                "dev.barnabas.worker..",
                "dev.barnabas.metering..",
                "dev.barnabas.adapter..")),
        Arguments.argumentSet(
            "workers know no other process",
            staysOutOf(
                "dev.barnabas.worker",
                "dev.barnabas.broker..",
                "dev.barnabas.metering..",
                "dev.barnabas.pricing..")),
        Arguments.argumentSet(
            "metering-stream knows no other process",
            staysOutOf(
                "dev.barnabas.metering",
                "dev.barnabas.broker..",
                "dev.barnabas.worker..",
                "dev.barnabas.adapter..")),
        Arguments.argumentSet(
            "the client is thin",
            staysOutOf(
                "dev.barnabas.client",
                "dev.barnabas.broker..",
                "dev.barnabas.configuration..",
                "dev.barnabas.process..")),
        Arguments.argumentSet(
            "topics know no application",
            staysOutOf(
                "dev.barnabas.topics",
                "dev.barnabas.broker..",
                "dev.barnabas.worker..",
                "dev.barnabas.configuration..")),
        Arguments.argumentSet(
            "OpenAI's SDK stays",
            sdkStaysInItsAdapter("com.openai", "dev.barnabas.adapter.openai")),
        Arguments.argumentSet(
            "Anthropic's SDK stays",
            sdkStaysInItsAdapter("com.anthropic", "dev.barnabas.adapter.anthropic")),
        Arguments.argumentSet("broker-app calls nobody", callsNobody("dev.barnabas.broker")),
        Arguments.argumentSet(
            "redaction never backtracks", usesNoBacktracking("dev.barnabas.redaction")),
        Arguments.argumentSet("names say something", isNamedByTheField()));
  }

  @ParameterizedTest
  @MethodSource("rules")
  @Tag("rule-5.13")
  @Tag("rule-5.15")
  void holds(ArchRule rule) {
    rule.check(ours);
  }

  @Test
  void findsThePlantedViolationOfEachKindOfRule() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.barnabas.it.planted");
    String here = "dev.barnabas.it.planted";

    assertThat(
            List.of(
                policiesKnowNoKafka(here),
                policiesSpeakDomainRecords(here),
                dependsOnNothingOfOurs(here),
                staysOutOf(here, "dev.barnabas.topics.."),
                sdkStaysInItsAdapter("com.tngtech", "dev.barnabas.elsewhere"),
                usesNoBacktracking(here),
                callsNobody(here),
                isNamedByTheField()))
        .allSatisfy(rule -> assertThat(rule.evaluate(planted).hasViolation()).isTrue());
  }

  @Test
  void readsTheClassesOfEveryModule() {
    assertThat(
            List.of(
                "dev.barnabas.broker.topology.BrokerTopology",
                "dev.barnabas.metering.app.MeteringMain",
                "dev.barnabas.client.BarnabasClient",
                "dev.barnabas.emulator.EmulatorMain",
                "dev.barnabas.redaction.RedactionEngine"))
        .allSatisfy(name -> assertThat(ours.contain(name)).isTrue());
  }
}
