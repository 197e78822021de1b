package dev.barnabas.adapter.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.http.RetryAfter;
import dev.barnabas.adapter.testkit.AdapterContract;
import dev.barnabas.adapter.testkit.Calls;
import dev.barnabas.adapter.testkit.Cell;
import dev.barnabas.adapter.testkit.CommonCells;
import dev.barnabas.vocabulary.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SimulatedAdapterTest extends AdapterContract {

  @Override
  protected String adapterName() {
    return "simulated";
  }

  @Override
  protected AdapterSettings settings() {
    return AdapterSettings.of("sim", null, () -> "");
  }

  @Override
  protected Optional<Path> page() {
    return Optional.of(Path.of("..", "..", "docs", "adapters.md"));
  }

  @Override
  protected long callsSeen() {
    return -1;
  }

  @Override
  protected Map<FailureKind, Cell> failures() {
    Map<FailureKind, Cell> cells = CommonCells.emulated();
    cells.put(FailureKind.OUTPUT_CUT_OFF, Cell.byModel("fault-empty-cut-off"));
    cells.put(FailureKind.RESPONSE_TOO_LARGE, Cell.byModel("fault-huge"));
    cells.put(FailureKind.CONTENT_FILTERED, Cell.byModel("fault-content-filter"));
    return cells;
  }

  @Test
  void givesTheSameAnswerToTheSameCall() {
    ModelAnswer first = answer(Calls.plain("some-model"));
    ModelAnswer second = answer(Calls.plain("some-model"));

    assertThat(second.content()).isEqualTo(first.content());
    assertThat(second.usage()).isEqualTo(first.usage());
    assertThat(second.providerRequestId()).isNotEqualTo(first.providerRequestId());
  }

  @Test
  void waitsTheSameTimeForTheSameCallId() {
    List<Duration> waits = new ArrayList<>();
    SimulatedAdapter adapter =
        new SimulatedAdapter(
            settings(),
            JsonSchema.resource(SimulatedAdapterFactory.class, "v1.0"),
            new Latency.LogNormal(Duration.ofMillis(100), 0.5),
            new AnswerText(48),
            waits::add);
    ModelCall call = Calls.plain("some-model");

    adapter.infer(call);
    adapter.infer(call);
    adapter.infer(Calls.plain("some-model"));

    assertThat(waits.get(0)).isEqualTo(waits.get(1)).isPositive();
    assertThat(waits.get(2)).isNotEqualTo(waits.get(0));
  }

  @Test
  void takesItsLatencyFromTheModelsName() {
    List<Duration> waits = new ArrayList<>();
    SimulatedAdapter adapter =
        new SimulatedAdapter(
            settings(),
            JsonSchema.resource(SimulatedAdapterFactory.class, "v1.0"),
            new Latency.Fixed(Duration.ZERO),
            new AnswerText(48),
            waits::add);

    for (int i = 0; i < 200; i++) {
      adapter.infer(Calls.plain("emulator-steady"));
    }

    assertThat(waits)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofMillis(50), Duration.ofMillis(200)));
  }

  @Test
  void believesNoAbsurdWait() {
    ModelFailure failure = (ModelFailure) infer(settings(), Calls.plain("fault-429-absurd"));

    assertThat(failure.retryAfter()).isEqualTo(RetryAfter.MAX);
  }

  @Test
  void refusesALatencyItCannotRead() {
    AdapterSettings wrong = settings().withProperties(Map.of("latency", "sometimes"));

    assertThatThrownBy(() -> adapter(wrong)).hasMessageContaining("latency is 'sometimes'");
  }
}
