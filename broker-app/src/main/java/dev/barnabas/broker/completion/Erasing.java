package dev.barnabas.broker.completion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.TenantSecret;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides about erasures. What was sealed with the tenant's salt is unreadable from then on: an
 * open request ends FAILED with ERASED when its content is next needed, and its calls are metered.
 */
public final class Erasing {
  /** An older wish, written once more by somebody who saw it, is refused. */
  static final Duration LONGEST_WAY = Duration.ofMinutes(15);

  private final DecisionContext context;

  /**
   * @param context what may be asked
   */
  public Erasing(DecisionContext context) {
    this.context = context;
  }

  /**
   * A tenant's key is to be erased.
   *
   * @param unit the unit of work
   * @param tenantId whose
   * @param erasedAt when it was asked for
   * @param proof what the record carries
   * @param source where the wish was read
   */
  public void decide(
      Unit unit, String tenantId, Instant erasedAt, String proof, Coordinates source) {
    String expected = context.keys().erasureProof(tenantId, erasedAt);
    boolean proven = MessageDigest.isEqual(expected.getBytes(US_ASCII), proof.getBytes(US_ASCII));
    if (!proven || source.appendedAt().isAfter(erasedAt.plus(LONGEST_WAY))) {
      unit.emit(new Output.Refused(DeadLetterReason.UNAUTHENTICATED, null, "headers"));
      return;
    }
    if (!erasedAt.isAfter(unit.secret(tenantId).erasedAt())) {
      return;
    }
    unit.put(tenantId, new TenantSecret(erasedAt, null));
    context.seal().forget(tenantId);
    unit.emit(
        new Decided(
            DecisionKind.TENANT_ERASED,
            new RequestKey(tenantId, ""),
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null));
  }
}
