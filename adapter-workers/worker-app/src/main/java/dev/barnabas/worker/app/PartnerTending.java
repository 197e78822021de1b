package dev.barnabas.worker.app;

import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.configuration.Partner;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the gates of one partner: makes them, has the provider's health checked when that is
 * due, and tells others and operations where the partner stands. Thread-safe.
 */
final class PartnerTending {
  private static final Logger log = LoggerFactory.getLogger(PartnerTending.class);

  private final String partnerId;
  private final WorkerTools tools;
  private final PartnerMeters meters;
  private final Supplier<Share> share;
  private final BreakerAnnouncer announcer;
  private final AtomicBoolean checking = new AtomicBoolean();
  private volatile Instant checkAt = Instant.MIN;
  private volatile PartnerBreaker.State lastState = PartnerBreaker.State.CLOSED;

  /** The partner's standing, as the gates that were made last have it. */
  private volatile Latest latest;

  private record Latest(Partner partner, PartnerGates gates) {}

  /**
   * Makes the gates of a partner.
   *
   * @param share this instance's part of the partner's limits
   * @param keyHash a hash of the partner's key as it is now
   */
  PartnerTending(
      Partner partner,
      WorkerTools tools,
      PartnerMeters meters,
      Supplier<Share> share,
      Supplier<String> keyHash) {
    this.partnerId = partner.id();
    this.tools = tools;
    this.meters = meters;
    this.share = share;
    this.announcer = new BreakerAnnouncer(partner.id(), tools);
    RateGate rate = new RateGate(partner, share);
    PartnerKey key =
        new PartnerKey(keyHash, partner.breaker().keyProbe(), tools.clock(), this::parked);
    this.latest =
        new Latest(
            partner,
            new PartnerGates(
                new PartnerStanding(breaker(partner), key, rate),
                rate,
                new ConcurrencyGate(partner),
                new RetryBudget(partner.retry()),
                new AnsweredLatencies()));
  }

  /** The gates as they were made last. */
  PartnerGates gates() {
    return latest.gates();
  }

  /** The gates under other settings; what they have learned stays where the settings allow it. */
  PartnerGates changed(PartnerSetup before, Partner partner) {
    PartnerGates gates = before.gates();
    boolean sameBreaker =
        partner.breaker().equals(before.partner().breaker())
            && partner.slowCall().equals(before.partner().slowCall());
    gates.rate().change(partner);
    gates.concurrency().change(partner);
    gates.budget().change(partner.retry());
    gates.standing().key().change(partner.breaker().keyProbe());
    PartnerGates next = sameBreaker ? gates : gates.with(breaker(partner));
    latest = new Latest(partner, next);
    return next;
  }

  /** Does what is due; never blocks. */
  void tend(PartnerSetup setup) {
    Instant now = tools.clock().instant();
    PartnerStanding standing = setup.gates().standing();
    boolean regular = setup.partner().breaker().enabled() && !now.isBefore(checkAt);
    if ((regular || standing.breaker().probeDue(now) || standing.key().checkDue())
        && checking.compareAndSet(false, true)) {
      checkAt = now.plus(setup.partner().breaker().healthCheck());
      Thread.ofVirtual().name(partnerId + "-health").start(() -> check(setup));
    }
    warn(setup, now);
    announce(setup.partner(), setup.gates());
  }

  /** Whether no health check is under way. */
  boolean idle() {
    return !checking.get();
  }

  void close() {
    announcer.takeBack();
  }

  private void check(PartnerSetup setup) {
    try {
      take(healthOf(setup.provider()), setup.gates().standing());
      announce(setup.partner(), setup.gates());
    } finally {
      checking.set(false);
    }
  }

  private HealthStatus healthOf(ModelAdapter provider) {
    try {
      return provider.healthCheck();
    } catch (RuntimeException bug) {
      log.atError()
          .addKeyValue("partner", partnerId)
          .addKeyValue("error", bug.getClass().getName())
          .log("a health check threw");
      // A check that cannot be made must not keep a partner cut off.
      return new HealthStatus.Available(Duration.ZERO);
    }
  }

  private void take(HealthStatus status, PartnerStanding standing) {
    switch (status) {
      case HealthStatus.Available _ -> {
        meters.checked("AVAILABLE");
        standing.breaker().checked(true);
        standing.key().checked(true);
      }
      case HealthStatus.Unavailable down -> {
        meters.checked(down.kind().name());
        boolean answers = KeyState.parks(down.kind());
        // That the key is refused is for a call to find out: a check may need other rights.
        standing.breaker().checked(answers);
        standing.key().checked(false);
      }
    }
  }

  private void warn(PartnerSetup setup, Instant now) {
    Partner partner = setup.partner();
    Duration pause = Duration.between(now, later(setup.gates().rate().pausedUntil(), now));
    if (pause.compareTo(partner.maxWait()) > 0) {
      tools.alerts().raise(PartnerAlert.paused(partner, pause));
    }
    int limit = setup.gates().concurrency().limit();
    if (limit <= partner.adaptiveConcurrency().min() && limit < partner.maxConcurrency()) {
      tools.alerts().raise(PartnerAlert.leastConcurrency(partner));
    }
    Share part = share.get();
    if (part.held() > 0 && setup.gates().rate().nothingOf(part)) {
      tools.alerts().raise(PartnerAlert.noShare(partner, part));
    }
  }

  private void announce(Partner partner, PartnerGates gates) {
    Instant now = tools.clock().instant();
    announcer.say(gates.standing().word(now, partner.maxWait()), share.get(), now);
  }

  private PartnerBreaker breaker(Partner partner) {
    return new PartnerBreaker(partner, tools.clock(), state -> changed(partner, state));
  }

  private void changed(Partner partner, PartnerBreaker.State state) {
    log.atWarn()
        .addKeyValue("partner", partnerId)
        .addKeyValue("state", state)
        .log("circuit breaker changed");
    Latest now = latest;
    if (state == PartnerBreaker.State.OPEN && lastState == PartnerBreaker.State.CLOSED) {
      tools.alerts().raise(PartnerAlert.opened(partner, now.gates().standing().breaker()));
    }
    lastState = state;
    announce(now.partner(), now.gates());
  }

  private void parked(ModelFailure failure, KeyState.Parked parked) {
    log.atError()
        .addKeyValue("partner", partnerId)
        .addKeyValue("kind", parked.kind())
        .log("a partner's key is parked");
    Latest now = latest;
    tools.alerts().raise(PartnerAlert.keyParked(now.partner(), failure));
    announce(now.partner(), now.gates());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
