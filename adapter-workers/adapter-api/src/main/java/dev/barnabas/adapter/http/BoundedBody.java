package dev.barnabas.adapter.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a number of bytes, and remembers when the last piece came. */
final class BoundedBody implements BodySubscriber<ReceivedBody> {
  private final int maxBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<ReceivedBody> whole = new CompletableFuture<>();
  private final Progress progress;
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int maxBytes, Progress progress) {
    this.maxBytes = maxBytes;
    this.progress = progress;
  }

  @Override
  public CompletionStage<ReceivedBody> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    started.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    progress.touch();
    for (ByteBuffer piece : pieces) {
      if (bytes.size() + piece.remaining() > maxBytes) {
        overflow();
        return;
      }
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
    }
  }

  @Override
  public void onError(Throwable problem) {
    whole.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    whole.complete(new ReceivedBody.Whole(bytes.toByteArray()));
  }

  private void overflow() {
    if (subscription != null) {
      subscription.cancel();
    }
    whole.completeExceptionally(new BodyTooLargeException());
  }
}
