package dev.barnabas.client;

/** A listener at work. Closing ends it within five seconds; a receiver at work finishes first. */
public interface Listening extends AutoCloseable {
  @Override
  void close();
}
