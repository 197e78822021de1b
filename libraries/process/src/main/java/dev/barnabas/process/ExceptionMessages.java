package dev.barnabas.process;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Set;

/**
 * Decides which exceptions' messages may stand in a log.
 *
 * <p>A parser's message quotes what it could not parse, so messages are left out unless the type is
 * known to speak of addresses, files, sizes and Kafka coordinates only, or our own code threw an
 * {@link IllegalStateException}.
 */
final class ExceptionMessages {

  private static final Set<String> TRUSTED_TYPES =
      Set.of(
          "java.io.IOException",
          "java.io.FileNotFoundException",
          "java.net.BindException",
          "java.net.ConnectException",
          "java.net.NoRouteToHostException",
          "java.net.SocketException",
          "java.net.SocketTimeoutException",
          "java.net.UnknownHostException",
          "java.net.http.HttpConnectTimeoutException",
          "java.net.http.HttpTimeoutException",
          "java.nio.file.AccessDeniedException",
          "java.nio.file.NoSuchFileException",
          "java.util.concurrent.TimeoutException",
          "org.apache.kafka.common.errors.TimeoutException",
          "org.apache.kafka.common.errors.RecordTooLargeException",
          "org.apache.kafka.common.errors.TopicAuthorizationException",
          "org.apache.kafka.common.errors.GroupAuthorizationException",
          "org.apache.kafka.common.errors.ProducerFencedException",
          "org.apache.kafka.common.errors.UnknownTopicOrPartitionException",
          "org.apache.kafka.common.errors.UnsupportedVersionException");

  private ExceptionMessages() {}

  static boolean trusted(IThrowableProxy thrown) {
    String type = thrown.getClassName();
    return TRUSTED_TYPES.contains(type)
        || (type.equals("java.lang.IllegalStateException") && thrownByUs(thrown));
  }

  private static boolean thrownByUs(IThrowableProxy thrown) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    return frames.length > 0
        && frames[0].getStackTraceElement().getClassName().startsWith("dev.barnabas.");
  }
}
