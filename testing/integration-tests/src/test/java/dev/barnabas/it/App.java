package dev.barnabas.it;

/** The processes of Barnabas, in the order in which they are started. */
enum App {
  BROKER("broker-app", "dev.barnabas.broker.app.BrokerMain"),
  WORKER("worker-app", "dev.barnabas.worker.app.WorkerMain"),
  METERING("metering-stream", "dev.barnabas.metering.app.MeteringMain");

  private final String processName;
  private final String mainClass;

  App(String processName, String mainClass) {
    this.processName = processName;
    this.mainClass = mainClass;
  }

  String processName() {
    return processName;
  }

  String mainClass() {
    return mainClass;
  }
}
