package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Tick;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.Parsed.Read;
import dev.barnabas.topics.Parsed.SchemaUnknown;
import dev.barnabas.topics.Parsed.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  private final InMemorySchemas schemas = InMemorySchemas.ofProject();
  private final RecordCodec codec = new RecordCodec(schemas);

  @Test
  void readsWhatItWrote() {
    assertThat(codec.decode(codec.encode(Samples.rich()), InferenceRequest.class))
        .isEqualTo(new Read<>(Samples.rich()));
    assertThat(codec.decode(codec.encode(Samples.usage()), UsageEvent.class))
        .isEqualTo(new Read<>(Samples.usage()));
  }

  @Property(tries = 300)
  void readsEveryPromptItWrote(@ForAll String prompt, @ForAll long ttl) {
    String text = wellFormed(prompt);
    InferenceRequest request =
        InferenceRequest.newBuilder(Samples.prompt(text)).setTtlMs(ttl).build();
    assertThat(codec.decode(codec.encode(request), InferenceRequest.class))
        .isEqualTo(new Read<>(request));
  }

  @Test
  void writesAZeroByteTheIdInFourBytesAndTheRecord() {
    byte[] bytes = codec.encode(Samples.prompt("hello"));
    assertThat(bytes[0]).isZero();
    assertThat(RecordCodec.schemaId(bytes)).contains(schemas.idOf(InferenceRequest.SCHEMA$));
    assertThat(codec.typeOf(bytes)).contains("dev.barnabas.schemas.InferenceRequest");
  }

  @Test
  void refusesToWriteASchemaThatNobodyResolved() {
    RecordCodec cold = new RecordCodec(RegistrySchemas.at("http://127.0.0.1:1", Map.of()));
    assertThatThrownBy(() -> cold.encode(Samples.prompt("hello")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("InferenceRequest");
  }

  @Test
  void saysWhyAndWhereBytesAreNoRecord() {
    byte[] good = codec.encode(Samples.prompt("hello"));
    assertUnreadable(null, "NULL_VALUE", "byte 0");
    assertUnreadable(new byte[0], "EMPTY_VALUE", "byte 0");
    assertUnreadable(new byte[] {1, 0, 0, 0, 1, 0}, "BAD_MAGIC", "byte 0");
    assertUnreadable(new byte[] {0, 0, 0}, "TRUNCATED", "byte 3");
    assertUnreadable(Arrays.copyOf(good, good.length + 1), "TRAILING_BYTES", "byte " + good.length);
    assertUnreadable(codec.encode(cancel()), "WRONG_RECORD", "byte 1");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] good = codec.encode(Samples.rich());
    for (int length = 5; length < good.length; length++) {
      assertThat(codec.decode(Arrays.copyOf(good, length), InferenceRequest.class))
          .as("cut to %d bytes", length)
          .isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void holdsAnUnknownSchemaIdOpenInsteadOfRefusingIt() {
    assertThat(codec.decode(new byte[] {0, 0, 0, 3, (byte) 0xe8, 1}, InferenceRequest.class))
        .isEqualTo(new SchemaUnknown<InferenceRequest>(1000));
  }

  @Property(tries = 3000)
  void neverThrowsOnRandomBytes(@ForAll byte[] bytes) {
    assertThat(codec.decode(bytes, InferenceRequest.class)).isNotNull();
    assertThat(codec.decode(withHeader(bytes), InferenceRequest.class)).isNotNull();
    assertThat(codec.decode(withHeader(bytes), Tick.class)).isNotNull();
  }

  @Property(tries = 2000)
  void neverThrowsOnARecordWithOneByteChanged(
      @ForAll @IntRange(min = 0, max = 10_000) int position, @ForAll byte value) {
    byte[] bytes = codec.encode(Samples.rich());
    bytes[position % bytes.length] = value;
    assertThat(codec.decode(bytes, InferenceRequest.class)).isNotNull();
  }

  @Test
  void refusesATextThatClaimsToBeLongerThanTheValue() throws IOException {
    byte[] hostile = hostile(encoder -> encoder.writeLong(Integer.MAX_VALUE - 9));
    assertThat(codec.decode(hostile, InferenceRequest.class)).isInstanceOf(Unreadable.class);
  }

  @Test
  void refusesACollectionThatClaimsToBeLongerThanTheValue() throws IOException {
    byte[] hostile =
        hostile(encoder -> {
          encoder.writeString("fast-text");
          encoder.writeIndex(0);
          encoder.writeLong(2_000_000_000L);
        });
    assertThat(codec.decode(hostile, InferenceRequest.class))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable -> assertThat(unreadable.code()).isIn("LENGTH_EXCEEDED", "TRUNCATED"));
  }

  @Test
  void refusesEndlessEmptyItemsOfAnotherVersion() throws IOException {
    Schema writer =
        SchemaBuilder.record("Tick")
            .namespace("dev.barnabas.schemas")
            .fields()
            .name("padding")
            .type()
            .array()
            .items()
            .nullType()
            .noDefault()
            .endRecord();
    int id = schemas.idOf(writer);
    byte[] hostile =
        bytes(
            id,
            encoder -> {
              encoder.writeLong(2_000_000_000L);
              encoder.writeLong(0);
            });
    assertThat(codec.decode(hostile, Tick.class)).isInstanceOf(Unreadable.class);
  }

  @Test
  @Tag("rule-5.4")
  void refusesNestingThatWouldExhaustTheStack() throws IOException {
    Schema writer =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Tick","namespace":"dev.barnabas.schemas","fields":[
                  {"name":"deeper","type":["null","Tick"]}]}\
                """);
    int id = schemas.idOf(writer);
    byte[] hostile =
        bytes(
            id,
            encoder -> {
              for (int depth = 0; depth < 300_000; depth++) {
                encoder.writeIndex(1);
              }
              encoder.writeIndex(0);
            });
    assertThat(codec.decode(hostile, Tick.class)).isInstanceOf(Unreadable.class);
  }

  @Test
  void readsRecordsOfAnOlderAndANewerVersion() throws IOException {
    assertThat(codec.decode(rewritten(without("ttlMs")), InferenceRequest.class))
        .isEqualTo(new Read<>(Samples.prompt("hello")));
    assertThat(codec.decode(rewritten(with("addedLater")), InferenceRequest.class))
        .isEqualTo(new Read<>(Samples.prompt("hello")));
  }

  @Test
  void refusesAVersionThatLacksARequiredField() throws IOException {
    assertThat(codec.decode(rewritten(without("modelId")), InferenceRequest.class))
        .isInstanceOf(Unreadable.class);
  }

  private void assertUnreadable(byte @Nullable [] value, String code, String position) {
    assertThat(codec.decode(value, InferenceRequest.class))
        .isEqualTo(new Unreadable<InferenceRequest>(code, position));
  }

  private static CancelRequest cancel() {
    return CancelRequest.newBuilder().setMetadata(Samples.metadata()).build();
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private byte[] withHeader(byte[] payload) {
    byte[] bytes =
        Arrays.copyOf(header(schemas.idOf(InferenceRequest.SCHEMA$)), 5 + payload.length);
    System.arraycopy(payload, 0, bytes, 5, payload.length);
    return bytes;
  }

  private byte[] hostile(Writing writing) throws IOException {
    return bytes(schemas.idOf(InferenceRequest.SCHEMA$), writing);
  }

  private static byte[] bytes(int id, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header(id));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    writing.write(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static byte[] header(int id) {
    return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
  }

  private byte[] rewritten(Schema version) throws IOException {
    GenericRecord record = new GenericData.Record(version);
    InferenceRequest request = Samples.prompt("hello");
    for (Schema.Field field : version.getFields()) {
      Schema.Field known = InferenceRequest.SCHEMA$.getField(field.name());
      record.put(field.name(), known == null ? "unread" : request.get(known.pos()));
    }
    return bytes(
        schemas.idOf(version), encoder -> new GenericDatumWriter<>(version).write(record, encoder));
  }

  private static Schema without(String field) {
    return version(
        InferenceRequest.SCHEMA$.getFields().stream()
            .filter(known -> !known.name().equals(field))
            .toList(),
        List.of());
  }

  private static Schema with(String field) {
    return version(
        InferenceRequest.SCHEMA$.getFields(),
        List.of(new Schema.Field(field, Schema.create(Schema.Type.STRING), "", "")));
  }

  private static Schema version(List<Schema.Field> known, List<Schema.Field> added) {
    List<Schema.Field> fields = new ArrayList<>();
    known.forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.addAll(added);
    return Schema.createRecord(
        InferenceRequest.SCHEMA$.getName(), "", "dev.barnabas.schemas", false, fields);
  }

  @FunctionalInterface
  private interface Writing {
    void write(BinaryEncoder encoder) throws IOException;
  }
}
