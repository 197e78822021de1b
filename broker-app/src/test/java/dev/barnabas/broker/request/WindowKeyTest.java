package dev.barnabas.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class WindowKeyTest {
  @Property(tries = 300)
  void isReadBackFromItsText(
      @ForAll @Chars({':', '|', '0', '7'}) @CharRange(from = 'a', to = 'c') @StringLength(max = 6)
          String tenant,
      @ForAll
          @Chars({':', '|', '0', '7', 'é'})
          @CharRange(from = 'a', to = 'c')
          @StringLength(max = 6)
          String scope,
      @ForAll @CharRange(from = 'a', to = 'z') @Chars('_') @StringLength(max = 5) String limit,
      @ForAll @Chars({'-', ':', 'T'}) @CharRange(from = '0', to = '9') @StringLength(max = 16)
          String window) {
    WindowKey key = new WindowKey(tenant, scope, limit, window);

    assertThat(WindowKey.parse(key.text())).isEqualTo(key);
  }

  @Example
  void givesKeysThatDifferTextsThatDiffer() {
    assertThat(new WindowKey("a", "b|1:c", "l", "w").text())
        .isNotEqualTo(new WindowKey("a", "b", "1:c|l", "w").text());
  }
}
