package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Coordinates;

/**
 * Which record each partition is working on, remembered beyond the death of the thread or the
 * process that worked: a record that was the end of one is known when it is read again. A partition
 * is asked about by one thread at a time.
 */
public interface UnfinishedRecords {

  /**
   * Notes that work on a record begins. If work on another, or on this one, was begun and never
   * {@linkplain #finished finished}, that record counts as the end of it.
   *
   * @param partition the home partition
   * @param read where the record was read
   * @return how many times this record was the end of it before
   */
  int begin(int partition, Coordinates read);

  /** Notes that the partition works on no record. */
  void finished(int partition);
}
