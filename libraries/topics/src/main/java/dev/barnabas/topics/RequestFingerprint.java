package dev.barnabas.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.ResponseFormat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same: model, content, parameters, tools, form, user and class; not
 * deadline, priority, tags, trace, signature, schema id or the order of a map, so that an honest
 * retry never conflicts. The form is versioned: its version is the first thing hashed. Pure; any
 * thread.
 */
public final class RequestFingerprint {
  /** The version of the canonical form. */
  public static final String VERSION = "1";

  private final MessageDigest digest = sha256();

  private RequestFingerprint() {}

  /** SHA-256, hex, over the length-prefixed canonical form. */
  public static String of(InferenceRequest request) {
    RequestFingerprint form = new RequestFingerprint();
    form.add(VERSION).add(request.getModelId()).add(request.getMetadata().getUserId());
    form.add(request.getClassification());
    if (request.getPrompt() != null) {
      form.add("1").message("user", request.getPrompt());
    } else {
      form.messages(request.getMessages());
    }
    form.parameters(request.getParameters());
    form.add(Integer.toString(request.getTools().size()));
    request
        .getTools()
        .forEach(t -> form.add(t.getName()).add(t.getDescription()).add(t.getParametersSchema()));
    form.format(request.getResponseFormat());
    return HexFormat.of().formatHex(form.digest.digest());
  }

  /** The same in an earlier version of the form; empty for a version that there never was. */
  public static Optional<String> of(InferenceRequest request, String version) {
    return version.equals(VERSION) ? Optional.of(of(request)) : Optional.empty();
  }

  private void messages(List<Message> messages) {
    add(Integer.toString(messages.size()));
    for (Message m : messages) {
      boolean plain =
          m.getParts().isEmpty()
              && m.getToolCalls().isEmpty()
              && m.getName() == null
              && m.getToolCallId() == null;
      if (plain) {
        message(m.getRole(), m.getContent());
        continue;
      }
      add("full").add(m.getRole()).add(m.getContent()).add(m.getName()).add(m.getToolCallId());
      add(Integer.toString(m.getParts().size()));
      m.getParts()
          .forEach(
              p -> add(p.getType()).add(p.getText()).add(p.getDataRef()).add(p.getMediaType()));
      add(Integer.toString(m.getToolCalls().size()));
      m.getToolCalls().forEach(c -> add(c.getId()).add(c.getName()).add(c.getArguments()));
    }
  }

  private void message(String role, @Nullable String content) {
    add("plain").add(role).add(content);
  }

  private void parameters(Parameters p) {
    add(text(p.getMaxTokens()))
        .add(text(p.getTemperature()))
        .add(text(p.getTopP()))
        .add(text(p.getSeed()));
    add(Integer.toString(p.getStop().size()));
    p.getStop().forEach(this::add);
    add(Integer.toString(p.getPassThrough().size()));
    new TreeMap<>(p.getPassThrough()).forEach((name, value) -> add(name).add(value));
  }

  private void format(@Nullable ResponseFormat format) {
    if (format == null) {
      add((String) null);
    } else {
      add(format.getType()).add(format.getSchemaName()).add(format.getSchemaText());
      add(Boolean.toString(format.getStrict()));
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private RequestFingerprint add(@Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
    digest.update(bytes);
    return this;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
