package dev.barnabas.cli.local;

/** The apps, in the order in which they are started. */
enum AppCommand {
  BROKER("broker-app", "dev.barnabas.broker.app.BrokerMain"),
  WORKER("worker-app", "dev.barnabas.worker.app.WorkerMain"),
  METERING("metering-stream", "dev.barnabas.metering.app.MeteringMain");

  private final String processName;
  private final String mainClass;

  AppCommand(String processName, String mainClass) {
    this.processName = processName;
    this.mainClass = mainClass;
  }

  String processName() {
    return processName;
  }

  String mainClass() {
    return mainClass;
  }

  int port(LocalPorts ports) {
    return switch (this) {
      case BROKER -> ports.broker();
      case WORKER -> ports.worker();
      case METERING -> ports.metering();
    };
  }
}
