package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Call;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Ending;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.FunctionDefinition;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Labels;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Original;
import dev.barnabas.broker.request.PartitionMeta;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.broker.request.Waiting;
import dev.barnabas.broker.request.WindowKey;
import dev.barnabas.pricing.ContextTier;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceContract;
import dev.barnabas.pricing.Rates;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.pricing.TierPrice;
import dev.barnabas.pricing.TokenFamily;
import dev.barnabas.pricing.Usage;
import dev.barnabas.vocabulary.BilledByProvider;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import org.jspecify.annotations.Nullable;

class StateCodecTest {
  private static void isReadBack(Object value) {
    assertThat(StateCodec.read(StateCodec.write(value), value.getClass())).isEqualTo(value);
  }

  @Property(tries = 150)
  void readsARequestBack(@ForAll("requests") RequestState request) {
    isReadBack(request);
  }

  @Property(tries = 150)
  void readsContentBackWithItsVaults(
      @ForAll("originals") Original original, @ForAll("texts") String user) {
    Content content =
        new Content(original, user, "f", Map.of("a1", new byte[] {0, -1, 127}, "a2", new byte[0]));

    Content read = StateCodec.read(StateCodec.write(content), Content.class);

    assertThat(read.original()).isEqualTo(original);
    assertThat(read.userId()).isEqualTo(user);
    assertThat(read.vaults()).containsOnlyKeys("a1", "a2");
    assertThat(read.vaults().get("a1")).containsExactly(0, -1, 127);
  }

  @Property(tries = 150)
  void readsBalancesAndThePartitionBack(
      @ForAll("amounts") BigDecimal settled,
      @ForAll("amounts") BigDecimal reserved,
      @ForAll("times") Instant now,
      @ForAll long number) {
    isReadBack(new Balance(settled, reserved));
    isReadBack(new PartitionMeta(now, number, number, number, now, Instant.EPOCH, now));
  }

  @Example
  void ignoresAFieldThatThisVersionDoesNotKnow() {
    record Later(BigDecimal settled, BigDecimal reserved, String added) {}
    byte[] written = StateCodec.write(new Later(BigDecimal.ONE, BigDecimal.TEN, "new"));

    assertThat(StateCodec.read(written, Balance.class))
        .isEqualTo(new Balance(BigDecimal.ONE, BigDecimal.TEN));
  }

  @Example
  void refusesAnotherVersionInsteadOfGuessing() {
    byte[] written = StateCodec.write(Balance.EMPTY);
    written[0] = 1;

    assertThatThrownBy(() -> StateCodec.read(written, Balance.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1");
    assertThatThrownBy(() -> StateCodec.read(new byte[0], Balance.class))
        .isInstanceOf(IllegalStateException.class);
  }

  @Example
  void takesNullForAFieldThatWasNotWrittenYet() {
    record Earlier(BigDecimal settled) {}
    record Later(BigDecimal settled, @Nullable String added) {}

    assertThat(StateCodec.read(StateCodec.write(new Earlier(BigDecimal.ONE)), Later.class))
        .isEqualTo(new Later(BigDecimal.ONE, null));
  }

  @Property(tries = 300)
  void readsEveryTextBackWhetherItLooksLikeHexadecimalDigitsOrNot(
      @ForAll @Chars({'0', '9', 'a', 'f', 'A', 'F', 'g', ' '}) String text,
      @ForAll @Chars({'0', '1', 'a', 'f'}) String digits) {
    isReadBack(new Labels(text, digits, null, Map.of(digits, digits)));
  }

  @Example
  void keepsAHashInHalfItsLetters() {
    Labels hash = new Labels("0123456789abcdef".repeat(4), null, null, Map.of());
    Labels text = new Labels("0123456789abcdeF".repeat(4), null, null, Map.of());

    assertThat(StateCodec.write(hash)).hasSizeLessThan(StateCodec.write(text).length - 30);
    isReadBack(hash);
    isReadBack(text);
  }

  @Provide
  Arbitrary<Instant> times() {
    return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
  }

  @Provide
  Arbitrary<BigDecimal> amounts() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN.pow(18)).ofScale(18);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("", "plain", "{\"a\": 1}", "ünï ☃ 🎈", "line\nline", "<EMAIL_1>");
  }

  @Provide
  Arbitrary<Original> originals() {
    Arbitrary<ChatMessage> message =
        Combinators.combine(texts(), texts().injectNull(0.5), texts().injectNull(0.5))
            .as((text, name, answered) ->
                new ChatMessage(
                    "user",
                    text,
                    List.of(new ChatMessage.Part("text", text, name, null)),
                    name,
                    List.of(new FunctionCall("id", text, "{}")),
                    answered));
    Arbitrary<Sampling> sampling =
        Combinators.combine(
                Arbitraries.integers().between(1, 9).injectNull(0.5),
                Arbitraries.doubles().between(0, 2).injectNull(0.5),
                Arbitraries.longs().injectNull(0.5),
                texts().list().ofMaxSize(3))
            .as((tokens, heat, seed, stop) ->
                new Sampling(tokens, heat, heat, stop, seed, Map.of("k", "[1]")));
    return Combinators.combine(
            message.list().ofMaxSize(3),
            texts().injectNull(0.5),
            sampling,
            Arbitraries.of(true, false))
        .as((messages, text, how, format) ->
            new Original(
                messages,
                List.of(new FunctionDefinition("f", text, "{}")),
                format ? new AnswerFormat("json_schema", text, "{}", true) : null,
                how));
  }

  @Provide
  Arbitrary<RequestState> requests() {
    return Combinators.combine(
            Arbitraries.of(RequestState.Phase.class),
            times(),
            attempts().list().ofMaxSize(2),
            holds().injectNull(0.3),
            endings().injectNull(0.5),
            plans().injectNull(0.2),
            texts(),
            Arbitraries.of(Lane.class))
        .as((phase, at, attempts, hold, ending, plan, text, lane) ->
            new RequestState(
                new RequestKey("acme", text),
                phase,
                new Coordinates("inference.requests", 3, at.toEpochMilli(), at),
                "f",
                new Labels(text, null, text, Map.of("tag", text)),
                at.plusSeconds(60),
                lane == Lane.BULK,
                "fast",
                lane,
                new Waiting(at.toEpochMilli(), 7, new Waiting.Need(9, new BigDecimal("0.10"), 3)),
                plan,
                attempts,
                hold,
                ending,
                at.toEpochMilli(),
                null));
  }

  private Arbitrary<Attempt> attempts() {
    return Combinators.combine(
            times(), times().injectNull(0.5), calls().list().ofMaxSize(2), texts())
        .as((at, ended, calls, text) ->
            new Attempt(
                0,
                "a".repeat(48),
                1,
                at,
                7,
                ended,
                text,
                calls,
                Map.of("EMAIL", 2),
                "hash",
                3,
                40));
  }

  private Arbitrary<Call> calls() {
    Arbitrary<Usage> usage =
        Arbitraries.longs()
            .between(0, Usage.MAX_TOKENS / 4)
            .map(n -> new Usage(n * 4, n * 2, n, n, n, n, Measure.PROVIDER_REPORTED));
    return Combinators.combine(
            times(),
            Arbitraries.of(Call.Phase.class),
            usage.injectNull(0.4),
            Arbitraries.of(BilledByProvider.class),
            Arbitraries.longs().between(0, 100_000).injectNull(0.5))
        .as((at, phase, used, billed, took) ->
            new Call("c1", at, at.plusSeconds(9), phase, 2, "e1", "SUCCESS", used, billed, took));
  }

  private Arbitrary<Hold> holds() {
    return Combinators.combine(Arbitraries.longs().greaterOrEqual(0), amounts())
        .as((tokens, money) ->
            new Hold(
                tokens,
                money,
                List.of(
                    new Hold.HeldWindow(
                        new WindowKey("acme", "model:fast", "money_per_day", "2026-01-31"), money)),
                "2026-01",
                tokens % 2 == 0));
  }

  private Arbitrary<Ending> endings() {
    return Combinators.combine(
            Arbitraries.of(Ending.Status.class), times(), texts().injectNull(0.5))
        .as((status, at, text) ->
            new Ending(status, text, at, text, status == Ending.Status.EXPIRED));
  }

  private Arbitrary<RoutePlan> plans() {
    Rates rates = Rates.of(new BigDecimal("0.0000025"), BigDecimal.ONE);
    TierPrice tier = new TierPrice(rates, List.of(new ContextTier(200_000, rates)));
    ModelPrice list = new ModelPrice("USD", tier, Map.of(ServiceTier.BATCH, tier), BigDecimal.ONE);
    ModelPrice price = new PriceContract.Discount(BigDecimal.TEN).under(list);
    return Combinators.combine(amounts().injectNull(0.5), texts().injectNull(0.5))
        .as((cost, text) ->
            new RoutePlan(
                "fast",
                text,
                List.of(
                    new RoutePlan.Link("alpha", "m", price, TokenFamily.ANTHROPIC.bound()),
                    new RoutePlan.Link(
                        "beta", "m", null, TokenFamily.OPENAI.bound().withContextWindow(9L))),
                text == null
                    ? null
                    : new RoutePlan.AnswerContract(text, RoutePlan.Violation.DEGRADE),
                text,
                cost,
                cost,
                "USD",
                text,
                100,
                6,
                1));
  }
}
