package dev.barnabas.metering.topology;

import dev.barnabas.metering.totals.Totals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Totals as the state store keeps them: a version byte, then the fields in order. It needs no
 * registry, so a restart without one reads its own state.
 */
final class TotalsState {

  private static final int VERSION = 1;

  private TotalsState() {}

  static byte[] encode(Totals totals) {
    var bytes = new ByteArrayOutputStream(128);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(totals.calls());
      out.writeLong(totals.unknownCalls());
      out.writeLong(totals.unpricedCalls());
      out.writeLong(totals.tokensCharged());
      writeDecimal(out, totals.providerCost());
      writeDecimal(out, totals.tenantCharge());
      out.writeLong(totals.updatedAt().toEpochMilli());
      out.writeInt(totals.quantities().size());
      for (var quantity : totals.quantities().entrySet()) {
        out.writeUTF(quantity.getKey());
        writeDecimal(out, quantity.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws StreamsException if the state is of a version this program does not know
   */
  static Totals decode(byte[] state) {
    try (var in = new DataInputStream(new ByteArrayInputStream(state))) {
      StateVersions.require(VERSION, in.readUnsignedByte(), MeteringStores.TOTALS);
      long calls = in.readLong();
      long unknownCalls = in.readLong();
      long unpricedCalls = in.readLong();
      long tokensCharged = in.readLong();
      var providerCost = readDecimal(in);
      var tenantCharge = readDecimal(in);
      var updatedAt = Instant.ofEpochMilli(in.readLong());
      return new Totals(
          calls,
          unknownCalls,
          unpricedCalls,
          readQuantities(in),
          tokensCharged,
          providerCost,
          tenantCharge,
          updatedAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, BigDecimal> readQuantities(DataInputStream in)
      throws IOException {
    int size = in.readInt();
    var quantities = new TreeMap<String, BigDecimal>();
    for (int i = 0; i < size; i++) {
      quantities.put(in.readUTF(), readDecimal(in));
    }
    return quantities;
  }

  private static void writeDecimal(DataOutputStream out, BigDecimal decimal) throws IOException {
    var unscaled = decimal.setScale(Totals.SCALE).unscaledValue().toByteArray();
    out.writeByte(unscaled.length);
    out.write(unscaled);
  }

  private static BigDecimal readDecimal(DataInputStream in) throws IOException {
    return new BigDecimal(new BigInteger(in.readNBytes(in.readUnsignedByte())), Totals.SCALE);
  }
}
