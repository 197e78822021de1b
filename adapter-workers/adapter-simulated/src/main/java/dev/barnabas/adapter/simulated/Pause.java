package dev.barnabas.adapter.simulated;

import java.time.Duration;

/** Lets time pass on the calling thread. */
interface Pause {
  void last(Duration time) throws InterruptedException;
}
