package dev.barnabas.broker.topology;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Writes a text of lower-case hexadecimal digits as the bytes they stand for: half the room for
 * keyed hashes, attempt ids and event ids. Every other text is written as it is.
 */
final class HexTexts extends SimpleModule {
  private static final long serialVersionUID = 1;
  private static final int SHORTEST = 16;
  private static final HexFormat HEX = HexFormat.of();

  HexTexts() {
    super("hex-texts");
    addSerializer(new Writing());
    addDeserializer(String.class, new Reading());
  }

  private static boolean isHex(String text) {
    int length = text.length();
    if (length < SHORTEST || length % 2 != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static final class Writing extends StdSerializer<String> {
    private static final long serialVersionUID = 1;

    Writing() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (isHex(text)) {
        out.writeBinary(HEX.parseHex(text));
      } else {
        out.writeString(text);
      }
    }
  }

  private static final class Reading extends StdDeserializer<String> {
    private static final long serialVersionUID = 1;

    Reading() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
          ? HEX.formatHex(in.getBinaryValue())
          : StringDeserializer.instance.deserialize(in, context);
    }
  }
}
