package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Original;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.RedactionOutcome;
import dev.barnabas.redaction.Role;
import dev.barnabas.redaction.SlotKind;
import dev.barnabas.redaction.TextSlot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Redacts the sealed original for one partner, at each dispatch anew. Pure but for the engine's own
 * counters.
 */
public final class Redacting {
  private final RedactionEngine engine;

  /**
   * @param engine the engine
   */
  public Redacting(RedactionEngine engine) {
    this.engine = engine;
  }

  /**
   * Redacts a request.
   *
   * @param original what the tenant wrote
   * @param policy what the partner may not read
   */
  public RedactingOutcome redact(Original original, CompiledPolicy policy) {
    List<TextSlot> slots = new ArrayList<>();
    ContentWalk.walk(
        original,
        (role, json, text) -> {
          slots.add(
              new TextSlot(
                  Integer.toString(slots.size()),
                  Role.valueOf(role.toUpperCase(Locale.ROOT)),
                  json ? SlotKind.JSON : SlotKind.PROSE,
                  text));
          return text;
        });
    return switch (engine.redact(slots, policy)) {
      case RedactionOutcome.Redacted redacted -> {
        Iterator<String> texts = redacted.texts().iterator();
        Original clean = ContentWalk.walk(original, (role, json, text) -> texts.next());
        yield new RedactingOutcome.Clean(
            clean, redacted.vault().toBytes(), redacted.report().counts());
      }
      case RedactionOutcome.Blocked blocked ->
          blocked.code().equals(RedactionOutcome.PII_BLOCKED)
              ? new RedactingOutcome.Blocked()
              : new RedactingOutcome.Failed();
    };
  }
}
