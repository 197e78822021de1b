package dev.barnabas.metering.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.totals.Totals;
import dev.barnabas.metering.totals.TotalsKey;
import dev.barnabas.metering.totals.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalsPageTest {

  private final FixedCells cells = new FixedCells();
  private final TotalsPage page = new TotalsPage(() -> Optional.of(cells));

  @Test
  void sumsByTenantAndMonthWhereNothingIsAsked() {
    cells.add("acme", Window.MONTH, "2026-11", "legal", "gpt", "0.100000000000000001");
    cells.add("acme", Window.MONTH, "2026-11", null, "gpt", "0.2");
    cells.add("acme", Window.DAY, "2026-11-20", "legal", "gpt", "5");
    cells.add("globex", Window.MONTH, "2026-10", null, "gpt", "1");

    var answer = page.answer(Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"window\":\"month\",\"complete\":true,\"partitions\":[0,1],\"rows\":["
                + row("2026-10", "\"tenant\":\"globex\"", 1, "1")
                + ","
                + row("2026-11", "\"tenant\":\"acme\"", 2, "0.300000000000000001")
                + "]}");
  }

  @Test
  void keepsApartWhatIsAskedFor() {
    cells.add("acme", Window.DAY, "2026-11-19", "legal", "gpt", "1");
    cells.add("acme", Window.DAY, "2026-11-20", "legal", "gpt", "2");
    cells.add("acme", Window.DAY, "2026-11-20", null, "gpt", "4");
    cells.add("acme", Window.DAY, "2026-12-01", null, "gpt", "8");

    var answer =
        asked(
            "tenant",
            "acme",
            "by",
            "cost_centre",
            "window",
            "day",
            "from",
            "2026-11-20",
            "to",
            "2026-11");

    assertThat(answer)
        .endsWith(
            "\"rows\":["
                + row("2026-11-20", "\"cost_centre\":null", 1, "4")
                + ","
                + row("2026-11-20", "\"cost_centre\":\"legal\"", 1, "2")
                + "]}");
  }

  @Test
  void tellsWhatWasKnownOfAMonthAtTheStartOfADay() {
    cells.add("acme", Window.RECORDED_DAY, "2026-11-30", null, "gpt", "1");
    cells.add("acme", Window.RECORDED_DAY, "2026-12-02", null, "gpt", "2");
    cells.add("acme", Window.RECORDED_DAY, "2026-12-03", null, "gpt", "4");

    var answer = asked("as_of", "2026-12-03", "period", "2026-11");

    assertThat(answer).contains("\"as_of\":\"2026-12-03\"").contains("\"calls\":2");
    assertThat(answer).contains("\"tenant_charge\":\"3\"");
  }

  @Test
  void saysWhichPartitionsItAnswersFor() {
    cells.partitions.remove(1);

    assertThat(asked("by", "tenant")).contains("\"complete\":false,\"partitions\":[0]");
    assertThat(asked("tenant", "at-0")).contains("\"complete\":true");
    var elsewhere = page.answer(Map.of("tenant", List.of("at-1")));
    assertThat(elsewhere.status()).isEqualTo(503);
    assertThat(elsewhere.body()).contains("partition 1");
  }

  @Test
  void isNotThereWhileTheStoresAreNotReady() {
    assertThat(new TotalsPage(Optional::empty).answer(Map.of()).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "windw,day,windw",
    "window,week,window",
    "window,user_month,window",
    "by,colour,by",
    "from,yesterday,from",
    "to,2026-11-20T9,to",
    "period,2026-13,period",
    "as_of,2026-11,as_of"
  })
  void namesTheParameterThatMakesNoSense(String name, String value, String named) {
    var answer = page.answer(Map.of(name, List.of(value)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"" + named + " ");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThat(status("by", "user,model")).isEqualTo(400);
    assertThat(status("by", "user", "window", "day")).isEqualTo(400);
    assertThat(status("as_of", "2026-11-20", "window", "day")).isEqualTo(400);
    assertThat(status("by", "user,tenant")).isEqualTo(200);
    assertThat(page.answer(Map.of("by", List.of("tenant", "model"))).status()).isEqualTo(400);
  }

  @Test
  void refusesAnAnswerThatIsTooLong() {
    for (int i = 0; i <= TotalsPage.MOST_ROWS; i++) {
      cells.add("tenant-" + i, Window.MONTH, "2026-11", null, "gpt", "1");
    }

    assertThat(status("by", "tenant")).isEqualTo(400);
    assertThat(status("by", "model")).isEqualTo(200);
  }

  private String asked(String... parameters) {
    var answer = page.answer(query(parameters));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private int status(String... parameters) {
    return page.answer(query(parameters)).status();
  }

  private static Map<String, List<String>> query(String... parameters) {
    var query = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < parameters.length; i += 2) {
      query.put(parameters[i], List.of(parameters[i + 1]));
    }
    return query;
  }

  private static String row(String start, String named, int calls, String charge) {
    return "{\"window_start\":\"%s\",%s,\"charge_period\":\"%s\",\"calls\":%d,\"unknown_calls\":0,"
            .formatted(start, named, start.substring(0, 7), calls)
        + "\"unpriced_calls\":0,\"tokens_charged\":0,\"quantities\":{\"input\":\"%d\"},"
            .formatted(10 * calls)
        + "\"provider_cost\":\"0\",\"tenant_charge\":\"%s\",\"currency\":\"USD\",".formatted(charge)
        + "\"updated_at\":\"1970-01-01T00:00:00Z\"}";
  }

  private static final class FixedCells implements Cells {
    private final Map<TotalsKey, Totals> totals = new LinkedHashMap<>();
    private final TreeSet<Integer> partitions = new TreeSet<>(Arrays.asList(0, 1));

    void add(
        String tenant,
        Window window,
        String start,
        @Nullable String centre,
        String model,
        String charge) {
      totals.put(
          new TotalsKey(
              tenant,
              window,
              start,
              centre,
              "alpha",
              model,
              "REALTIME",
              null,
              null,
              window == Window.RECORDED_DAY
                  ? YearMonth.of(2026, 11)
                  : YearMonth.parse(start.substring(0, 7)),
              "USD"),
          new Totals(
              1,
              0,
              0,
              new TreeMap<>(Map.of("input", BigDecimal.TEN)),
              0,
              BigDecimal.ZERO,
              new BigDecimal(charge),
              Instant.EPOCH));
    }

    @Override
    public SortedSet<Integer> partitions() {
      return partitions;
    }

    @Override
    public int homeOf(String tenantId) {
      return tenantId.endsWith("1") ? 1 : 0;
    }

    @Override
    public int allPartitions() {
      return 2;
    }

    @Override
    public void visit(
        @Nullable String tenantId, Window window, BiConsumer<TotalsKey, Totals> visitor) {
      totals.forEach((key, sums) -> {
        if (key.window() == window && (tenantId == null || tenantId.equals(key.tenantId()))) {
          visitor.accept(key, sums);
        }
      });
    }
  }
}
