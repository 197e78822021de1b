package dev.barnabas.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barnabas.client.PendingRequests.Pending;
import dev.barnabas.client.SubmissionException.Reason;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RegistrySchemas;
import dev.barnabas.topics.RequestFingerprint;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.TraceHeaders;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Submits requests and reads their responses over Kafka. Open one per process and close it: it
 * holds one producer, one consumer and one thread. Every method may be called by any thread;
 * futures complete on the client's own threads, so a stage that blocks belongs on another executor.
 *
 * <p>A request is answered once per (tenant, correlation id). Submitting the same request again,
 * also in another process, finds the first answer. A future ends with a {@link SubmissionException}
 * if there can be no response; a request that was refused or failed has a response that says so.
 * Restarts of brokers are waited out.
 */
public final class BarnabasClient implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  /** Requests that wait for the producer; a caller beyond them waits itself. */
  private static final int MAX_UNSENT = 1_000;

  private final ClientSettings settings;
  private final RecordCodec codec;
  private final ResponseDecoder decoder;
  private final KafkaProducer<String, byte[]> producer;
  private final PendingRequests pending = new PendingRequests();
  private final ResponseReader reader;
  private final ReadBacks readBacks;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService sender = Senders.create(MAX_UNSENT);
  private final ConcurrentMap<String, CompletableFuture<TopicPartition>> homes =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  private BarnabasClient(ClientSettings settings, SchemaIds schemas) {
    this.settings = settings;
    this.codec = new RecordCodec(schemas);
    this.decoder = new ResponseDecoder(schemas);
    this.producer = new KafkaProducer<>(settings.kafka().producer(settings.clientId()));
    this.reader =
        new ResponseReader(
                settings.kafka().reader(settings.clientId()),
                decoder,
                pending::offer,
                error -> pending.failAll(notSent("responses cannot be read", error)))
            .start(settings.clientId() + "-responses");
    this.readBacks =
        new ReadBacks(
            new ReadBack(
                settings.kafka().reader(settings.clientId() + "-read-back"),
                decoder,
                settings.readBackWindow(),
                InstantSource.system()),
            pending,
            settings.readBackAfter());
  }

  /**
   * Opens a client. Asks the registry for the ids of the records it writes and reads, so that
   * answers come also while the registry is away.
   *
   * @throws dev.barnabas.topics.RegistryException if the registry does not answer or lacks them
   */
  public static BarnabasClient connect(ClientSettings settings) {
    RegistrySchemas schemas =
        RegistrySchemas.at(settings.registryUrl(), settings.registryProperties());
    schemas.warm(
        List.of(InferenceRequest.SCHEMA$, CancelRequest.SCHEMA$, InferenceResponse.SCHEMA$));
    return new BarnabasClient(settings, schemas);
  }

  /** Opens a client over schemas that are known already. */
  public static BarnabasClient connect(ClientSettings settings, SchemaIds schemas) {
    return new BarnabasClient(settings, schemas);
  }

  /**
   * Sends a request; the future completes with its one response. Submitting an id that waits in
   * this client joins the first wait. Cancelling the future ends the wait, not the request: see
   * {@link #cancel}. Returns at once, also while no broker answers; only behind a thousand requests
   * that could not be sent yet does the caller wait.
   */
  public CompletableFuture<InferenceResponse> submit(InferenceRequest request) {
    RequestMetadata metadata = request.getMetadata();
    byte[] value = codec.encode(request);
    SubmissionException invalid = invalid(metadata, value.length);
    if (invalid != null) {
      return CompletableFuture.failedFuture(invalid);
    }
    RequestId id = new RequestId(metadata.getTenantId(), metadata.getCorrelationId());
    String fingerprint = RequestFingerprint.of(request);
    Pending wait = pending.add(id, fingerprint);
    if (!wait.fingerprint().equals(fingerprint)) {
      return CompletableFuture.failedFuture(
          new SubmissionException(
              Reason.ANOTHER_PAYLOAD,
              "correlation id '" + id.correlationId() + "' waits with other content"));
    }
    if (wait.claim()) {
      send(id, value, wait.answer());
    }
    return wait.answer();
  }

  /**
   * Hands every response to a tenant to a receiver, from the first one kept or from now on, on a
   * thread of its own and in the order of the log. Returns when the position is fixed.
   */
  public Listening listen(String tenantId, ListenFrom from, Consumer<InferenceResponse> receiver) {
    requireOpen();
    ResponseReader listener =
        new ResponseReader(
                settings.kafka().reader(settings.clientId() + "-listener"),
                decoder,
                response -> {
                  if (response.getTenantId().equals(tenantId)) {
                    receiver.accept(response);
                  }
                },
                error -> {})
            .start(settings.clientId() + "-listener");
    try {
      listener.add(responses(tenantId), from == ListenFrom.EARLIEST).join();
      return listener::close;
    } catch (RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /**
   * Asks to end a request; completes when the wish is on the log. The request's response, CANCELLED
   * or an earlier one, comes as every response does.
   *
   * @param reason why, for the audit; no personal data
   */
  public CompletableFuture<Void> cancel(
      String tenantId, String correlationId, @Nullable String reason) {
    requireOpen();
    CancelRequest cancel =
        CancelRequest.newBuilder()
            .setMetadata(
                RequestMetadata.newBuilder()
                    .setTenantId(tenantId)
                    .setCorrelationId(correlationId)
                    .build())
            .setReason(reason)
            .build();
    byte[] value = codec.encode(cancel);
    RequestId id = new RequestId(tenantId, correlationId);
    return CompletableFuture.supplyAsync(
            () -> home(settings.cancelTopic(tenantId), tenantId), threads)
        .thenCompose(partition -> produce(partition, id, value));
  }

  /** Stops reading, sends what was submitted, and ends every wait with {@link Reason#CLOSED}. */
  @Override
  public void close() {
    closed = true;
    Senders.finish(sender, CLOSE_LIMIT);
    producer.close(CLOSE_LIMIT);
    readBacks.close();
    reader.close();
    pending.failAll(new SubmissionException(Reason.CLOSED, "the client was closed"));
    threads.shutdownNow();
  }

  private void send(RequestId id, byte[] value, CompletableFuture<InferenceResponse> answer) {
    var _ =
        homes
            .computeIfAbsent(id.tenantId(), this::openHome)
            .thenCompose(responses -> {
              TopicPartition requests =
                  new TopicPartition(settings.requestTopic(id.tenantId()), responses.partition());
              return produce(requests, id, value).thenApply(sent -> responses);
            })
            .whenComplete((responses, error) -> {
              if (error == null) {
                readBacks.schedule(responses, id);
              } else {
                homes.computeIfPresent(
                    id.tenantId(), (t, home) -> home.isCompletedExceptionally() ? null : home);
                answer.completeExceptionally(refusal(error));
              }
            });
  }

  /** Reads the tenant's responses from now on, before its first request is sent. */
  private CompletableFuture<TopicPartition> openHome(String tenantId) {
    return CompletableFuture.supplyAsync(() -> responses(tenantId), threads)
        .thenCompose(home -> reader.add(home, false).thenApply(started -> home))
        .exceptionallyCompose(error ->
            CompletableFuture.failedFuture(
                notSent(
                    "nothing was sent: " + settings.responseTopic(tenantId) + " is not readable",
                    cause(error))));
  }

  private CompletableFuture<Void> produce(TopicPartition to, RequestId id, byte[] value) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(to.topic(), to.partition(), id.tenantId(), value);
    RecordSigner signer = settings.signer();
    if (signer != null) {
      String signature = signer.sign(to.topic(), id.tenantId(), id.correlationId(), value);
      record.headers().add(RecordSignature.HEADER, signature.getBytes(US_ASCII));
    }
    TraceHeaders.inject(Context.current(), record.headers());
    try {
      sender.execute(() -> hand(record, sent));
    } catch (RejectedExecutionException e) {
      sent.completeExceptionally(new SubmissionException(Reason.CLOSED, "the client was closed"));
    }
    return sent;
  }

  /** Runs on the sender's thread: the producer blocks while it knows no broker. */
  private void hand(ProducerRecord<String, byte[]> record, CompletableFuture<Void> sent) {
    try {
      var _ =
          producer.send(
              record,
              (metadata, error) -> {
                if (error == null) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(error);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      sent.completeExceptionally(e);
    }
  }

  private TopicPartition responses(String tenantId) {
    return home(settings.responseTopic(tenantId), tenantId);
  }

  /** The tenant's partition of a topic; blocks while the brokers are asked for the topic. */
  private TopicPartition home(String topic, String tenantId) {
    int partitions = producer.partitionsFor(topic).size();
    return new TopicPartition(topic, HomePartition.of(tenantId, partitions));
  }

  private @Nullable SubmissionException invalid(RequestMetadata metadata, int bytes) {
    if (closed) {
      return new SubmissionException(Reason.CLOSED, "the client was closed");
    }
    if (metadata.getTenantId().isBlank() || metadata.getCorrelationId().isBlank()) {
      return new SubmissionException(
          Reason.INVALID, "metadata.tenantId and metadata.correlationId must not be empty");
    }
    return bytes <= settings.maxRequestBytes() ? null : tooLarge(bytes + " bytes");
  }

  private SubmissionException tooLarge(String size) {
    return new SubmissionException(
        Reason.TOO_LARGE,
        "the request is too large: "
            + size
            + ", the limit is "
            + settings.maxRequestBytes()
            + " bytes");
  }

  private SubmissionException refusal(Throwable error) {
    Throwable cause = cause(error);
    if (cause instanceof SubmissionException known) {
      return known;
    }
    return cause instanceof RecordTooLargeException
        ? new SubmissionException(
            Reason.TOO_LARGE,
            "the request is larger than max.message.bytes of its topic, although the client allows "
                + settings.maxRequestBytes()
                + " bytes",
            cause)
        : notSent("the request was not acknowledged and may have arrived", cause);
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private static SubmissionException notSent(String what, Throwable cause) {
    return new SubmissionException(
        Reason.NOT_SENT, what + ": " + cause.getClass().getSimpleName(), cause);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the client was closed");
    }
  }

  /** Where listening begins. */
  public enum ListenFrom {
    /** At the first response that is kept. */
    EARLIEST,
    /** At the next response. */
    LATEST
  }
}
