package dev.barnabas.worker.app;

import dev.barnabas.configuration.Partner;
import dev.barnabas.configuration.RateLimit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one partner allows per minute: requests, tokens, or both, for the partner and for single
 * models; and until when it asked to be left alone. Thread-safe.
 *
 * <p>An instance takes its {@link Share} of each limit, asked for at every call. When partitions
 * move, the sum over all instances may for a minute exceed the limit by what the former owner sent
 * in the minute before.
 */
final class RateGate {
  private final Supplier<Share> share;
  private final Windows ofPartner = new Windows();
  private final Map<String, Windows> ofModels = new HashMap<>();
  private @Nullable RateLimit limit;
  private Map<String, RateLimit> modelLimits = Map.of();
  private Instant pausedUntil = Instant.MIN;

  /** What came of asking for room. */
  sealed interface Admission {

    /** There is room at a moment that is now or later. */
    record Granted(Instant at, Taken ofPartner, @Nullable Taken ofModel) implements Admission {}

    /** The earliest room is at or after the latest moment; nothing was taken. */
    record NoRoom(Instant earliest) implements Admission {}
  }

  /** What a call took of one limit. */
  record Taken(RateWindow.@Nullable Granted request, RateWindow.@Nullable Granted tokens) {}

  RateGate(Partner partner, Supplier<Share> share) {
    this.share = share;
    change(partner);
  }

  /** Puts other limits in force; what the last minute saw still counts. */
  synchronized void change(Partner partner) {
    limit = partner.rateLimit();
    modelLimits = partner.modelRateLimits();
    ofModels.keySet().retainAll(modelLimits.keySet());
  }

  /** The partner asked not to be called before a moment; a later word does not shorten it. */
  synchronized void pause(Instant until) {
    if (until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }

  /** Until when the partner is left alone; in the past if it is not. */
  synchronized Instant pausedUntil() {
    return pausedUntil;
  }

  /** Whether a share of a limit is nothing, so that calls wait for another share. */
  synchronized boolean nothingOf(Share part) {
    return nothingOf(part, limit)
        || modelLimits.values().stream().anyMatch(one -> nothingOf(part, one));
  }

  private static boolean nothingOf(Share part, @Nullable RateLimit limit) {
    return limit != null
        && (nothingOf(part, limit.requestsPerMinute()) || nothingOf(part, limit.tokensPerMinute()));
  }

  private static boolean nothingOf(Share part, @Nullable Long most) {
    return most != null && part.of(most) == 0;
  }

  /** Takes room for a call at the earliest moment, if that is before the latest. */
  synchronized Admission admit(String model, long estimatedTokens, Instant now, Instant latest) {
    Share part = share.get();
    ofPartner.limit(limit, part);
    Instant at = later(pausedUntil, ofPartner.earliest(estimatedTokens, now));
    @Nullable Windows ofModel = null;
    RateLimit modelLimit = modelLimits.get(model);
    if (modelLimit != null) {
      ofModel = ofModels.computeIfAbsent(model, _ -> new Windows());
      ofModel.limit(modelLimit, part);
      at = later(at, ofModel.earliest(estimatedTokens, now));
    }
    if (!at.isBefore(latest)) {
      return new Admission.NoRoom(at);
    }
    return new Admission.Granted(
        at,
        ofPartner.take(estimatedTokens, at, now),
        ofModel == null ? null : ofModel.take(estimatedTokens, at, now));
  }

  /** Says what a call used, so that the next need not wait for what it did not. */
  synchronized void settle(String model, Admission.Granted granted, long usedTokens) {
    ofPartner.settle(granted.ofPartner(), usedTokens);
    Windows ofModel = ofModels.get(model);
    if (ofModel != null && granted.ofModel() != null) {
      ofModel.settle(granted.ofModel(), usedTokens);
    }
  }

  /** Gives back what a call took that is not made. */
  synchronized void giveBack(String model, Admission.Granted granted) {
    ofPartner.giveBack(granted.ofPartner());
    Windows ofModel = ofModels.get(model);
    if (ofModel != null && granted.ofModel() != null) {
      ofModel.giveBack(granted.ofModel());
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  /** The windows of one limit. */
  private static final class Windows {
    private @Nullable RateWindow requests;
    private @Nullable RateWindow tokens;

    void limit(@Nullable RateLimit limit, Share part) {
      requests = changed(requests, limit == null ? null : limit.requestsPerMinute(), part);
      tokens = changed(tokens, limit == null ? null : limit.tokensPerMinute(), part);
    }

    Instant earliest(long estimatedTokens, Instant now) {
      Instant at = requests == null ? now : later(now, requests.earliest(1, now));
      return tokens == null ? at : later(at, tokens.earliest(estimatedTokens, now));
    }

    Taken take(long estimatedTokens, Instant at, Instant now) {
      return new Taken(
          requests == null ? null : requests.take(1, at, now),
          tokens == null ? null : tokens.take(estimatedTokens, at, now));
    }

    void settle(Taken taken, long usedTokens) {
      if (tokens != null && taken.tokens() != null) {
        tokens.settle(taken.tokens(), usedTokens);
      }
    }

    void giveBack(Taken taken) {
      if (requests != null && taken.request() != null) {
        requests.giveBack(taken.request());
      }
      if (tokens != null && taken.tokens() != null) {
        tokens.giveBack(taken.tokens());
      }
    }

    private static @Nullable RateWindow changed(
        @Nullable RateWindow window, @Nullable Long limit, Share part) {
      if (limit == null) {
        return null;
      }
      if (window == null) {
        return new RateWindow(part.of(limit));
      }
      window.limit(part.of(limit));
      return window;
    }
  }
}
