package dev.barnabas.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.launcher.Installation.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

  private static final String BUILDS =
      "mkdir -p command-line/target/lib; touch command-line/target/lib/{a,b}.jar";
  private static final String OFFLINE_FAILS =
      "if [[ \" $* \" == *' -o '* ]]; then echo 'x in offline mode'; exit 1; fi; " + BUILDS;
  private static final String TESTS_FAIL =
      """
      mkdir -p m/target/surefire-reports
      echo '<testsuite name="a.FooTest" tests="3" errors="0" skipped="0" failures="1">' \
        >m/target/surefire-reports/TEST-a.FooTest.xml
      echo 'NOT RUN: kcat is not installed'
      exit 1
      """;

  @TempDir Path directory;

  @Test
  void saysWhatCommandsThereAreBeforeAnyBuild() throws Exception {
    Installation installation = Installation.in(directory, "25.0.1");

    Run help = installation.launch("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.text()).contains("Usage: ./barnabas", "demo", "dead-letters", "test");
    assertThat(installation.mavenCalls()).isEmpty();
  }

  @Test
  void buildsOnceAndAgainOnlyWhenASourceIsNewer() throws Exception {
    Installation installation = Installation.in(directory, "25.0.1");
    installation.maven("3.8.7", BUILDS);

    Run first = installation.launch("status", "--env");
    installation.launch("status");
    int callsBeforeTheChange = installation.mavenCalls().size();
    installation.changeSource();
    installation.launch("status");

    assertThat(first.exitCode()).isEqualTo(42);
    assertThat(first.lines())
        .contains("dev.barnabas.cli.Barnabas", "status", "--env")
        .anyMatch(line -> line.startsWith("-Dbarnabas.home=") && line.endsWith("with space"))
        .anyMatch(line -> line.endsWith("lib/a.jar:" + jar("b.jar")));
    assertThat(callsBeforeTheChange).isEqualTo(1);
    assertThat(installation.mavenCalls()).hasSize(2);
    assertThat(installation.mavenCalls().getFirst())
        .contains("package -pl command-line -am")
        .doesNotContain(" -o ");
    assertThat(installation.mavenCalls().getLast()).contains(" -o ");
  }

  @Test
  void asksTheNetworkWhenOfflineLacksSomething() throws Exception {
    Installation installation = Installation.in(directory, "25.0.1");
    installation.maven("3.9.9", OFFLINE_FAILS);
    installation.launch("status");
    installation.changeSource();

    Run again = installation.launch("status");

    assertThat(again.exitCode()).isEqualTo(42);
    assertThat(installation.mavenCalls()).hasSize(3);
    assertThat(installation.mavenCalls().getLast()).doesNotContain(" -o ");
  }

  @Test
  void endsWithTheErrorsOfABuildThatFailedAndTriesAgain() throws Exception {
    Installation installation = Installation.in(directory, "25.0.1");
    installation.maven("3.8.7", "echo '[ERROR] Main.java: no'; exit 1");

    Run failed = installation.launch("status");

    assertThat(failed.exitCode()).isEqualTo(70);
    assertThat(failed.text()).contains("[ERROR] Main.java: no", "build.log");
    installation.maven("3.8.7", BUILDS);
    assertThat(installation.launch("status").exitCode()).isEqualTo(42);
  }

  @Test
  void refusesAMavenThatIsTooOld() throws Exception {
    Installation installation = Installation.in(directory, "25.0.1");
    installation.maven("3.6.3", BUILDS);

    Run refused = installation.launch("status");

    assertThat(refused.exitCode()).isEqualTo(69);
    assertThat(refused.text()).contains("Maven 3.8 or newer", "is 3.6.");
  }

  @Test
  void passesOverAJavaHomeThatIsTooOld() throws Exception {
    Installation installation = Installation.in(directory, "17.0.15");
    installation.maven("3.8.7", BUILDS);

    Run run = installation.launch("status");

    // This machine runs these tests on a JDK 25, so either that one or the advice is found.
    assertThat(run.exitCode()).isNotEqualTo(42);
    assertThat(run.lines()).doesNotContain("dev.barnabas.cli.Barnabas");
  }

  @Test
  void runsTheTestsSumsThemUpAndKeepsMavensExitCode() throws Exception {
    Installation installation = Installation.in(directory, "25.0.1");
    installation.maven("3.8.7", TESTS_FAIL);

    Run tests = installation.launch("test", "-pl", "client");

    assertThat(tests.exitCode()).isEqualTo(1);
    assertThat(tests.lines())
        .contains("NOT RUN: 1", "NOT RUN: kcat is not installed", "2 passed, 1 failed, 0 skipped");
    assertThat(installation.mavenCalls().getFirst()).endsWith("verify --fail-at-end -pl client");
  }

  private String jar(String name) {
    return directory.resolve("with space/command-line/target/lib").resolve(name).toString();
  }
}
