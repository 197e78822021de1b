package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.TextView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything that a grammar, a checksum, a numbering plan or words beside it give away. */
public final class ScanningDetector implements Detector {

  private static final Set<EntityType> ENTITIES = entityTypes();

  private static Set<EntityType> entityTypes() {
    Set<EntityType> types =
        new HashSet<>(
            List.of(
                EntityType.EMAIL,
                EntityType.PHONE,
                EntityType.US_SSN,
                EntityType.US_ITIN,
                EntityType.CREDIT_CARD,
                EntityType.IBAN,
                EntityType.IP,
                EntityType.MAC_ADDRESS,
                EntityType.URL,
                EntityType.CRYPTO,
                EntityType.ABA_ROUTING_NUMBER,
                EntityType.US_BANK_NUMBER,
                EntityType.PASSPORT,
                EntityType.US_DRIVER_LICENSE,
                EntityType.US_MBI,
                EntityType.MEDICAL_LICENSE,
                EntityType.UK_NINO,
                EntityType.UK_POSTCODE,
                EntityType.ZIP_CODE,
                EntityType.ES_NIF,
                EntityType.ES_NIE,
                EntityType.IT_FISCAL_CODE,
                EntityType.FI_PERSONAL_ID,
                EntityType.IN_PAN,
                EntityType.SG_NRIC,
                EntityType.DATE_OF_BIRTH,
                EntityType.DATE_TIME,
                EntityType.AGE,
                EntityType.SECRET,
                EntityType.TITLE));
    NationalNumbers.ALL.forEach(kind -> types.add(kind.type()));
    return Set.copyOf(types);
  }

  @Override
  public String id() {
    return "scanner";
  }

  @Override
  public Set<EntityType> entities() {
    return ENTITIES;
  }

  @Override
  public int lookAhead() {
    return EmailRecognizer.LONGEST_LOCAL + EmailRecognizer.LONGEST_DOMAIN;
  }

  /** The regions that a policy may name for telephone numbers, as ISO 3166 codes. */
  public static Set<String> phoneRegions() {
    return PhonePlan.regions();
  }

  @Override
  public void detect(TextView view, DetectContext context, SpanSink sink) {
    if (begins(view, context, sink)) {
      new Scan(view, context, sink).run();
    }
  }

  /** Reads what a text is called; says whether the text is worth a scan. */
  private static boolean begins(TextView view, DetectContext context, SpanSink sink) {
    if (!context.label().isEmpty()) {
      SecretRecognizer.labelled(view, context.label(), sink);
    }
    return !Scan.name(view);
  }

  @Override
  public Detector forRequest() {
    return new ForRequest(this);
  }

  /** The same with one scan for all texts. */
  private static final class ForRequest implements Detector {

    private final ScanningDetector all;
    private @Nullable Scan scan;

    ForRequest(ScanningDetector all) {
      this.all = all;
    }

    @Override
    public String id() {
      return all.id();
    }

    @Override
    public Set<EntityType> entities() {
      return all.entities();
    }

    @Override
    public int lookAhead() {
      return all.lookAhead();
    }

    @Override
    public void detect(TextView view, DetectContext context, SpanSink sink) {
      if (begins(view, context, sink)) {
        Scan known = scan;
        scan = known == null ? new Scan(view, context, sink) : known.begin(view, context, sink);
        scan.run();
      }
    }
  }
}
