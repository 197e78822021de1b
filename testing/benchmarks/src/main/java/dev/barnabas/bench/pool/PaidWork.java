package dev.barnabas.bench.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What every compared client does with a record: call the provider, publish the result, and return
 * when it is acknowledged. Any number of threads.
 */
final class PaidWork implements AutoCloseable {
  private final WorkerArguments arguments;
  private final KafkaProducer<byte[], byte[]> producer;

  PaidWork(WorkerArguments arguments) {
    this.arguments = arguments;
    this.producer = new KafkaProducer<>(ClientProperties.producer(arguments.bootstrap()));
  }

  /** Blocks as long as the call takes. */
  void perform(byte[] value) {
    CallOrder order = CallOrder.parse(value);
    call(order);
    publish(arguments.topics().results(), order);
  }

  /** Tells the dispatcher that the call is not made here. */
  void giveBack(byte[] value) {
    publish(arguments.topics().givenBack(), CallOrder.parse(value));
  }

  private void call(CallOrder order) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), arguments.ledgerPort());
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      socket.getOutputStream().write((order.text() + "\n").getBytes(UTF_8));
      if (in.readLine() == null) {
        throw new IOException("no answer to " + order);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish(String topic, CallOrder order) {
    try {
      var _ = producer.send(new ProducerRecord<>(topic, 0, null, order.bytes())).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("not published: " + order, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
