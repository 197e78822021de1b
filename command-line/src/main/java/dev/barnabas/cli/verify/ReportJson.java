package dev.barnabas.cli.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report as JSON for programs. */
public final class ReportJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ReportJson() {}

  /** The whole report, every violation in it, on one line. */
  public static String of(VerifyReport report) {
    ObjectNode json =
        JSON.createObjectNode().put("passed", report.passed()).put("records", report.records());
    var promises = json.putArray("promises");
    for (PromiseReport promise : report.promises()) {
      ObjectNode node =
          promises
              .addObject()
              .put("id", promise.id())
              .put("title", promise.title())
              .put("outcome", promise.outcome().name());
      ObjectNode examined = node.putObject("examined");
      promise.examined().forEach(e -> examined.put(e.what(), e.count()));
      var violations = node.putArray("violations");
      for (Violation violation : promise.violations()) {
        Coordinates where = violation.where();
        violations
            .addObject()
            .put("code", violation.code())
            .put("message", violation.message())
            .put("where", where == null ? null : where.toString())
            .put("subject", violation.subject());
      }
      var notes = node.putArray("notes");
      promise.notes().forEach(notes::add);
    }
    return json.toString();
  }
}
