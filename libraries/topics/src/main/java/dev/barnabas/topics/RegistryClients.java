package dev.barnabas.topics;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/** What every use of the registry shares: its settings, a time limit, and what its errors mean. */
final class RegistryClients {
  private static final String API = "/apis/registry/v3";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private RegistryClients() {}

  /**
   * Settings of the registry's client library: ours, with the user's laid over. Schemas are fetched
   * whole and never registered on the way.
   */
  static Map<String, Object> settings(String url, Map<String, ?> properties) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(SchemaResolverConfig.REGISTRY_URL, apiUrl(url));
    settings.put(SchemaResolverConfig.HTTP_ADAPTER, "JDK");
    settings.put(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, false);
    settings.put(SchemaResolverConfig.DEREFERENCE_SCHEMA, true);
    settings.put(SchemaResolverConfig.RETRY_COUNT, 0L);
    settings.putAll(properties);
    return settings;
  }

  /** The address of the registry's own API: added where the address names only a server. */
  static String apiUrl(String url) {
    String path = URI.create(url).getPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    return bare ? url.replaceAll("/$", "") + API : url;
  }

  /** Runs a call of the blocking client library with a time limit. */
  static <T> T within(Duration limit, Supplier<T> call) throws CallFailed {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> running = threads.submit(call::get);
      try {
        return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new CallFailed(e.getCause());
      } catch (TimeoutException e) {
        throw new CallFailed(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CallFailed(e);
      } finally {
        running.cancel(true);
        threads.shutdownNow();
      }
    }
  }

  private static int status(@Nullable Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ApiException api) {
        return api.getResponseStatusCode();
      }
    }
    return 0;
  }

  /** A call of the registry that gave no result. */
  static final class CallFailed extends Exception {
    CallFailed(@Nullable Throwable cause) {
      super(cause);
    }

    boolean isNotFound() {
      return status(getCause()) == NOT_FOUND;
    }

    boolean isConflict() {
      return status(getCause()) == CONFLICT;
    }

    /** Whether the registry answered with something that is no Avro schema. */
    boolean isForeign() {
      for (Throwable t = getCause(); t != null; t = t.getCause()) {
        if (t instanceof AvroRuntimeException || t instanceof StackOverflowError) {
          return true;
        }
      }
      return false;
    }

    /** A word for logs and messages; never the server's own text. */
    String kind() {
      int status = status(getCause());
      if (status != 0) {
        return "HTTP " + status;
      }
      for (Throwable t = getCause(); t != null; t = t.getCause()) {
        if (t instanceof ConnectException || t instanceof TimeoutException) {
          return t.getClass().getSimpleName();
        }
      }
      return getCause() == null ? "unknown" : getCause().getClass().getSimpleName();
    }
  }
}
