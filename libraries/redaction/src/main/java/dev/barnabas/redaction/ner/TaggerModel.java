package dev.barnabas.redaction.ner;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Weights and gazetteer of the tagger. In the file, only weights other than zero stand, as gaps
 * between their places and half-precision floats.
 */
public final class TaggerModel {

  /** Rows of weights; a power of two. */
  public static final int ROWS = 1 << 18;

  private static final int MAGIC = 0xBA27AB01;

  private final float[] weights;
  private final PackedWeights packed;
  private final Gazetteer gazetteer;

  /**
   * A model.
   *
   * @param weights {@link #ROWS} rows of {@link Tags#COUNT}
   * @param gazetteer what is known of words
   */
  public TaggerModel(float[] weights, Gazetteer gazetteer) {
    this.weights = weights;
    this.packed = new PackedWeights(weights);
    this.gazetteer = gazetteer;
  }

  PackedWeights packed() {
    return packed;
  }

  Gazetteer gazetteer() {
    return gazetteer;
  }

  /** Writes the model; the caller closes the stream. */
  public void write(OutputStream out) throws IOException {
    GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16);
    DataOutputStream data = new DataOutputStream(zipped);
    data.writeInt(MAGIC);
    int count = 0;
    for (float weight : weights) {
      count += weight == 0 ? 0 : 1;
    }
    data.writeInt(count);
    int last = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        int gap = i - last;
        while (gap >= 0x80) {
          data.writeByte((gap & 0x7F) | 0x80);
          gap >>>= 7;
        }
        data.writeByte(gap);
        last = i;
      }
    }
    for (float weight : weights) {
      if (weight != 0) {
        data.writeShort(Float.floatToFloat16(weight));
      }
    }
    gazetteer.write(data);
    data.flush();
    zipped.finish();
  }

  /** Reads what {@link #write} wrote. */
  public static TaggerModel read(InputStream in) throws IOException {
    DataInputStream data =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16));
    if (data.readInt() != MAGIC) {
      throw new IOException("not a model of this version");
    }
    int count = data.readInt();
    int[] places = new int[count];
    int last = -1;
    for (int i = 0; i < count; i++) {
      int gap = 0;
      int shift = 0;
      int part;
      do {
        part = data.readUnsignedByte();
        gap |= (part & 0x7F) << shift;
        shift += 7;
      } while (part >= 0x80);
      last += gap;
      places[i] = last;
    }
    float[] weights = new float[ROWS * Tags.COUNT];
    for (int place : places) {
      weights[place] = Float.float16ToFloat(data.readShort());
    }
    return new TaggerModel(weights, Gazetteer.read(data));
  }
}
