package dev.barnabas.adapter.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands a stream's bytes to its reader as they come, and keeps none. */
final class StreamedBody implements BodySubscriber<ReceivedBody> {
  /** What a server may take to end the body after its end marker, so that the connection lives. */
  private static final long GRACE_MILLIS = 1_000;

  private final StreamReader reader;
  private final Progress progress;
  private final CompletableFuture<ReceivedBody> read = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> bodyEnded = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  StreamedBody(StreamReader reader, Progress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  @Override
  public CompletionStage<ReceivedBody> getBody() {
    return read;
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    started.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    progress.touch();
    if (read.isDone()) {
      return;
    }
    for (ByteBuffer piece : pieces) {
      StreamStep.End end = reader.feed(piece).orElse(null);
      if (end != null) {
        over(end);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable problem) {
    bodyEnded.complete(null);
    read.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    bodyEnded.complete(null);
    read.complete(new ReceivedBody.Read(reader.finish()));
  }

  /** A whole answer leaves the connection to the next call; of any other nothing more is wanted. */
  private void over(StreamStep.End end) {
    switch (end) {
      case StreamStep.Complete _ ->
          bodyEnded
              .orTimeout(GRACE_MILLIS, TimeUnit.MILLISECONDS)
              .exceptionally(_ -> {
                leave();
                return null;
              });
      case StreamStep.Failed _, StreamStep.Stopped _ -> leave();
    }
    read.complete(new ReceivedBody.Read(end));
  }

  private void leave() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
