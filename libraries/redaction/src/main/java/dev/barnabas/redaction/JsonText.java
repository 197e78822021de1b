package dev.barnabas.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/** JSON as text: is it, and how is a value written inside one of its strings. */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Says whether characters begin and end as a JSON object or array does. */
  static boolean bracketed(char[] chars, int from, int to) {
    int first = from;
    int last = to - 1;
    while (first < last && whitespace(chars[first])) {
      first++;
    }
    if (first >= last || (chars[first] != '{' && chars[first] != '[')) {
      return false;
    }
    while (last > first && whitespace(chars[last])) {
      last--;
    }
    return chars[last] == (chars[first] == '{' ? '}' : ']');
  }

  /** Says whether a text is exactly one JSON value. */
  static boolean valid(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return false;
      }
      if (first.isStructStart()) {
        parser.skipChildren();
        if (!parser.currentToken().isStructEnd()) {
          return false;
        }
      } else {
        parser.finishToken();
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean whitespace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  static String escape(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }
}
