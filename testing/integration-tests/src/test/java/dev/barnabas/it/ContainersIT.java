package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The apps against Kafka in a container, as another team would run it. */
class ContainersIT {
  private static final String IMAGE = "apache/kafka:4.3.1";

  @TempDir Path directory;

  @BeforeEach
  void needDocker() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      NotRun.because(ContainersIT.class, "no Docker engine");
    }
    boolean absent =
        DockerClientFactory.lazyClient()
            .listImagesCmd()
            .withReferenceFilter(IMAGE)
            .exec()
            .isEmpty();
    if (absent) {
      NotRun.because(ContainersIT.class, "no image " + IMAGE + "; docker pull it");
    }
  }

  @Test
  void answersOverKafkaInAContainer() throws Exception {
    try (KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(IMAGE))) {
      kafka.start();
      try (RunningHouse house = RunningHouse.start(directory, kafka.getBootstrapServers());
          BarnabasClient client = house.client()) {
        InferenceResponse response =
            client
                .submit(
                    RequestBuilder.of("acme", RunningHouse.MODEL)
                        .correlationId("container-1")
                        .prompt("Write to jane.doe@example.org, please.")
                        .build())
                .get(60, TimeUnit.SECONDS);

        assertThat(response.getStatus()).as(house::logs).isEqualTo(TerminalStatus.COMPLETED);
        assertThat(response.getCorrelationId()).isEqualTo("container-1");
        assertThat(response.getContent()).contains("jane.doe@example.org");
        assertThat(response.getRedactions()).containsEntry("EMAIL", 1);
      }
    }
  }
}
