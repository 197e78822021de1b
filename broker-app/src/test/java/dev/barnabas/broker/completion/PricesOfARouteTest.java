package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.Output;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.FailureKind;
import org.junit.jupiter.api.Test;

/** Models whose price is not known, and holds that fallbacks raise. */
class PricesOfARouteTest {
  private static final String LIMITED =
      "quotas: {default: {tokens_per_month: 100000, money_per_month: 10}}\n";

  /** The partner's price begins two weeks after the scene does. */
  private static String unpriced(String partner, String configuration) {
    String from = partner.equals("alpha") ? "input: 2, output: 8" : "input: 3, output: 15";
    return configuration.replace(from, from + ", from: 2026-02-15");
  }

  private static Scene scene(String partners, String quotas) {
    return new Scene(partners + quotas);
  }

  @Test
  void refusesAModelWithoutAPriceWhereTheTenantsMoneyIsLimited() {
    Scene scene = scene(unpriced("alpha", unpriced("beta", Scene.PARTNERS)), LIMITED);

    scene.ask("1", "hello");

    assertThat(scene.response().ending().status()).isEqualTo(Status.REJECTED);
    assertThat(scene.response().ending().code()).isEqualTo("UNPRICED");
    assertThat(scene.works()).isEmpty();
  }

  @Test
  void refusesItByADailyLimitToo() {
    Scene scene =
        scene(
            unpriced("alpha", unpriced("beta", Scene.PARTNERS)),
            "quotas: {default: {tokens_per_month: 100000, money_per_day: 10}}\n");

    assertThat(scene.ask("1", "hello").response().ending().code()).isEqualTo("UNPRICED");
  }

  @Test
  void asksThePricedPartnerFirstWhereMoneyIsLimitedAndTheFirstWhereItIsNot() {
    String partners = unpriced("alpha", Scene.PARTNERS);

    Output.Work limited = scene(partners, LIMITED).ask("1", "hello").work();
    Output.Work free = scene(partners, Scene.QUOTA).ask("1", "hello").work();

    assertThat(limited.link().partnerId()).isEqualTo("beta");
    assertThat(free.link().partnerId()).isEqualTo("alpha");
  }

  @Test
  void recordsWhatALimitOnMoneyInShadowModeWouldHaveRefused() {
    String partners = unpriced("alpha", unpriced("beta", Scene.PARTNERS));
    String shadow =
        "quotas: {default: {tokens_per_month: 100000, money_per_day: {limit: 1, mode: shadow}}}\n";

    Scene scene = scene(partners, shadow).ask("1", "hello");

    assertThat(scene.works()).hasSize(1);
    assertThat(scene.decision(DecisionKind.SHADOWED).code()).isEqualTo("UNPRICED money_per_day");
    assertThat(scene(Scene.PARTNERS, shadow).ask("1", "hello").kinds())
        .doesNotContain(DecisionKind.SHADOWED);
  }

  @Test
  void saysThatAChargeIsUnknownInsteadOfNothing() {
    Scene scene = scene(unpriced("alpha", unpriced("beta", Scene.PARTNERS)), Scene.QUOTA);

    scene.answer(scene.ask("1", "hello").work(), "c1", "hi");

    assertThat(scene.response().tokensUsed()).isEqualTo(30);
    assertThat(scene.response().cost()).isNull();
    assertThat(scene.metered())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.tokensCharged()).isEqualTo(30);
          assertThat(event.tenantCharge()).isNull();
          assertThat(event.providerCost()).isNull();
        });
    assertThat(scene.alarms()).extracting(Output.Alarm::kind).containsExactly("UNPRICED");
  }

  @Test
  void saysTheCostOfThePartnerThatAnsweredThoughTheOneThatFailedHasNoPrice() {
    Scene scene = scene(unpriced("alpha", Scene.PARTNERS), Scene.QUOTA);
    Output.Work first = scene.ask("1", "hello").work();
    scene.start(first, "c1").breakCall(first, "c1", FailureKind.TIMED_OUT, null);
    Output.Work second = scene.giveUp(first, FailureKind.TIMED_OUT).work();

    assertThat(scene.answer(second, "c2", "hi").cost()).isEqualByComparingTo("0.00033");
  }

  @Test
  void failsWhereTheOnlyPartnerLeftHasNoPriceAndMoneyIsLimited() {
    Scene scene = scene(unpriced("beta", Scene.PARTNERS), LIMITED);

    scene.giveUp(scene.ask("1", "hello").work(), FailureKind.TIMED_OUT);

    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo("UNPRICED");
    assertThat(scene.works()).isEmpty();
  }

  @Test
  void chargesTheTenantWhoCancelledTheCallOfTheMostTokensWhereNoPriceIsKnown() {
    Scene scene = scene(unpriced("alpha", unpriced("beta", Scene.PARTNERS)), Scene.QUOTA);
    Output.Work item = scene.ask("1", "hello").work();
    scene.start(item, "c1").start(item, "c2").cancel("acme", "1");
    scene.breakCall(item, "c1", FailureKind.OUTPUT_CUT_OFF, Scene.usage(10, 20));
    scene.breakCall(item, "c2", FailureKind.OUTPUT_CUT_OFF, Scene.usage(10, 2));
    scene.giveUp(item, FailureKind.OUTPUT_CUT_OFF);

    assertThat(scene.charged(DecisionKind.SETTLED)).isEqualTo(30);
  }

  @Test
  void raisesNothingForAPartnerThatCostsTheSame() {
    String same =
        Scene.PARTNERS
            .replace("input: 3, output: 15", "input: 2, output: 8")
            .replace("safety_factor: 2", "safety_factor: 1");
    Scene scene = scene(same, Scene.QUOTA);

    scene.giveUp(scene.ask("1", "hello").work(), FailureKind.TIMED_OUT);

    assertThat(scene.kinds()).containsExactly(DecisionKind.ATTEMPT_FAILED, DecisionKind.DISPATCHED);
  }

  @Test
  void raisesAHoldThatGrowsInMoneyAloneOrInTokensAlone() {
    Scene money = scene(Scene.PARTNERS.replace("factor: 2", "factor: 1"), Scene.QUOTA);
    money.giveUp(money.ask("1", "hello").work(), FailureKind.TIMED_OUT);
    assertThat(money.kinds()).contains(DecisionKind.RAISED);

    Scene tokens = scene(unpriced("alpha", unpriced("beta", Scene.PARTNERS)), Scene.QUOTA);
    tokens.giveUp(tokens.ask("1", "hello").work(), FailureKind.TIMED_OUT);
    assertThat(tokens.kinds()).contains(DecisionKind.RAISED);
  }

  @Test
  void leavesOutAPartnerThatIsFullOfTheTenantsWork() {
    String full = Scene.PARTNERS.replace("id: beta,", "id: beta, max_unfinished_per_tenant: 1,");
    Scene scene = scene(full, Scene.QUOTA);
    assertThat(scene.giveUp(scene.ask("1", "hello").work(), FailureKind.TIMED_OUT).works())
        .hasSize(1);

    scene.giveUp(scene.ask("2", "hello").work(), FailureKind.TIMED_OUT);

    assertThat(scene.works()).isEmpty();
    assertThat(scene.response().ending().code()).isEqualTo("PARTNERS_FAILED");
    Output.Work other =
        scene.ask(Scene.request("umbrella", "3", "fast", "hello", null), Scene.START).work();
    assertThat(scene.giveUp(other, FailureKind.TIMED_OUT).works())
        .as("another tenant's share is its own")
        .hasSize(1);
  }
}
