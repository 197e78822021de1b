package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner that may tell equal values, and no more. */
class HashedValuesTopologyTest {
  private static final Pattern HASH = Pattern.compile("<EMAIL_H[0-9A-F]{16}>");
  private static final String CONFIGURATION =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: alpha-1}, token_bounds: {safety_factor: 1}, pii: {entities: [CONTACT], actions: {EMAIL: hash, URL: allow}}}
      routing:
        models:
          - {alias: fast, primary: alpha, max_output_tokens: 100, deadline: 60s}
      quotas:
        default: {tokens_per_month: 100000, requests_per_minute: 60}
      """;

  @TempDir Path state;
  private BrokerHarness broker;

  @BeforeEach
  void start() {
    broker = new BrokerHarness(CONFIGURATION, 1, state);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private WorkItem submitted(String tenant, String id, String prompt) {
    broker.submit(BrokerHarness.request(tenant, id, prompt));
    return broker.work("alpha").getLast();
  }

  private static String hash(WorkItem item) {
    Matcher found = HASH.matcher(item.getMessages().toString());
    assertThat(found.find()).as(item.getMessages().toString()).isTrue();
    return found.group();
  }

  @Test
  void givesOneHashToOneValueInEveryRequestAndAllowsWhatIsAllowed() {
    WorkItem first = submitted("acme", "1", "jane@example.com, see https://example.com/a");
    WorkItem second = submitted("acme", "2", "Write to JANE@example.com or bob@example.com");

    assertThat(hash(second)).isEqualTo(hash(first));
    assertThat(HASH.matcher(second.getMessages().toString()).results()).hasSize(2);
    assertThat(first.getMessages().toString()).contains("https://example.com/a");
    assertThat(first.getMessages().toString() + second.getMessages())
        .doesNotContainIgnoringCase("jane@");
  }

  @Test
  void putsNoValueInTheAnswerWhereAHashStands() {
    WorkItem item = submitted("acme", "1", "Write to jane@example.com");
    String hash = hash(item);
    broker.started(item, "c1");
    broker.answered(item, "c1", "I wrote to " + hash);

    assertThat(broker.responses())
        .singleElement()
        .extracting(InferenceResponse::getContent)
        .isEqualTo("I wrote to " + hash);
  }
}
