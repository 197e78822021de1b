package dev.barnabas.topics;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.LogicalTypeFactory;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro create this project's own records, and nothing else beyond its defaults.
 *
 * <p>Since 1.12.2 Avro refuses to name any class that is not trusted, generated ones included, and
 * takes the list from a system property. Avro loads this class by service before it parses the
 * first schema, so no process and no client has to set the property. The logical type is unused.
 */
public final class TrustedRecords implements LogicalTypeFactory {
  private static final String NAME = "barnabas-trusted-records";
  private static final String RECORDS = "dev.barnabas.schemas.";

  /** Extends the trust in force; called by Avro's service loading. */
  public TrustedRecords() {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(RECORDS)));
  }

  @Override
  public LogicalType fromSchema(Schema schema) {
    return new LogicalType(NAME);
  }

  @Override
  public String getTypeName() {
    return NAME;
  }
}
