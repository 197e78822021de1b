package dev.barnabas.topics;

import java.io.IOException;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * A decoder for bytes of a stranger: all collections of one value together may claim at most as
 * many items as the value has bytes, so a few bytes cannot ask for gigabytes or for hours. Lengths
 * of texts and byte strings are held against what is left by the decoder itself.
 */
final class PayloadDecoder extends BinaryDecoder {
  private final long maxItems;
  private final int end;
  private long items;

  private PayloadDecoder(int length, int end) {
    this.maxItems = length;
    this.end = end;
  }

  /** Reads {@code bytes} from {@code offset} to the end. */
  static PayloadDecoder of(byte[] bytes, int offset) {
    PayloadDecoder decoder = new PayloadDecoder(bytes.length - offset, bytes.length);
    DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
    return decoder;
  }

  /** Offset of the next byte in the value. */
  int position() {
    return end - remainingBytes();
  }

  @Override
  protected long doReadItemCount() throws IOException {
    return counted(super.doReadItemCount());
  }

  @Override
  public long skipArray() throws IOException {
    return counted(super.skipArray());
  }

  @Override
  public long skipMap() throws IOException {
    return counted(super.skipMap());
  }

  private long counted(long count) {
    if (count < 0 || count > maxItems - items) {
      throw new SystemLimitException("collection longer than the value");
    }
    items += count;
    return count;
  }
}
