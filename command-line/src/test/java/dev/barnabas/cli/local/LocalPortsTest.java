package dev.barnabas.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class LocalPortsTest {
  @Test
  void aTakenPortIsNamedWithWhatItIsWantedFor() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalPorts ports = LocalPorts.of(other.getLocalPort(), 0, 0);

      assertThat(ports.problems())
          .singleElement()
          .asString()
          .contains(Integer.toString(other.getLocalPort()))
          .contains("Kafka");
    }
  }

  @Test
  void aPortWantedTwiceIsNamed() {
    int port = LocalPorts.free().kafka();

    assertThat(LocalPorts.of(0, port, port).problems())
        .singleElement()
        .asString()
        .contains("schema registry")
        .contains("broker-app");
  }

  @Test
  void zeroTakesFreePorts() {
    assertThat(LocalPorts.of(0, 0, 0).problems()).isEmpty();
  }

  @Test
  void theOtherAppsComeAfterBrokerAppButNotAtTheRegistrysPort() {
    int broker = LocalPorts.free().broker();

    LocalPorts ports = LocalPorts.of(0, 0, broker);

    assertThat(ports.worker()).isEqualTo(broker + 2);
    assertThat(ports.metering()).isEqualTo(broker + 3);
  }
}
