package dev.barnabas.redaction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the placeholders of one request stand for: each placeholder once, each restored value once
 * per type. Immutable.
 */
public final class Vault {

  private static final byte VERSION = 1;
  private static final Vault EMPTY = new Vault(List.of());

  private final List<VaultEntry> entries;
  private volatile @Nullable PlaceholderIndex index;

  private Vault(List<VaultEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * A vault of these entries.
   *
   * @throws IllegalArgumentException if two share a placeholder, or a type and a value
   */
  public static Vault of(List<VaultEntry> entries) {
    Set<String> placeholders = new HashSet<>();
    Set<List<String>> values = new HashSet<>();
    for (VaultEntry entry : entries) {
      boolean unique = placeholders.add(entry.placeholder());
      if (entry.reversible()) {
        unique &= values.add(List.of(entry.type(), entry.value()));
      }
      if (!unique) {
        throw new IllegalArgumentException("two entries for one: " + entry.placeholder());
      }
    }
    return new Vault(entries);
  }

  /** The vault of a request in which nothing was found. */
  public static Vault empty() {
    return EMPTY;
  }

  /** The entries in order of first appearance. */
  public List<VaultEntry> entries() {
    return entries;
  }

  /** Says whether some value was taken out for good, so that an answer cannot get it back. */
  public boolean anyIrreversible() {
    return entries.stream().anyMatch(entry -> !entry.reversible());
  }

  /** A vault of entries that are known to be distinct. */
  static Vault ofDistinct(List<VaultEntry> entries) {
    return entries.isEmpty() ? EMPTY : new Vault(entries);
  }

  /** Made when it is first asked for; of two threads that ask at once, each may make it. */
  PlaceholderIndex index() {
    PlaceholderIndex known = index;
    if (known == null) {
      known = PlaceholderIndex.of(entries);
      index = known;
    }
    return known;
  }

  /** The vault as bytes with a version in front. They hold personal data: seal them. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(entries.size());
      for (VaultEntry entry : entries) {
        writeText(out, entry.placeholder());
        writeText(out, entry.type());
        writeText(out, entry.value());
        writeText(out, entry.provenance().name());
        out.writeBoolean(entry.reversible());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #toBytes()} wrote; empty if the bytes are of another version or broken. */
  public static Optional<Vault> fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      int count = in.readInt();
      List<VaultEntry> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(
            new VaultEntry(
                readText(in),
                readText(in),
                readText(in),
                Role.valueOf(readText(in)),
                in.readBoolean()));
      }
      return in.available() == 0 ? Optional.of(of(entries)) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("length out of range");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vault vault && entries.equals(vault.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Shows the number of entries alone. */
  @Override
  public String toString() {
    return "Vault[" + entries.size() + " entries]";
  }
}
