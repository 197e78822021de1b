package dev.barnabas.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The checks of a process in their three groups.
 *
 * <p>Live: down means that only a restart helps. Ready: down means that it does no work now.
 * Started: down until the start has ended. Checks may be added at any time from any thread.
 */
public final class Health {

  private final List<HealthCheck> live = new CopyOnWriteArrayList<>();
  private final List<HealthCheck> ready = new CopyOnWriteArrayList<>();
  private final List<HealthCheck> started = new CopyOnWriteArrayList<>();

  public void addLive(HealthCheck check) {
    live.add(check);
  }

  public void addReady(HealthCheck check) {
    ready.add(check);
  }

  public void addStarted(HealthCheck check) {
    started.add(check);
  }

  HealthReport live() {
    return HealthReport.of(live);
  }

  HealthReport ready() {
    return HealthReport.of(ready);
  }

  HealthReport started() {
    return HealthReport.of(started);
  }
}
