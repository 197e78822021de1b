package dev.barnabas.broker.request;

/**
 * What of a tenant is parked in a lane.
 *
 * @param requests how many requests
 * @param bytes what they weigh, sealed
 */
public record Parked(long requests, long bytes) {
  /** Nothing. */
  public static final Parked NONE = new Parked(0, 0);

  /** With one more. */
  public Parked with(Waiting place) {
    return new Parked(requests + 1, bytes + place.bytes());
  }

  /** With one less. */
  public Parked without(Waiting place) {
    return new Parked(requests - 1, bytes - place.bytes());
  }

  /** Both together. */
  public Parked plus(Parked other) {
    return new Parked(requests + other.requests, bytes + other.bytes);
  }
}
