package dev.barnabas.bench.pool;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this JVM says of itself. Any thread. */
final class OwnProcess {
  private static final Path STATUS = Path.of("/proc/self/status");

  private OwnProcess() {}

  /** CPU time of all its threads, the compiler's and the collector's too, in nanoseconds. */
  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Bytes that all threads have allocated on the heap, ended ones too. */
  static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }

  /** Bytes in use on the heap after a full collection. */
  static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Java threads that the operating system runs; virtual threads are not among them. */
  static int platformThreads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Bytes of memory that the process holds; -1 where the system does not say. */
  static long residentBytes() {
    return status("VmRSS:") * 1_024;
  }

  /** All threads of the process, the JVM's own too; -1 where the system does not say. */
  static long systemThreads() {
    return status("Threads:");
  }

  private static long status(String field) {
    if (!Files.exists(STATUS)) {
      return -1;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
