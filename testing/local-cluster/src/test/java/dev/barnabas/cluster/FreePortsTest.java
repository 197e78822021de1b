package dev.barnabas.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void findsDistinctPortsBelowThoseOfOutgoingConnections() {
    List<Integer> ports = FreePorts.random(8);

    assertThat(ports).hasSize(8).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
  }

  @Test
  void saysWhichPortIsTakenAndForWhatItWasWanted() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(FreePorts.isFree(port)).isFalse();
      assertThat(FreePorts.taken(Map.of("schema registry", port)))
          .extracting(FreePorts.TakenPort::toString)
          .containsExactly("port %d (schema registry) is taken by another program".formatted(port));
    }
  }

  @Test
  void refusesAPortThatIsNone() {
    assertThatThrownBy(() -> new Ports(9092, 9093, 70_000, 8080))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("registry: port 70000 is not from 1 to 65535");
  }
}
