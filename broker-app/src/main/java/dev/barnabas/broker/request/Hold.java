package dev.barnabas.broker.request;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a request has reserved, and in which windows: settlement, raise and release go there, never
 * to the current ones.
 *
 * @param tokens the worst case in tokens
 * @param money the worst case in money, zero where nothing is priced
 * @param windows the windows it was taken in
 * @param chargePeriod the month it was taken in, yyyy-MM
 * @param open whether it still reserves
 */
public record Hold(
    long tokens, BigDecimal money, List<HeldWindow> windows, String chargePeriod, boolean open) {
  public Hold {
    windows = List.copyOf(windows);
  }

  /** The hold closed. */
  public Hold closed() {
    return new Hold(tokens, money, windows, chargePeriod, false);
  }

  /**
   * A part of the hold.
   *
   * @param window the window
   * @param amount what it reserves there
   */
  public record HeldWindow(WindowKey window, BigDecimal amount) {}
}
