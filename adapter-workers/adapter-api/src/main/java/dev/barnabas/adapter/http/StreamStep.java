package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.vocabulary.FailureKind;

/** What an event means for the stream it came in. */
public sealed interface StreamStep {

  /** The stream goes on. */
  record More() implements StreamStep {}

  /** The stream is over, whatever still comes. */
  sealed interface End extends StreamStep {}

  /** The provider's end marker came: the answer is whole. */
  record Complete() implements End {}

  /**
   * The provider says that it failed.
   *
   * @param body that it would have sent as an error unstreamed
   */
  record Failed(JsonNode body) implements End {
    public Failed {
      requireNonNull(body, "body");
    }
  }

  /**
   * We want no more of it.
   *
   * @param kind of the failure that this is
   * @param code for operators
   */
  record Stopped(FailureKind kind, ProviderCode code) implements End {
    public Stopped {
      requireNonNull(kind, "kind");
      requireNonNull(code, "code");
    }
  }

  /** The stream goes on. */
  StreamStep MORE = new More();

  /** The answer is whole. */
  End COMPLETE = new Complete();

  /** An event that is no JSON. */
  End MALFORMED = stopped(FailureKind.PROVIDER_UNAVAILABLE, "malformed_event");

  /** An event that is JSON and not the provider's. */
  static End violation(String pointer, String keyword) {
    return stopped(FailureKind.CONTRACT_VIOLATED, "event:" + pointer + ":" + keyword);
  }

  /** We want no more of it. */
  static End stopped(FailureKind kind, String code) {
    return new Stopped(kind, ProviderCode.of(code));
  }
}
