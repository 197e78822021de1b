package dev.barnabas.topics;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for bytes of a stranger: all collections of one value together may claim at most as
 * many items as the value has bytes, so a few bytes cannot ask for gigabytes or for hours. Lengths
 * of texts and byte strings are held against what is left by the decoder that this one wraps.
 */
final class PayloadDecoder extends Decoder {
  private final BinaryDecoder decoder;
  private final int end;
  private int itemsLeft;

  /** Reads {@code bytes} from {@code offset} to the end. */
  PayloadDecoder(byte[] bytes, int offset) {
    this.decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    this.end = bytes.length;
    this.itemsLeft = bytes.length - offset;
  }

  /** Offset of the next byte in the value. */
  int position() {
    return end - decoder.remainingBytes();
  }

  @Override
  public long readArrayStart() throws IOException {
    return counted(decoder.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return counted(decoder.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return counted(decoder.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return counted(decoder.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return counted(decoder.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return counted(decoder.skipMap());
  }

  private long counted(long count) {
    if (count < 0 || count > itemsLeft) {
      throw new SystemLimitException("collection longer than the value");
    }
    itemsLeft -= (int) count;
    return count;
  }

  @Override
  public void readNull() throws IOException {
    decoder.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return decoder.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return decoder.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return decoder.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return decoder.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return decoder.readDouble();
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return decoder.readString(old);
  }

  @Override
  public String readString() throws IOException {
    return decoder.readString();
  }

  @Override
  public void skipString() throws IOException {
    decoder.skipString();
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    return decoder.readBytes(old);
  }

  @Override
  public void skipBytes() throws IOException {
    decoder.skipBytes();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    decoder.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    decoder.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return decoder.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return decoder.readIndex();
  }
}
