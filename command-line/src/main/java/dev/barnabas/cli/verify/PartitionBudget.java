package dev.barnabas.cli.verify;

import dev.barnabas.cli.verify.LimitsInForce.InForce;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.WindowBalance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The balances of one partition, recomputed decision by decision: what each changes must be what it
 * says, from what the one before left. One thread; decisions in order.
 */
final class PartitionBudget {

  /**
   * An open hold.
   *
   * @param at the decision that took or last raised it
   * @param tokens the worst case in tokens
   * @param money the worst case in money
   * @param windows where it reserves
   */
  record Hold(Coordinates at, long tokens, BigDecimal money, Set<WindowKey> windows) {}

  /** A hold that was closed, and what was charged last. */
  private record Settled(Hold hold, long tokens, BigDecimal money) {}

  private record Balance(BigDecimal settled, BigDecimal reserved) {
    static final Balance EMPTY = new Balance(BigDecimal.ZERO, BigDecimal.ZERO);

    boolean equalTo(Balance other) {
      return settled.compareTo(other.settled) == 0 && reserved.compareTo(other.reserved) == 0;
    }
  }

  private final Findings findings;
  private final Function<Decision, Optional<Map<String, InForce>>> inForce;
  private final boolean whole;
  private final Map<WindowKey, Balance> balances = new HashMap<>();
  private final Map<RequestId, Hold> open = new LinkedHashMap<>();
  private final Map<RequestId, Settled> settled = new HashMap<>();
  private long holds;
  private long examined;

  /**
   * @param findings takes violations
   * @param inForce the limits in force at a decision; empty where they are not known
   * @param whole whether the decisions begin at the first
   */
  PartitionBudget(
      Findings findings,
      Function<Decision, Optional<Map<String, InForce>>> inForce,
      boolean whole) {
    this.findings = findings;
    this.inForce = inForce;
    this.whole = whole;
  }

  /** Takes the next decision. */
  void take(Located<Decision> located) {
    Decision decision = located.record();
    RequestId id = Evidence.idOf(decision);
    switch (decision.getKind()) {
      case "HELD" -> held(located, id);
      case "RAISED" -> raised(located, id);
      case "SETTLED" -> settled(located, id);
      case "CORRECTED" -> corrected(located, id);
      case "DISPATCHED" -> dispatched(located, id);
      default -> decision.getBalances().forEach(b -> adopt(located, id, b));
    }
  }

  long holds() {
    return holds;
  }

  long balances() {
    return examined;
  }

  Set<WindowKey> windows() {
    return balances.keySet();
  }

  Map<RequestId, Hold> openHolds() {
    return open;
  }

  private void held(Located<Decision> located, RequestId id) {
    holds++;
    Decision decision = located.record();
    if (open.containsKey(id)) {
      findings.violated(
          "HOLD_TAKEN_TWICE", "the request already has an open hold", located.at(), id);
    }
    long tokens = tokens(decision);
    BigDecimal money = money(decision);
    Set<WindowKey> windows = new HashSet<>();
    for (WindowBalance after : decision.getBalances()) {
      WindowKey window = WindowKey.of(decision.getTenantId(), after);
      windows.add(window);
      Optional<LimitWord> word = word(located, id, after);
      if (word.isEmpty()) {
        continue;
      }
      if (!word.get().windowAt(decision.getNow()).equals(after.getWindowId())) {
        findings.violated(
            "WINDOW_NOT_CURRENT", "the hold is in a window of another time", located.at(), window);
      }
      changed(located, window, after, BigDecimal.ZERO, word.get().reserved(tokens, money));
      within(located, window, after);
    }
    complete(located, id, windows);
    open.put(id, new Hold(located.at(), tokens, money, windows));
  }

  private void raised(Located<Decision> located, RequestId id) {
    Decision decision = located.record();
    Hold hold = known(located, id);
    if (hold == null) {
      return;
    }
    long tokens = tokens(decision);
    BigDecimal money = money(decision);
    Set<WindowKey> windows = new HashSet<>();
    for (WindowBalance after : decision.getBalances()) {
      WindowKey window = WindowKey.of(decision.getTenantId(), after);
      windows.add(window);
      Optional<LimitWord> word = word(located, id, after);
      if (word.isEmpty()) {
        continue;
      }
      BigDecimal more =
          word.get()
              .reserved(tokens, money)
              .subtract(word.get().reserved(hold.tokens(), hold.money()));
      changed(located, window, after, BigDecimal.ZERO, more);
      if (more.signum() > 0) {
        within(located, window, after);
      }
    }
    elsewhere(located, id, hold, windows);
    open.put(id, new Hold(located.at(), tokens, money, hold.windows()));
  }

  private void settled(Located<Decision> located, RequestId id) {
    Decision decision = located.record();
    Hold hold = known(located, id);
    if (hold == null) {
      return;
    }
    long tokens = chargedTokens(decision);
    BigDecimal money = chargedMoney(decision);
    withinHold(located, id, hold);
    Set<WindowKey> windows = new HashSet<>();
    for (WindowBalance after : decision.getBalances()) {
      WindowKey window = WindowKey.of(decision.getTenantId(), after);
      windows.add(window);
      word(located, id, after)
          .ifPresent(word ->
              changed(
                  located,
                  window,
                  after,
                  word.settled(tokens, money),
                  word.reserved(hold.tokens(), hold.money()).negate()));
    }
    elsewhere(located, id, hold, windows);
    open.remove(id);
    settled.put(id, new Settled(hold, tokens, money));
  }

  /**
   * A charge became another one after its hold was closed: the difference goes to the windows of
   * the hold, nothing is reserved, and the new charge is within the hold as the old one was.
   */
  private void corrected(Located<Decision> located, RequestId id) {
    Decision decision = located.record();
    Settled before = settled.get(id);
    if (before == null) {
      unknownHold(located, id, "CORRECTED without a settled hold");
      return;
    }
    Hold hold = before.hold();
    long tokens = chargedTokens(decision);
    BigDecimal money = chargedMoney(decision);
    withinHold(located, id, hold);
    Set<WindowKey> windows = new HashSet<>();
    for (WindowBalance after : decision.getBalances()) {
      WindowKey window = WindowKey.of(decision.getTenantId(), after);
      windows.add(window);
      word(located, id, after)
          .ifPresent(word ->
              changed(
                  located,
                  window,
                  after,
                  word.settled(tokens, money)
                      .subtract(word.settled(before.tokens(), before.money())),
                  BigDecimal.ZERO));
    }
    elsewhere(located, id, hold, windows);
    settled.put(id, new Settled(hold, tokens, money));
  }

  private void withinHold(Located<Decision> located, RequestId id, Hold hold) {
    long tokens = chargedTokens(located.record());
    BigDecimal money = chargedMoney(located.record());
    if (tokens > hold.tokens() || money.compareTo(hold.money()) > 0) {
      findings.violated(
          "CHARGE_ABOVE_HOLD",
          "charged "
              + tokens
              + " tokens and "
              + plain(money)
              + " against a hold of "
              + hold.tokens()
              + " and "
              + plain(hold.money()),
          located.at(),
          id);
    }
  }

  private void dispatched(Located<Decision> located, RequestId id) {
    if (whole && !open.containsKey(id)) {
      findings.violated(
          "DISPATCHED_WITHOUT_HOLD", "an attempt was sent without a hold", located.at(), id);
    }
  }

  private @Nullable Hold known(Located<Decision> located, RequestId id) {
    Hold hold = open.get(id);
    if (hold == null) {
      unknownHold(located, id, located.record().getKind() + " without an open hold");
    }
    return hold;
  }

  private void unknownHold(Located<Decision> located, RequestId id, String what) {
    if (whole) {
      findings.violated("NO_SUCH_HOLD", what, located.at(), id);
    }
    located.record().getBalances().forEach(b -> adopt(located, id, b));
  }

  private void changed(
      Located<Decision> located,
      WindowKey window,
      WindowBalance after,
      BigDecimal settled,
      BigDecimal reserved) {
    Balance before = balances.get(window);
    if (before == null && whole) {
      before = Balance.EMPTY;
    }
    Balance says = new Balance(after.getSettled(), after.getReserved());
    if (before != null) {
      Balance expected =
          new Balance(before.settled().add(settled), before.reserved().add(reserved));
      if (!expected.equalTo(says)) {
        findings.violated(
            "BALANCE_INCONSISTENT",
            "settled/reserved should be " + text(expected) + " and is " + text(says),
            located.at(),
            window);
      }
    }
    adopt(located, Evidence.idOf(located.record()), after);
  }

  private void adopt(Located<Decision> located, RequestId id, WindowBalance after) {
    examined++;
    if (after.getReserved().signum() < 0 || after.getSettled().signum() < 0) {
      findings.violated("BALANCE_NEGATIVE", "a balance is below zero", located.at(), id);
    }
    balances.put(
        WindowKey.of(located.record().getTenantId(), after),
        new Balance(after.getSettled(), after.getReserved()));
  }

  /** The hold leaves the window within its limit, and the limit is the one configured. */
  private void within(Located<Decision> located, WindowKey window, WindowBalance after) {
    Optional<InForce> configured =
        inForce
            .apply(located.record())
            .map(all -> all.get(LimitsInForce.key(after.getScope(), after.getLimitName())));
    BigDecimal limit = configured.map(InForce::value).orElse(after.getLimitValue());
    boolean enforced = configured.map(InForce::enforced).orElse(true);
    if (enforced && limit.compareTo(after.getLimitValue()) != 0) {
      findings.violated(
          "LIMIT_NOT_IN_FORCE",
          "the limit in force is "
              + plain(limit)
              + ", the decision used "
              + plain(after.getLimitValue()),
          located.at(),
          window);
    }
    BigDecimal taken = after.getSettled().add(after.getReserved());
    if (enforced && taken.compareTo(limit) > 0) {
      findings.violated(
          "LIMIT_EXCEEDED",
          "settled + reserved is " + plain(taken) + " of " + plain(limit),
          located.at(),
          window);
    }
  }

  /** Every enforced limit of the configuration is held against. */
  private void complete(Located<Decision> located, RequestId id, Set<WindowKey> windows) {
    Set<String> touched = new HashSet<>();
    windows.forEach(w -> touched.add(LimitsInForce.key(w.scope(), w.limitName())));
    inForce
        .apply(located.record())
        .ifPresent(all ->
            all.forEach((limit, known) -> {
              if (known.enforced() && !touched.contains(limit)) {
                findings.violated(
                    "LIMIT_NOT_HELD", "the hold leaves out " + limit, located.at(), id);
              }
            }));
  }

  private void elsewhere(
      Located<Decision> located, RequestId id, Hold hold, Set<WindowKey> windows) {
    if (!windows.equals(hold.windows())) {
      findings.violated(
          "OTHER_WINDOWS",
          located.record().getKind() + " does not touch the windows of the hold, and those alone",
          located.at(),
          id);
    }
  }

  private Optional<LimitWord> word(Located<Decision> located, RequestId id, WindowBalance after) {
    Optional<LimitWord> word = LimitWord.of(after.getLimitName());
    if (word.isEmpty()) {
      findings.violated(
          "LIMIT_UNKNOWN", "no limit is called " + after.getLimitName(), located.at(), id);
    }
    return word;
  }

  private static long tokens(Decision decision) {
    return Objects.requireNonNullElse(decision.getHoldTokens(), 0L);
  }

  private static BigDecimal money(Decision decision) {
    return Objects.requireNonNullElse(decision.getHoldMoney(), BigDecimal.ZERO);
  }

  private static long chargedTokens(Decision decision) {
    return Objects.requireNonNullElse(decision.getChargedTokens(), 0L);
  }

  private static BigDecimal chargedMoney(Decision decision) {
    return Objects.requireNonNullElse(decision.getChargedMoney(), BigDecimal.ZERO);
  }

  private static String text(Balance balance) {
    return plain(balance.settled()) + "/" + plain(balance.reserved());
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
