package dev.barnabas.process;

/** How a Barnabas process ends; the numbers from 64 on are those of BSD's sysexits. */
public final class ExitCodes {

  /** Told to stop, and everything was stopped. */
  public static final int ORDERLY = 0;

  /** The command line is wrong. */
  public static final int USAGE = 64;

  /** Something that Barnabas needs is not there: Kafka, the registry, a topic. */
  public static final int UNAVAILABLE = 69;

  /** A bug: an exception that nobody expected. */
  public static final int BUG = 70;

  /** Told to stop, and the bound passed before everything was stopped. */
  public static final int STOP_INCOMPLETE = 75;

  /** The configuration is wrong. */
  public static final int CONFIGURATION = 78;

  private ExitCodes() {}
}
