package dev.barnabas.adapter.anthropic;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnthropicErrorsTest {
  private final AnthropicErrors errors = new AnthropicErrors(InstantSource.system());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | {"error":{"type":"rate_limit_error"}}                                        | RATE_LIMITED          | rate_limit_error
          429 | {"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}} | SPEND_LIMIT | enforced_spend_limit_reached
          402 | {"error":{"type":"billing_error"}}                                           | SPEND_LIMIT           | billing_error
          400 | {"error":{"type":"invalid_request_error","message":"Your credit balance is too low"}} | SPEND_LIMIT  | invalid_request_error
          400 | {"error":{"type":"invalid_request_error","message":"prompt is too long: 9 > 8"}} | CONTEXT_TOO_LONG  | invalid_request_error
          400 | {"error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}} | CONTENT_FILTERED | invalid_request_error
          400 | {"error":{"type":"invalid_request_error","message":"max_tokens: required"}}  | REQUEST_INVALID       | invalid_request_error
          401 | {"error":{"type":"authentication_error"}}                                    | AUTHENTICATION_FAILED | authentication_error
          403 | {"error":{"type":"permission_error"}}                                        | AUTHENTICATION_FAILED | permission_error
          404 | {"error":{"type":"not_found_error"}}                                         | MODEL_NOT_FOUND       | not_found_error
          413 | {"error":{"type":"request_too_large"}}                                       | CONTEXT_TOO_LONG      | request_too_large
          529 | {"error":{"type":"overloaded_error"}}                                        | PROVIDER_UNAVAILABLE  | overloaded_error
          502 | <html>                                                                       | PROVIDER_UNAVAILABLE  | http_502
          200 | {"error":{"type":"overloaded_error"}}                                        | PROVIDER_UNAVAILABLE  | overloaded_error
          200 | {"error":{"type":"rate_limit_error"}}                                        | RATE_LIMITED          | rate_limit_error
          """)
  void readsStatusAndBody(int status, String body, FailureKind kind, String code) {
    Answered answered =
        new Answered(
            status, new ResponseHeaders(Map.of()), new byte[0], CallTimes.none(Instant.EPOCH));

    ModelFailure failure =
        errors.failure(answered, JsonText.read(body).orElse(MissingNode.getInstance()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.providerCode().code()).isEqualTo(code);
  }
}
