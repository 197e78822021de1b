package dev.barnabas.adapter.http;

/** What became of a body that was received. */
sealed interface ReceivedBody {

  /** All of its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Whole(byte[] bytes) implements ReceivedBody {}

  /** A stream was read to its end. */
  record Read(StreamStep.End end) implements ReceivedBody {}
}
