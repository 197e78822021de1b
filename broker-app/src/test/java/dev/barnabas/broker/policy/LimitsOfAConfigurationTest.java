package dev.barnabas.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitsOfAConfigurationTest {
  private static final String EACH =
      """
      tokens_per_month: {limit: 7, soft: 6}
      tokens_per_day: 6
      tokens_per_minute: 5
      requests_per_minute: 4
      money_per_month: {limit: 3.5, soft: 3.25}
      money_per_day: 2.5
      calls_in_flight: 1
      """;
  private static final String PRICES =
      """
      prices:
        - {partner: alpha, model: alpha-1, input: 2, output: 8}
        - {partner: beta, model: fast, input: 2, output: 8}
        - {partner: beta, model: plain, input: 2, output: 8}
      """;

  private static Limit limit(String scope, LimitKind kind, String value, @Nullable String soft) {
    return new Limit(
        scope, kind, new BigDecimal(value), true, soft == null ? null : new BigDecimal(soft));
  }

  private static Limit[] each(String scope) {
    return new Limit[] {
      limit(scope, LimitKind.TOKENS_PER_MONTH, "7", "6"),
      limit(scope, LimitKind.TOKENS_PER_DAY, "6", null),
      limit(scope, LimitKind.TOKENS_PER_MINUTE, "5", null),
      limit(scope, LimitKind.REQUESTS_PER_MINUTE, "4", null),
      limit(scope, LimitKind.MONEY_PER_MONTH, "3.5", "3.25"),
      limit(scope, LimitKind.MONEY_PER_DAY, "2.5", null),
      limit(scope, LimitKind.CALLS_IN_FLIGHT, "1", null)
    };
  }

  @Test
  void takesEveryKindOfLimitOfATenant() {
    Policies policies = Configured.with(PRICES + "quotas:\n  default:\n" + EACH.indent(4));

    assertThat(policies.limits("acme", "fast")).containsExactlyInAnyOrder(each("tenant"));
  }

  @Test
  void takesEveryKindOfLimitOfATenantForAnAlias() {
    Policies policies =
        Configured.with(
            PRICES
                + "quotas:\n  default:\n    unlimited: true\n    models:\n      fast:\n"
                + EACH.indent(8));

    assertThat(policies.limits("acme", "fast")).containsExactlyInAnyOrder(each("model:fast"));
    assertThat(policies.limits("acme", "plain"))
        .as("an alias without limits of a tenant without limits")
        .extracting(Limit::kind, Limit::enforced)
        .containsExactly(tuple(LimitKind.TOKENS_PER_MONTH, false));
  }

  @Test
  void givesNoQuotaWhereOnlyAnotherAliasHasOne() {
    Policies policies =
        Configured.with("quotas: {default: {models: {plain: {tokens_per_day: 5}}}}");

    assertThat(policies.limits("acme", "fast")).isEmpty();
    assertThat(policies.limits("acme", "plain")).hasSize(1);
  }
}
