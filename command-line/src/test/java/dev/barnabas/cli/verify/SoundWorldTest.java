package dev.barnabas.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.capacity.ChargedCapacity;
import dev.barnabas.cli.verify.PromiseReport.Outcome;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.topics.HomePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verify finds nothing wrong in a sound run, and says what it looked at. */
class SoundWorldTest {

  @Test
  @Tag("rule-2.7")
  void findsNothingInASoundRun() {
    VerifyReport report = World.ofEveryKind().verify();

    assertThat(report.promises()).flatExtracting(PromiseReport::violations).isEmpty();
    assertThat(report.promises())
        .extracting(PromiseReport::outcome)
        .containsExactly(
            Outcome.HELD,
            Outcome.HELD,
            Outcome.HELD,
            Outcome.HELD,
            Outcome.HELD,
            Outcome.NOT_MEASURED,
            Outcome.HELD);
    assertThat(report.passed()).isTrue();
  }

  @Test
  void findsNothingWrongWithChargesOfCapacityOfAPartnerThatKeepsALedger() {
    World world = World.ofEveryKind();
    ChargedCapacity charged = new ChargedCapacity();
    charged.run(ChargedCapacity.ptu("1.00"), ChargedCapacity.node("500"));
    charged.run(ChargedCapacity.ptu("1.10"));
    int home = HomePartition.of("acme", 2);
    charged
        .log()
        .forEach(event ->
            world.topics.append(
                world.topics.names.metering(), home, "acme", world.log.now(), event));

    assertThat(charged.log()).hasSize(4);
    assertThat(world.verify().promises()).flatExtracting(PromiseReport::violations).isEmpty();
  }

  @Test
  void findsNothingWrongWithTheErasureOfATenant() {
    World world = World.ofEveryKind();
    Instant now = world.log.now();
    world.topics.append(
        world.topics.names.control(), 0, "acme", now, new TenantErased("acme", now, "operator"));

    assertThat(world.verify().promises()).flatExtracting(PromiseReport::violations).isEmpty();
  }

  @Test
  void saysThatItMeasuredNoLedgerWhereNoneWasGiven() {
    World world = World.ofEveryKind();

    VerifyReport report =
        Verification.check(world.topics.snapshot(), Ledger.none(), CheckSettings.at(world.end()));

    assertThat(report.passed()).isTrue();
    assertThat(report.promises().get(1).notes()).anyMatch(note -> note.startsWith("no ledger"));
  }

  @Test
  void failsWhereThereIsNothingToExamine() {
    VerifyReport report =
        Verification.check(
            new TopicCopy().snapshot(), Ledger.none(), CheckSettings.at(World.START));

    assertThat(report.passed()).isFalse();
    assertThat(report.promises())
        .extracting(PromiseReport::outcome)
        .contains(Outcome.NOTHING_EXAMINED)
        .doesNotContain(Outcome.HELD);
  }

  @Test
  void failsOnAnEmptyLedger() {
    World world = World.ofEveryKind();
    world.ledger.clear();

    assertThat(world.verify().passed()).isFalse();
  }

  @Test
  void countsWhatIsNotDueYetAsOpen() {
    World world = World.ofEveryKind();
    World.Asked open = world.asked("tenant-a", "open-1");
    Instant before = open.deadline().minusSeconds(1);

    VerifyReport strict = world.verify(CheckSettings.at(before));
    VerifyReport lenient = world.verify(new CheckSettings(before, Duration.ZERO, true, List.of()));

    assertThat(World.find(strict, "P1", "STILL_OPEN")).isNotNull();
    assertThat(lenient.promises().getFirst().violations()).isEmpty();
  }

  /** Takes seconds; a check that is quadratic in the records would take hours. */
  @Test
  @Timeout(300)
  void staysLinearOverManyRequests() {
    World world = new World();
    for (int i = 0; i < 10_000; i++) {
      world.completed(world.asked("tenant-a", "request-" + i));
    }
    world.unreadable(new byte[] {1});
    TopicSnapshot snapshot = world.topics.snapshot();

    VerifyReport report =
        Verification.check(snapshot, Ledger.none(), CheckSettings.at(world.end()));

    assertThat(report.violations()).isZero();
  }
}
