package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Tick;
import dev.barnabas.worker.pool.Flow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkItemFlowsTest {

  private final WorkBench bench = new WorkBench();
  private final WorkItemFlows flows = new WorkItemFlows(bench.sink.schemas);

  @Test
  void readsWhoseAnItemIsAndWhatItWeighs() {
    var item = WorkBench.item().setFlow("tenant-7").setWeight(5).build();

    assertThat(flows.apply(bench.record(item))).isEqualTo(new Flow("tenant-7", 5));
    assertThat(flows.apply(bench.record(item))).isEqualTo(new Flow("tenant-7", 5));
  }

  @Test
  void readsPastContentOfEveryKind() {
    var item =
        WorkBench.item()
            .setMessages(
                List.of(
                    Message.newBuilder().setRole("user").setContent("x".repeat(200_000)).build()))
            .setPassThrough(Map.of("a", "1", "b", "2"))
            .setStop(List.of("end", "stop"))
            .setTemperature(0.5)
            .setFlow("tenant-8")
            .build();

    assertThat(flows.apply(bench.record(item))).isEqualTo(new Flow("tenant-8", 1));
  }

  @Test
  void takesAWeightBeyondTheBoundsIntoThem() {
    var heavy = WorkBench.item().setFlow("t").setWeight(Integer.MAX_VALUE).build();
    var light = WorkBench.item().setFlow("t").setWeight(-3).build();

    assertThat(flows.apply(bench.record(heavy)).weight()).isEqualTo(1_000);
    assertThat(flows.apply(bench.record(light)).weight()).isEqualTo(1);
  }

  @Test
  void letsWhatIsNoItemShareOneFlow() {
    byte[] cut = Arrays.copyOf(bench.sink.codec.encode(WorkBench.item().build()), 20);
    var tick = Tick.newBuilder().setPartition(0).setNow(ManualClock.START).setWriterId("w").build();

    assertThat(flows.apply(WorkBench.record(new byte[0]))).isEqualTo(Flow.COMMON);
    assertThat(flows.apply(WorkBench.record(new byte[] {0, 1, 1, 1, 1, 7}))).isEqualTo(Flow.COMMON);
    assertThat(flows.apply(WorkBench.record(new byte[] {9, 9, 9, 9, 9, 9}))).isEqualTo(Flow.COMMON);
    assertThat(flows.apply(WorkBench.record(cut))).isEqualTo(Flow.COMMON);
    assertThat(flows.apply(bench.record(tick))).isEqualTo(Flow.COMMON);
  }
}
