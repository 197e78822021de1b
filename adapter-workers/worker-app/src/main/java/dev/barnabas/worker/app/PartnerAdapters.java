package dev.barnabas.worker.app;

import dev.barnabas.adapter.AdapterCatalogue;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.Credential;
import dev.barnabas.configuration.Partner;
import dev.barnabas.configuration.Secret;
import dev.barnabas.configuration.Secrets;
import dev.barnabas.configuration.binding.ByteSize;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates partners' adapters. Keys are asked for before each call, so a changed key file needs no
 * restart. Thread-safe.
 */
final class PartnerAdapters {
  /** The configuration's word for "whatever the adapter has". */
  private static final String ANY_ENVELOPE = "v1";

  /** Sent where a partner is configured without a key; adapters refuse to call with none. */
  private static final String NO_KEY = "none";

  private final AdapterCatalogue catalogue;
  private final Supplier<Secrets> secrets;
  private final InstantSource clock;

  /** What an adapter is made from; another adapter is needed when it changes. */
  record Inputs(
      String partnerId,
      String adapter,
      @Nullable URI endpoint,
      String schemaVersion,
      CallLimits limits,
      boolean streaming,
      Credential credential) {

    static Inputs of(Partner partner, int maxResponseBytes) {
      return new Inputs(
          partner.id(),
          partner.adapter(),
          partner.endpoint(),
          partner.schemaVersion(),
          limits(partner, maxResponseBytes),
          partner.streaming(),
          partner.credential());
    }

    /** No part of a call may take longer than the whole. */
    private static CallLimits limits(Partner partner, int maxResponseBytes) {
      Duration total = partner.timeout();
      Duration firstByte = partner.firstByteTimeout();
      ByteSize answer = partner.maxAnswer();
      return new CallLimits(
          shorter(partner.connectTimeout(), total),
          firstByte == null ? total : shorter(firstByte, total),
          partner.idleTimeout(),
          total,
          answer == null ? maxResponseBytes : (int) Math.min(answer.bytes(), maxResponseBytes),
          partner.maxStream().bytes());
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  PartnerAdapters(AdapterCatalogue catalogue, Supplier<Secrets> secrets, InstantSource clock) {
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Creates an adapter.
   *
   * @throws IllegalArgumentException if there is none of that name or a setting is unusable
   */
  ModelAdapter create(Inputs inputs) {
    return catalogue.create(
        inputs.adapter(),
        new AdapterSettings(
            inputs.partnerId(),
            inputs.endpoint(),
            () -> key(inputs),
            inputs.limits(),
            inputs.schemaVersion().equals(ANY_ENVELOPE) ? null : inputs.schemaVersion(),
            Map.of(),
            inputs.streaming(),
            clock));
  }

  /** A hash of the key as it is now, to see whether it changed; never printed. */
  String keyHash(Inputs inputs) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key(inputs).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String key(Inputs inputs) {
    return inputs.credential() instanceof Credential.None
        ? NO_KEY
        : secrets.get().apiKey(inputs.partnerId()).map(Secret::reveal).orElse("");
  }
}
