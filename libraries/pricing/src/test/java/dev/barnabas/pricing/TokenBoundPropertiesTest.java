package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The bound against the published encodings of GPT models. */
class TokenBoundPropertiesTest {

  private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();
  private static final List<Encoding> ENCODINGS =
      List.of(
          REGISTRY.getEncoding(EncodingType.O200K_BASE),
          REGISTRY.getEncoding(EncodingType.CL100K_BASE));

  record Turn(String role, String text) {}

  record Field(String name, String about) {}

  @Property
  void boundsATextByItsBytes(@ForAll("texts") String text) {
    assertThat(tokens(text)).isLessThanOrEqualTo(PromptSize.textBytes(text));
    assertThat(tokens(Normalizer.normalize(text, Normalizer.Form.NFKC)))
        .isLessThanOrEqualTo(PromptSize.textBytes(text));
  }

  /** Three tokens around each message and three before the reply, as OpenAI publishes. */
  @Property
  void boundsAConversationWithItsOverhead(@ForAll("turns") List<Turn> turns) {
    long counted = 3;
    long bytes = 0;
    for (var turn : turns) {
      counted += 3 + tokens(turn.role()) + tokens(turn.text());
      bytes += PromptSize.textBytes(turn.role()) + PromptSize.textBytes(turn.text());
    }
    var size = new PromptSize(bytes, turns.size(), 0, 0, 0);

    for (var family : TokenFamily.values()) {
      assertThat(family.bound().promptTokens(size)).as("%s", family).isGreaterThan(counted);
    }
  }

  @Property
  void boundsASchemaHoweverItIsWrittenAnew(@ForAll("fields") List<Field> fields) {
    var compact = schema(fields, "", "");
    var indented = schema(fields, "\n", "        ");

    assertThat(tokens(compact)).isLessThanOrEqualTo(PromptSize.jsonBytes(compact));
    assertThat(tokens(indented)).isLessThanOrEqualTo(PromptSize.jsonBytes(compact));
    assertThat(tokens(escaped(indented))).isLessThanOrEqualTo(PromptSize.jsonBytes(compact));
  }

  @Example
  void countsTheFormThatACharacterMayBecome() {
    assertThat(PromptSize.utf8Bytes("\uFDFA")).isEqualTo(3);
    assertThat(PromptSize.textBytes("\uFDFA")).isEqualTo(33);
    assertThat(PromptSize.textBytes("plain")).isEqualTo(5);
  }

  @Example
  void neverBoundsAPromptAboveTheContextWindow() {
    var bound = TokenFamily.OPENAI.bound().withContextWindow(128_000L);
    var file = new PromptSize(10, 1, 0, 0, 1);

    assertThat(bound.promptTokens(file)).isEqualTo(128_000);
    assertThat(bound.promptTokens(PromptSize.ofText("hi"))).isEqualTo(138);
    assertThat(bound.covering(file, 130_000).promptTokens(file)).isGreaterThanOrEqualTo(130_000);
  }

  @Example
  void takesTheFamilyOfAnAdapter() {
    assertThat(TokenFamily.ofAdapter("openai")).isEqualTo(TokenFamily.OPENAI);
    assertThat(TokenFamily.ofAdapter("Anthropic")).isEqualTo(TokenFamily.ANTHROPIC);
    assertThat(TokenFamily.ofAdapter("company.adapter")).isEqualTo(TokenFamily.GENERIC);
  }

  /** The most of the two encodings, which take half a surrogate pair for what replaces it. */
  private static long tokens(String text) {
    var wellFormed = text.replaceAll("\\p{Cs}", "\uFFFD");
    return ENCODINGS.stream()
        .mapToLong(encoding -> encoding.countTokensOrdinary(wellFormed))
        .max()
        .orElseThrow();
  }

  private static String schema(List<Field> fields, String newline, String indent) {
    var json = new StringBuilder("{" + newline + indent + "\"properties\":{");
    for (int i = 0; i < fields.size(); i++) {
      json.append(i == 0 ? "" : ",")
          .append(newline)
          .append(indent.repeat(2))
          .append('"')
          .append(fields.get(i).name())
          .append("\":")
          .append(newline.isEmpty() ? "" : " ")
          .append("{\"description\":\"")
          .append(fields.get(i).about())
          .append("\"}");
    }
    return json.append(newline).append("}").append(newline).append("}").toString();
  }

  private static String escaped(String json) {
    var escaped = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char unit = json.charAt(i);
      escaped.append(
          unit < 0x80 ? String.valueOf(unit) : String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
    return escaped.toString();
  }

  @Provide
  Arbitrary<String> texts() {
    var words =
        Arbitraries.strings().withChars("etaoin shrdlu.,{}[]\":0123456789\n\t").ofMaxLength(300);
    var scripts =
        Arbitraries.strings()
            .withCharRange('\u0400', '\u04FF')
            .withCharRange('\u4E00', '\u4FFF')
            .withCharRange('\uFB50', '\uFDFB')
            .withCharRange('\u2460', '\u24FF')
            .ofMaxLength(100);
    return Arbitraries.oneOf(
        words, scripts, Arbitraries.strings().all().ofMaxLength(100), codePoints());
  }

  private static Arbitrary<String> codePoints() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < 0xD800 || point > 0xDFFF)
        .map(Character::toString)
        .list()
        .ofMaxSize(60)
        .map(points -> String.join("", points));
  }

  @Provide
  Arbitrary<List<Turn>> turns() {
    return Combinators.combine(Arbitraries.of("system", "user", "assistant", "tool"), texts())
        .as(Turn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Field>> fields() {
    var names = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
    var abouts =
        Arbitraries.strings().withCharRange('a', 'z').withChars(" éüß世界🜚").ofMaxLength(60);
    return Combinators.combine(names, abouts).as(Field::new).list().ofMaxSize(8);
  }
}
