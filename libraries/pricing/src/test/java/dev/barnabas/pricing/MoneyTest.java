package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {

  @Test
  void holdsEqualAmountsEqualWhateverTheirTrailingZeros() {
    assertThat(Money.of("1.50", "USD")).isEqualTo(Money.of("1.5", "USD"));
  }

  @Test
  void addsWithoutLosingTheSmallestDigit() {
    var smallest = Money.of("0.000000000000000001", "USD");

    assertThat(Money.of("12345678901234567890", "USD").plus(smallest).amount())
        .isEqualTo(new BigDecimal("12345678901234567890.000000000000000001"));
  }

  @Test
  void refusesADigitItCannotKeep() {
    assertThatThrownBy(() -> Money.of("0.0000000000000000001", "USD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("amount has more than 18 digits after the decimal point");
  }

  @Test
  void refusesAnAmountTooLargeForTheWireBeforeItIsExpanded() {
    assertThatThrownBy(() -> Money.of("1E2000000000", "USD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 digits before the decimal point");
  }

  @Test
  void refusesToMixCurrencies() {
    var dollars = Money.zero("USD");
    var euros = Money.zero("EUR");

    assertThatThrownBy(() -> dollars.plus(euros)).hasMessageContaining("USD and EUR");
    assertThatThrownBy(() -> dollars.compareTo(euros)).hasMessageContaining("USD and EUR");
  }

  @Test
  void refusesACurrencyThatIsNoCode() {
    assertThatThrownBy(() -> Money.zero("usd")).hasMessageContaining("ISO 4217");
  }

  @Test
  void printsNoExponent() {
    assertThat(Money.of("0.00000002", "USD")).hasToString("0.00000002 USD");
    assertThat(Money.of("100", "USD")).hasToString("100 USD");
    assertThat(Money.zero("USD")).hasToString("0 USD");
  }
}
