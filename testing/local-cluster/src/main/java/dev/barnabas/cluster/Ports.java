package dev.barnabas.cluster;

import dev.barnabas.cluster.FreePorts.TakenPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of a local installation, all on the loopback address.
 *
 * @param kafka the broker's listener
 * @param controller the broker's controller listener, used by nobody else
 * @param registry the schema registry's HTTP port
 * @param management broker-app's management port
 */
public record Ports(int kafka, int controller, int registry, int management) {

  public Ports {
    check("kafka", kafka);
    check("controller", controller);
    check("registry", registry);
    check("management", management);
  }

  /** 9092, 8081 and 8080, with a random port for the controller. */
  public static Ports standard() {
    return new Ports(9092, FreePorts.random(), 8081, 8080);
  }

  /** Four free ports. */
  public static Ports random() {
    List<Integer> ports = FreePorts.random(4);
    return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
  }

  /** Those that another program listens on. */
  public List<TakenPort> taken() {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put("Kafka", kafka);
    wanted.put("Kafka controller", controller);
    wanted.put("schema registry", registry);
    wanted.put("management", management);
    return FreePorts.taken(wanted);
  }

  private static void check(String name, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "%s: port %d is not from 1 to 65535".formatted(name, port));
    }
  }
}
