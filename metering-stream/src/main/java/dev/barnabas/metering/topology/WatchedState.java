package dev.barnabas.metering.topology;

import dev.barnabas.metering.anomalies.Baseline;
import dev.barnabas.metering.anomalies.CoolDown;
import dev.barnabas.metering.anomalies.Evidence;
import dev.barnabas.metering.anomalies.Evidence.Month;
import dev.barnabas.metering.anomalies.Evidence.Share;
import dev.barnabas.metering.anomalies.Evidence.Step;
import dev.barnabas.metering.anomalies.Evidence.Versions;
import dev.barnabas.metering.anomalies.Run;
import dev.barnabas.metering.anomalies.Watched;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * What is remembered of a subject, as the state store keeps it: a version byte, when it was
 * touched, the cool-downs, then a byte for the kind of evidence and its fields in order. About 90
 * bytes for a mean.
 */
final class WatchedState {

  private static final int VERSION = 1;
  private static final int STEP = 1;
  private static final int SHARE = 2;
  private static final int VERSIONS = 3;
  private static final int MONTH = 4;

  private WatchedState() {}

  static byte[] encode(Watched watched) {
    var bytes = new ByteArrayOutputStream(128);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(watched.touchedAt().toEpochMilli());
      out.writeByte(watched.coolDowns().size());
      for (var coolDown : watched.coolDowns().entrySet()) {
        out.writeUTF(coolDown.getKey());
        out.writeLong(coolDown.getValue().raisedAt().toEpochMilli());
        out.writeInt(coolDown.getValue().withheld());
      }
      switch (watched.evidence()) {
        case Step step -> writeStep(out, step);
        case Share share -> writeShare(out, share);
        case Versions versions -> writeVersions(out, versions);
        case Month month -> writeMonth(out, month);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws StreamsException if the state is of a version this program does not know
   */
  static Watched decode(byte[] state) {
    try (var in = new DataInputStream(new ByteArrayInputStream(state))) {
      StateVersions.require(VERSION, in.readUnsignedByte(), AnomalyMemory.STORE);
      var touchedAt = Instant.ofEpochMilli(in.readLong());
      return new Watched(touchedAt, readCoolDowns(in), readEvidence(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the subject was touched, without reading the rest. */
  static long touchedAt(byte[] state) {
    StateVersions.require(VERSION, state[0], AnomalyMemory.STORE);
    return ByteBuffer.wrap(state).getLong(1);
  }

  private static SortedMap<String, CoolDown> readCoolDowns(DataInputStream in) throws IOException {
    int size = in.readUnsignedByte();
    var coolDowns = new TreeMap<String, CoolDown>();
    for (int i = 0; i < size; i++) {
      String name = in.readUTF();
      coolDowns.put(name, new CoolDown(Instant.ofEpochMilli(in.readLong()), in.readInt()));
    }
    return coolDowns;
  }

  private static Evidence readEvidence(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case STEP -> readStep(in);
      case SHARE -> new Share(in.readLong(), in.readDouble(), readRun(in));
      case VERSIONS -> readVersions(in);
      case MONTH -> readMonth(in);
      default ->
          throw new StreamsException(
              "store " + AnomalyMemory.STORE + " holds evidence of an unknown kind: " + kind);
    };
  }

  private static void writeStep(DataOutputStream out, Step step) throws IOException {
    out.writeByte(STEP);
    out.writeLong(step.baseline().count());
    out.writeDouble(step.baseline().mean());
    out.writeDouble(step.baseline().variance());
    writeRun(out, step.up());
    writeRun(out, step.down());
  }

  private static Step readStep(DataInputStream in) throws IOException {
    var baseline = new Baseline(in.readLong(), in.readDouble(), in.readDouble());
    return new Step(baseline, readRun(in), readRun(in));
  }

  private static void writeShare(DataOutputStream out, Share share) throws IOException {
    out.writeByte(SHARE);
    out.writeLong(share.count());
    out.writeDouble(share.share());
    writeRun(out, share.up());
  }

  private static void writeVersions(DataOutputStream out, Versions versions) throws IOException {
    out.writeByte(VERSIONS);
    out.writeByte(versions.seen().size());
    for (var seen : versions.seen()) {
      out.writeUTF(seen.version());
      out.writeLong(seen.calls());
    }
  }

  private static Versions readVersions(DataInputStream in) throws IOException {
    int size = in.readUnsignedByte();
    var seen = new ArrayList<Versions.Seen>(size);
    for (int i = 0; i < size; i++) {
      seen.add(new Versions.Seen(in.readUTF(), in.readLong()));
    }
    return new Versions(seen);
  }

  private static void writeMonth(DataOutputStream out, Month month) throws IOException {
    out.writeByte(MONTH);
    out.writeUTF(month.month().toString());
    out.writeLong(month.since().toEpochMilli());
    out.writeUTF(month.charge().toPlainString());
    out.writeLong(month.tokens());
    out.writeLong(month.calls());
    out.writeLong(month.unpricedCalls());
  }

  private static Month readMonth(DataInputStream in) throws IOException {
    return new Month(
        YearMonth.parse(in.readUTF()),
        Instant.ofEpochMilli(in.readLong()),
        new BigDecimal(in.readUTF()),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void writeRun(DataOutputStream out, Run run) throws IOException {
    out.writeDouble(run.evidence());
    out.writeInt(run.length());
    out.writeDouble(run.sum());
  }

  private static Run readRun(DataInputStream in) throws IOException {
    return new Run(in.readDouble(), in.readInt(), in.readDouble());
  }
}
