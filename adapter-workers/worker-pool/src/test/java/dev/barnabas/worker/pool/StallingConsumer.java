package dev.barnabas.worker.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Builds a real consumer whose next poll can be made to wait, as if the process had been stopped.
 */
final class StallingConsumer implements Function<Map<String, Object>, Consumer<byte[], byte[]>> {

  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private volatile boolean stall;

  /** The next poll waits; returns once it does. */
  void stall() throws InterruptedException {
    stall = true;
    stalled.await();
  }

  void resume() {
    stall = false;
    resumed.countDown();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Consumer<byte[], byte[]> apply(Map<String, Object> properties) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              if (stall && method.getName().equals("poll")) {
                stalled.countDown();
                resumed.await();
              }
              try {
                return method.invoke(consumer, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
