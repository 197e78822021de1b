package dev.barnabas.process;

import java.util.Set;

/**
 * The keys that a log line may have. A key that is not here is left out of the line, and the line
 * says which were: so no value of a new key reaches a log before somebody has decided that it may.
 *
 * <p>Ids, names from the configuration, counts, sizes, times and Kafka coordinates belong here.
 * Texts of requests and answers, headers, keys, secrets and anything that a tenant writes freely do
 * not.
 */
final class LogKeys {

  static final Set<String> ALLOWED =
      Set.of(
          // who and which
          "tenant",
          "tenantId",
          "partner",
          "partners",
          "model",
          "alias",
          "route",
          "variant",
          "adapter",
          "lane",
          "pool",
          "attempt",
          "attemptId",
          "callId",
          "provider",
          "entity",
          "policy",
          // Kafka
          "topic",
          "topics",
          "partition",
          "partitions",
          "offset",
          "offsets",
          "group",
          "member",
          "task",
          "store",
          "bootstrap",
          "clusterId",
          "schemaId",
          "schema_id",
          "startLimit",
          "handedBackBelow",
          "position",
          "committed",
          "unfinished",
          "lag",
          // what happened
          "kind",
          "status",
          "code",
          "reasonCode",
          "state",
          "from",
          "to",
          "action",
          "exitCode",
          "clean",
          "field",
          "path",
          "pointer",
          "keyword",
          "error",
          "errors",
          "reason",
          "failure",
          "at",
          // how much and how long
          "count",
          "limit",
          "bytes",
          "characters",
          "tries",
          "millis",
          "seconds",
          "ttl",
          "bound",
          "inFlight",
          "retryAfter",
          // configuration and process
          "configSha256",
          "sha256",
          "configuration",
          "line",
          "last_key_used",
          "version",
          "file",
          "child",
          "pid",
          "port",
          "url",
          "thread",
          "process");

  private LogKeys() {}
}
