package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.anomalies.AnomalyDecision.Note;
import dev.barnabas.metering.anomalies.AnomalyDecision.Raise;
import dev.barnabas.metering.anomalies.AnomalyDecision.Reason;
import dev.barnabas.metering.anomalies.AnomalyDecision.Withhold;
import dev.barnabas.metering.anomalies.Evidence.Month;
import dev.barnabas.metering.anomalies.Evidence.Share;
import dev.barnabas.metering.anomalies.Evidence.Step;
import dev.barnabas.metering.anomalies.Evidence.Versions;
import dev.barnabas.metering.anomalies.Verdict.Sign;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import dev.barnabas.vocabulary.PartnerResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a counted event means for each of its subjects: the model version, the model and the
 * tenant's month. A correction is no new value of a mean, a share or a version; it counts in its
 * month only.
 */
public final class AnomalyPolicy {

  /** A finding about a month is told once a day at most. */
  private static final Duration DAY = Duration.ofDays(1);

  private final Settings settings;
  private final VersionPolicy versions = new VersionPolicy();

  /**
   * What is watched; what is absent is not.
   *
   * @param coolDown how long after an alert the next of its kind and subject may come
   * @param tokens steps of output tokens
   * @param cost steps of a request's cost
   * @param latency steps of latency
   * @param errors rises of the share of failed calls
   * @param modelVersions whether new versions are told
   * @param months tenants' months
   */
  public record Settings(
      Duration coolDown,
      @Nullable StepPolicy tokens,
      @Nullable StepPolicy cost,
      @Nullable StepPolicy latency,
      @Nullable SharePolicy errors,
      boolean modelVersions,
      @Nullable MonthPolicy months) {

    /** Nothing is watched. */
    public static final Settings NOTHING =
        new Settings(Duration.ofHours(1), null, null, null, null, false, null);

    public Settings {
      requireNonNull(coolDown, "coolDown");
    }
  }

  /** With those settings. */
  public AnomalyPolicy(Settings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Decides.
   *
   * @param memory what is remembered under a key
   * @return one decision per subject that the event tells of, at least; a subject with two findings
   *     has two, of which the last knows all
   */
  public List<AnomalyDecision> decide(
      Observation seen, Function<WatchKey, Optional<Watched>> memory, Moment moment) {
    var decisions = new ArrayList<AnomalyDecision>();
    var watch = new Watch(memory, moment, decisions);
    if (seen.tellsOfAnAnswer()) {
      means(seen, watch);
    }
    if (seen.tellsOfACall()) {
      calls(seen, watch);
    }
    var months = settings.months();
    if (months != null && months.looksForSomething()) {
      watch.look(
          WatchKey.ofMonth(seen),
          Month.class,
          month -> months.observe(month.orElse(null), seen, moment.appendedAt()),
          settings.coolDown().compareTo(DAY) > 0 ? settings.coolDown() : DAY);
    }
    return decisions;
  }

  private void means(Observation seen, Watch watch) {
    var cost = seen.providerCost();
    var latency = seen.latencyMs();
    mean(
        settings.tokens(),
        WatchKey.ofModelVersion(AnomalyKind.TOKEN_DRIFT, seen),
        (double) Math.max(1, seen.outputTokens()),
        watch);
    if (cost != null && cost.signum() > 0) {
      mean(
          settings.cost(),
          WatchKey.ofModelInCurrency(AnomalyKind.COST_PER_REQUEST, seen),
          cost.doubleValue(),
          watch);
    }
    if (latency != null) {
      mean(
          settings.latency(),
          WatchKey.ofModel(AnomalyKind.LATENCY, seen),
          (double) Math.max(1, latency),
          watch);
    }
  }

  private void mean(@Nullable StepPolicy policy, WatchKey key, double value, Watch watch) {
    if (policy != null) {
      watch.look(
          key,
          Step.class,
          before -> policy.observe(before.orElse(Step.NONE), value),
          settings.coolDown());
    }
  }

  private void calls(Observation seen, Watch watch) {
    var errors = settings.errors();
    if (errors != null && seen.first() && seen.result() != PartnerResult.NEITHER) {
      watch.look(
          WatchKey.ofModel(AnomalyKind.ERROR_SHARE, seen),
          Share.class,
          before ->
              errors.observe(before.orElse(Share.NONE), seen.result() == PartnerResult.FAILED),
          settings.coolDown());
    }
    String version = seen.modelVersion();
    if (settings.modelVersions() && version != null) {
      watch.look(
          WatchKey.ofModel(AnomalyKind.MODEL_VERSION_CHANGED, seen),
          Versions.class,
          before -> versions.observe(before.orElse(Versions.NONE), version),
          settings.coolDown());
    }
  }

  /** Looks at one subject after another and keeps what was decided. */
  private record Watch(
      Function<WatchKey, Optional<Watched>> memory,
      Moment moment,
      List<AnomalyDecision> decisions) {

    <E extends Evidence> void look(
        WatchKey key, Class<E> type, Function<Optional<E>, Verdict<E>> policy, Duration coolDown) {
      var before = memory.apply(key);
      var evidence = before.map(Watched::evidence).filter(type::isInstance).map(type::cast);
      SortedMap<String, CoolDown> coolDowns =
          before.map(Watched::coolDowns).orElse(Collections.emptySortedMap());
      var verdict = policy.apply(evidence);
      if (verdict instanceof Unusual<E>(E next, List<Sign> signs)) {
        for (var sign : signs) {
          coolDowns = told(key, next, sign, coolDowns, coolDown);
        }
      } else {
        decisions.add(new Note(key, new Watched(moment.appendedAt(), coolDowns, verdict.next())));
      }
    }

    /** Decides about one sign and returns the cool-downs after it. */
    private SortedMap<String, CoolDown> told(
        WatchKey key,
        Evidence next,
        Sign sign,
        SortedMap<String, CoolDown> coolDowns,
        Duration length) {
      String name =
          sign.detail().isEmpty() ? sign.kind().name() : sign.kind() + "/" + sign.detail();
      var last = coolDowns.get(name);
      var at = moment.appendedAt();
      if (moment.isHistory()) {
        decisions.add(
            new Withhold(key, new Watched(at, coolDowns, next), sign.kind(), Reason.HISTORY));
        return coolDowns;
      }
      if (last != null && !last.isOver(at, length)) {
        var more = with(coolDowns, name, new CoolDown(last.raisedAt(), last.withheld() + 1));
        decisions.add(
            new Withhold(key, new Watched(at, more, next), sign.kind(), Reason.COOL_DOWN));
        return more;
      }
      var begun = with(coolDowns, name, new CoolDown(at, 0));
      int withheld = last == null ? 0 : last.withheld();
      decisions.add(new Raise(key, new Watched(at, begun, next), finding(key, sign, withheld)));
      return begun;
    }

    private static Finding finding(WatchKey key, Sign sign, int withheld) {
      var numbers = new TreeMap<>(sign.numbers());
      numbers.put("withheld", Integer.toString(withheld));
      String subject =
          sign.detail().isEmpty() ? key.subject() : key.subject() + "/" + sign.detail();
      return new Finding(
          sign.kind(), subject, key.tenantId(), key.recordKey(), numbers, sign.message());
    }

    private static SortedMap<String, CoolDown> with(
        SortedMap<String, CoolDown> coolDowns, String name, CoolDown coolDown) {
      var more = new TreeMap<>(coolDowns);
      more.put(name, coolDown);
      return more;
    }
  }
}
