package dev.barnabas.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ResponseHeaders;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiErrorsTest {
  private final OpenAiErrors errors = new OpenAiErrors(InstantSource.system());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | {"error":{"code":"insufficient_quota"}}                     | SPEND_LIMIT           | insufficient_quota
          429 | {"error":{"type":"insufficient_quota","code":null}}         | SPEND_LIMIT           | insufficient_quota
          402 | {"error":{"message":"pay"}}                                 | SPEND_LIMIT           | http_402
          400 | {"error":{"code":"context_length_exceeded"}}                | CONTEXT_TOO_LONG      | context_length_exceeded
          400 | {"object":"error","message":"maximum context length is 9"}  | CONTEXT_TOO_LONG      | http_400
          400 | {"error":{"code":"content_filter"}}                         | CONTENT_FILTERED      | content_filter
          400 | {"error":{"code":"model_not_found"}}                        | MODEL_NOT_FOUND       | model_not_found
          400 | {"error":{"code":"say jane@x.com"}}                         | REQUEST_INVALID       | other
          400 | {"error":"bad"}                                             | REQUEST_INVALID       | http_400
          409 | {}                                                          | PROVIDER_UNAVAILABLE  | http_409
          301 |                                                             | PROVIDER_UNAVAILABLE  | http_301
          502 | <html>                                                      | PROVIDER_UNAVAILABLE  | http_502
          500 | [{"error":{"code":500,"type":"server_error"}}]              | PROVIDER_UNAVAILABLE  | server_error
          200 | {"error":{"code":429,"message":"later"}}                    | RATE_LIMITED          | http_429
          200 | {"error":{"message":"oops"}}                                | PROVIDER_UNAVAILABLE  | http_200
          """)
  void readsStatusAndBody(int status, @Nullable String body, FailureKind kind, String code) {
    Answered answered =
        new Answered(
            status, new ResponseHeaders(Map.of()), new byte[0], CallTimes.none(Instant.EPOCH));

    ModelFailure failure =
        errors.failure(
            answered, JsonText.read(body == null ? "" : body).orElse(MissingNode.getInstance()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.providerCode().code()).isEqualTo(code);
  }
}
