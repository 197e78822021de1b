package dev.barnabas.cli.statement;

import static dev.barnabas.cli.ledger.MeteredEvents.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is metered, a statement comes to the sum of it, to the last digit. */
class StatementPropertiesTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final List<String> MODELS = List.of("gpt", "claude", "=cmd");
  private static final List<String> TIERS = List.of("standard", "batch");

  @Property(tries = 200)
  void comesToTheSumOfItsEvents(@ForAll long seed) {
    List<UsageEvent> events = events(new Random(seed));
    StatementFold fold = new StatementFold("acme", MONTH, Closes.none(), _ -> {});
    for (int i = 0; i < events.size(); i++) {
      UsageEvent.Builder event = UsageEvent.newBuilder(events.get(i));
      fold.add(new LogEntry.Counted(MeteredEvents.at(i, event)));
    }

    Account account = fold.statement(events.size(), Instant.EPOCH).accounts().getFirst();

    BigInteger usage = BigInteger.ZERO;
    BigInteger all = BigInteger.ZERO;
    for (UsageEvent event : events) {
      BigInteger cost =
          event.getProviderCost() == null
              ? BigInteger.ZERO
              : event.getProviderCost().unscaledValue();
      all = all.add(cost);
      usage = event.getKind() == UsageKind.USAGE ? usage.add(cost) : usage;
    }
    assertThat(account.total().cost().unscaledValue()).isEqualTo(all);
    assertThat(account.usage().cost().unscaledValue()).isEqualTo(usage);
    assertThat(lines(account)).isEqualByComparingTo(account.usage().cost());
    assertThat(account.corrections().stream().map(Correction::sums).reduce(Sums.NONE, Sums::plus))
        .isEqualTo(account.corrected());
    assertThat(account.byModel().values().stream().reduce(Sums.NONE, Sums::plus))
        .isEqualTo(account.total());
  }

  private static BigDecimal lines(Account account) {
    BigDecimal sum = BigDecimal.ZERO;
    for (PriceLine line : account.lines()) {
      BigDecimal cost = line.cost();
      sum = cost == null ? sum : sum.add(cost);
    }
    return sum;
  }

  private static List<UsageEvent> events(Random random) {
    List<UsageEvent> events = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(40); i++) {
      events.add(event(random, i));
    }
    return events;
  }

  private static UsageEvent event(Random random, int number) {
    int kind = random.nextInt(4);
    UsageEvent.Builder event =
        kind == 0
            ? MeteredEvents.reversal("c" + number)
            : kind == 1
                ? MeteredEvents.adjustment("c" + number)
                : MeteredEvents.usage("c" + number);
    List<UsageLine> lines = new ArrayList<>();
    BigDecimal cost = BigDecimal.ZERO;
    for (String meter : List.of("input", "cached_input", "output", "reasoning")) {
      if (random.nextBoolean()) {
        UsageLine line =
            line(meter, random.nextInt(100_000), "0.00000" + (1 + random.nextInt(999_999)));
        lines.add(line);
        cost = cost.add(line.getCost());
      }
    }
    BigDecimal beyond =
        random.nextInt(5) == 0 ? new BigDecimal("0.000000000000000001") : BigDecimal.ZERO;
    return event
        .setRequestModel(MODELS.get(random.nextInt(MODELS.size())))
        .setServiceTier(TIERS.get(random.nextInt(TIERS.size())))
        .setLines(lines)
        .setProviderCost(random.nextInt(6) == 0 ? null : cost.add(beyond).setScale(18))
        .build();
  }
}
