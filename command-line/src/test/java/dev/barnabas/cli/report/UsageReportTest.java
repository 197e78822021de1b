package dev.barnabas.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.UsageTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsageReportTest {
  private static UsageTotals totals(
      String tenant, String window, String start, long calls, String cost) {
    return UsageTotals.newBuilder()
        .setTenantId(tenant)
        .setPartnerId("partner-alpha")
        .setModel("m")
        .setWindow(window)
        .setWindowStart(start)
        .setChargePeriod("2026-11")
        .setCalls(calls)
        .setUnknownCalls(0)
        .setQuantities(
            Map.of("input", new BigDecimal("10.000"), "cached_input", BigDecimal.valueOf(5)))
        .setTokensCharged(15)
        .setProviderCost(new BigDecimal(cost))
        .setTenantCharge(BigDecimal.ZERO)
        .setUnpricedCalls(tenant.equals("initech") ? 1 : 0)
        .setCurrency("USD")
        .setUpdatedAt(Instant.EPOCH)
        .build();
  }

  private final List<UsageTotals> all =
      List.of(
          totals("initech", "DAY", "2026-11-19", 1, "0"),
          totals("acme", "DAY", "2026-11-20", 3, "0.0000105"),
          totals("acme", "DAY", "2026-11-19", 2, "0.1"),
          totals("acme", "MONTH", "2026-11", 5, "0.1000105"));

  @Test
  void showsOneWindowSizeInOrder() {
    UsageReport report = UsageReport.of(all, "DAY", null, null, null);

    assertThat(report.rows())
        .extracting(row -> row.getTenantId() + " " + row.getWindowStart())
        .containsExactly("acme 2026-11-19", "acme 2026-11-20", "initech 2026-11-19");
  }

  @Test
  void boundsMayBeLessPreciseThanTheWindowsAndAreIncluded() {
    assertThat(UsageReport.of(all, "DAY", "acme", "2026-11-20", null).rows()).hasSize(1);
    assertThat(UsageReport.of(all, "DAY", "acme", "2026-11", "2026-11").rows()).hasSize(2);
    assertThat(UsageReport.of(all, "DAY", "acme", null, "2026-11-19").rows()).hasSize(1);
    assertThat(UsageReport.of(all, "DAY", "acme", "2026-12", null).rows()).isEmpty();
  }

  @Test
  void amountsAreNotRoundedAndUnpricedCallsAreMarked() {
    UsageReport report = UsageReport.of(all, "DAY", null, null, null);

    assertThat(report.csv())
        .contains(
            "acme,2026-11-20,partner-alpha,m,3,0,0,15,0,15,0.0000105,0,USD",
            "initech,2026-11-19,partner-alpha,m,1,0,1,15,0,15,0,0,USD");
    assertThat(report.text()).anyMatch(line -> line.matches("initech .* 15 +0[+] +0"));
  }

  @Test
  void aColumnThatATitleCanSayIsLeftOut() {
    List<String> text = UsageReport.of(all, "DAY", null, null, null).text();

    assertThat(text.getFirst())
        .matches(
            "tenant +window +partner +model +calls +input +output +charged"
                + " +cost USD +charge USD");
  }

  @Test
  void costCentresLanesAndVariantsAreOneRow() {
    UsageTotals legal =
        UsageTotals.newBuilder(totals("acme", "DAY", "2026-11-20", 4, "0.5"))
            .setCostCentre("legal")
            .setLane("BULK")
            .build();
    UsageTotals user =
        UsageTotals.newBuilder(totals("acme", "USER_MONTH", "2026-11", 5, "0.1"))
            .setUserRef("u")
            .build();

    UsageReport report = UsageReport.of(List.of(all.get(1), legal, user), "DAY", null, null, null);

    assertThat(report.csv())
        .contains("acme,2026-11-20,partner-alpha,m,7,0,0,30,0,30,0.5000105,0,USD")
        .hasSize(2);
    assertThat(UsageReport.of(List.of(user), "MONTH", null, null, null).rows()).isEmpty();
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(UsageReport.of(all, "DAY", "nobody", null, null).text()).containsExactly("no usage");
  }

  @Test
  void theSumSaysWhatAllOfItCost() {
    assertThat(UsageReport.of(all, "DAY", null, null, null).sums())
        .containsExactly(
            "6 calls, 45 tokens charged; providers bill 0.1000105 USD, tenants are charged 0 USD;"
                + " 1 calls have no known cost");
  }
}
