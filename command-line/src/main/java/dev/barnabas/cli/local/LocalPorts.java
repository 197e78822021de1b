package dev.barnabas.cli.local;

import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.FreePorts.TakenPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of an installation, all on the loopback address.
 *
 * @param kafka the broker
 * @param controller the broker's controller
 * @param registry the schema registry
 * @param broker management of broker-app
 * @param worker management of worker-app
 * @param metering management of metering-stream
 * @param emulator the provider emulator
 */
public record LocalPorts(
    int kafka, int controller, int registry, int broker, int worker, int metering, int emulator) {
  /** Where Kafka listens under `up` when nothing is said. */
  public static final int KAFKA = 9092;

  /** Where the registry listens under `up` when nothing is said. */
  public static final int REGISTRY = 8081;

  /** All free ones. */
  public static LocalPorts free() {
    List<Integer> ports = FreePorts.random(7);
    return new LocalPorts(
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        ports.get(5),
        ports.get(6));
  }

  /**
   * Wanted ones, where 0 is a free one. The workers and metering-stream take the second and third
   * port after broker-app's, because the first is the registry's by default; free ones where these
   * are taken.
   */
  public static LocalPorts of(int kafka, int registry, int management) {
    LocalPorts free = free();
    return new LocalPorts(
        kafka == 0 ? free.kafka : kafka,
        free.controller,
        registry == 0 ? free.registry : registry,
        management == 0 ? free.broker : management,
        beside(management, 2, free.worker),
        beside(management, 3, free.metering),
        free.emulator);
  }

  private static int beside(int management, int distance, int otherwise) {
    return management != 0 && FreePorts.isFree(management + distance)
        ? management + distance
        : otherwise;
  }

  /** What is wrong with them, a sentence each: taken by others, or wanted twice. */
  public List<String> problems() {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put("Kafka", kafka);
    wanted.put("schema registry", registry);
    wanted.put("health and metrics of broker-app", broker);
    List<String> problems = new ArrayList<>();
    Map<Integer, String> seen = new LinkedHashMap<>();
    wanted.forEach((purpose, port) -> {
      String other = seen.putIfAbsent(port, purpose);
      if (other != null) {
        problems.add("port %d is wanted twice: %s and %s".formatted(port, other, purpose));
      }
    });
    FreePorts.taken(wanted).stream().map(TakenPort::toString).forEach(problems::add);
    return problems;
  }
}
