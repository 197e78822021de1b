package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Original;
import dev.barnabas.pricing.PromptSize;
import java.util.concurrent.atomic.AtomicLong;

/** How large a request is for a bound on its tokens. Pure. */
final class PromptSizes {
  private PromptSizes() {}

  static PromptSize of(Original content) {
    AtomicLong bytes = new AtomicLong();
    ContentWalk.walk(
        content,
        (role, json, text) -> {
          bytes.addAndGet(PromptSize.utf8Bytes(text));
          return text;
        });
    return new PromptSize(bytes.get(), content.messages().size(), content.tools().size());
  }
}
