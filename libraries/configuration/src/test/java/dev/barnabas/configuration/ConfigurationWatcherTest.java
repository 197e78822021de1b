package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.barnabas.configuration.ConfigurationWatcher.WatchOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ConfigurationWatcherTest {

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(ConfigurationWatcher.class);

  @TempDir Path directory;

  private final List<LoadOutcome.Loaded> accepted = new ArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    LOGGER.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    LOGGER.detachAppender(logged);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private ConfigurationWatcher watching(String text) throws IOException {
    write("barnabas.yaml", text);
    Path file = directory.resolve("barnabas.yaml");
    LoadOutcome.Loaded loaded =
        (LoadOutcome.Loaded) ConfigurationLoader.load(file, Loading.context());
    return new ConfigurationWatcher(file, Loading.context(), loaded, accepted::add);
  }

  private static WatchOutcome settled(ConfigurationWatcher watcher) {
    assertThat(watcher.poll()).isEqualTo(new WatchOutcome.Settling());
    return watcher.poll();
  }

  @Test
  void findsNothingWhileTheFileStaysAsItIs() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);

    assertThat(watcher.poll()).isEqualTo(new WatchOutcome.Unchanged());
    assertThat(accepted).isEmpty();
  }

  @Test
  void handsOverAValidChange() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);

    write("barnabas.yaml", Loading.MINIMAL + "currency: EUR\n");

    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Accepted.class);
    assertThat(accepted)
        .singleElement()
        .satisfies(loaded -> assertThat(loaded.configuration().currency()).isEqualTo("EUR"));
    assertThat(watcher.current()).isEqualTo(accepted.getFirst());
    assertThat(watcher.poll()).isEqualTo(new WatchOutcome.Unchanged());
  }

  @Test
  void refusesAnInvalidChangeKeepsTheOldOneAndSaysWhyOnce() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);
    Configuration old = watcher.current().configuration();

    write("barnabas.yaml", Loading.MINIMAL + "currency: dollars\n");

    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Refused.class);
    assertThat(watcher.poll()).isEqualTo(new WatchOutcome.Unchanged());
    assertThat(accepted).isEmpty();
    assertThat(watcher.current().configuration()).isEqualTo(old);
    assertThat(logged.list).singleElement().satisfies(ConfigurationWatcherTest::saysWhy);
  }

  private static void saysWhy(ILoggingEvent event) {
    assertThat(event.getMessage()).isEqualTo("Configuration change refused");
    assertThat(event.getKeyValuePairs())
        .extracting(Object::toString)
        .contains("path=\"currency\"", "reason=\"must match [A-Z]{3}, but is \"dollars\"\"");
  }

  @Test
  void takesALaterFix() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);
    write("barnabas.yaml", "partners: [");
    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Refused.class);

    write("barnabas.yaml", Loading.MINIMAL + "currency: EUR\n");

    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Accepted.class);
  }

  @Test
  void returnsToTheOldVersionWithoutHandingItOverAgain() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);
    write("barnabas.yaml", "partners: [");
    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Refused.class);

    write("barnabas.yaml", Loading.MINIMAL);

    assertThat(settled(watcher)).isEqualTo(new WatchOutcome.Equivalent());
    assertThat(accepted).isEmpty();
  }

  @Test
  void handsNothingOverWhenTheMeaningIsTheSame() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);

    write("barnabas.yaml", "# a comment\n" + Loading.MINIMAL.replace("alias:", "name:"));

    assertThat(settled(watcher)).isEqualTo(new WatchOutcome.Equivalent());
    assertThat(accepted).isEmpty();
  }

  @Test
  void doesNotReadAFileThatIsStillBeingWritten() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL + "currency: EUR\n");

    write("barnabas.yaml", Loading.MINIMAL);
    assertThat(watcher.poll()).isEqualTo(new WatchOutcome.Settling());
    write("barnabas.yaml", Loading.MINIMAL + "currency: CHF\n");
    assertThat(watcher.poll()).isEqualTo(new WatchOutcome.Settling());

    assertThat(watcher.poll()).isInstanceOf(WatchOutcome.Accepted.class);
    assertThat(watcher.current().configuration().currency()).isEqualTo("CHF");
  }

  @Test
  void survivesAFileThatGoesAway() throws IOException {
    ConfigurationWatcher watcher = watching(Loading.MINIMAL);

    Files.delete(directory.resolve("barnabas.yaml"));

    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Refused.class);
    write("barnabas.yaml", Loading.MINIMAL + "currency: EUR\n");
    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Accepted.class);
  }

  @Test
  void followsThePriceFileAndTheContracts() throws IOException {
    write("prices.yaml", "- {partner: alpha, model: sim-1, input: 1, output: 1}\n");
    ConfigurationWatcher watcher =
        watching(
            Loading.MINIMAL.replace(
                    "primary: alpha", "primary: alpha, schema: chat_response_v1.json")
                + "prices: prices.yaml\n");

    write("prices.yaml", "- {partner: alpha, model: sim-1, input: 2, output: 1}\n");
    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Accepted.class);
    write("chat_response_v1.json", "{\"type\": \"string\"}");
    assertThat(settled(watcher)).isInstanceOf(WatchOutcome.Accepted.class);

    Configuration now = watcher.current().configuration();
    assertThat(now.prices().getFirst().input().intValueExact()).isEqualTo(2);
    assertThat(now.contract(now.route("fast").orElseThrow()).orElseThrow().json())
        .isEqualTo("{\"type\":\"string\"}");
  }

  @Test
  void offersAVersionAgainThatTheListenerDidNotTake() throws IOException {
    write("barnabas.yaml", Loading.MINIMAL);
    Path file = directory.resolve("barnabas.yaml");
    LoadOutcome.Loaded loaded =
        (LoadOutcome.Loaded) ConfigurationLoader.load(file, Loading.context());
    List<String> offers = new ArrayList<>();
    ConfigurationWatcher watcher =
        new ConfigurationWatcher(
            file,
            Loading.context(),
            loaded,
            version -> {
              offers.add(version.configuration().currency());
              if (offers.size() == 1) {
                throw new IllegalStateException("not now");
              }
            });
    write("barnabas.yaml", Loading.MINIMAL + "currency: EUR\n");

    assertThat(settled(watcher)).isEqualTo(new WatchOutcome.NotTaken());
    assertThat(watcher.current()).isEqualTo(loaded);
    assertThat(watcher.poll()).isInstanceOf(WatchOutcome.Accepted.class);
    assertThat(offers).containsExactly("EUR", "EUR");
  }
}
