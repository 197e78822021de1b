package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.alpha.com, https://api.alpha.com/v1, https://api.alpha.com",
    "https://api.alpha.com/, https://api.alpha.com/v1, https://api.alpha.com",
    "https://api.alpha.com/v1, https://api.alpha.com/v1, https://api.alpha.com",
    "https://api.alpha.com/v1/, https://api.alpha.com/v1, https://api.alpha.com",
    "http://127.0.0.1:80/p/a, http://127.0.0.1:80/p/a/v1, http://127.0.0.1:80/p/a",
    "https://a.com/openai/v1, https://a.com/openai/v1, https://a.com/openai",
    "https://a.com/v1beta/openai/, https://a.com/v1beta/openai, https://a.com/v1beta/openai",
    "https://v1.alpha.com, https://v1.alpha.com/v1, https://v1.alpha.com",
  })
  void readsAnAddressWithAndWithoutItsVersion(URI address, String versioned, String unversioned) {
    assertThat(Endpoint.versioned(address)).isEqualTo(versioned);
    assertThat(Endpoint.unversioned(address)).isEqualTo(unversioned);
  }
}
