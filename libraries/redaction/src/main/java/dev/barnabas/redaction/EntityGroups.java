package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names under which a policy may speak of several types at once. */
public final class EntityGroups {

  private static final Map<String, Set<EntityType>> GROUPS = groups();

  private EntityGroups() {}

  private static Map<String, Set<EntityType>> groups() {
    Map<String, Set<EntityType>> groups = new TreeMap<>();
    put(
        groups,
        "CONTACT",
        EntityType.EMAIL,
        EntityType.PHONE,
        EntityType.URL,
        EntityType.IP,
        EntityType.MAC_ADDRESS);
    put(
        groups,
        "FINANCIAL",
        EntityType.CREDIT_CARD,
        EntityType.IBAN,
        EntityType.CRYPTO,
        EntityType.ABA_ROUTING_NUMBER,
        EntityType.US_BANK_NUMBER);
    put(
        groups,
        "NAMES",
        EntityType.PERSON,
        EntityType.LOCATION,
        EntityType.ORGANIZATION,
        EntityType.NRP,
        EntityType.TITLE);
    put(
        groups,
        "HEALTH",
        EntityType.UK_NHS,
        EntityType.US_MBI,
        EntityType.US_NPI,
        EntityType.MEDICAL_LICENSE);
    put(groups, "DATES", EntityType.DATE_OF_BIRTH, EntityType.DATE_TIME, EntityType.AGE);
    put(groups, "POSTAL", EntityType.ZIP_CODE, EntityType.UK_POSTCODE, EntityType.LOCATION);
    put(
        groups,
        "NATIONAL_IDS",
        EntityType.US_SSN,
        EntityType.US_ITIN,
        EntityType.PASSPORT,
        EntityType.US_DRIVER_LICENSE,
        EntityType.UK_NINO,
        EntityType.UK_NHS,
        EntityType.ES_NIF,
        EntityType.ES_NIE,
        EntityType.IT_FISCAL_CODE,
        EntityType.FR_NIR,
        EntityType.DE_TAX_ID,
        EntityType.NL_BSN,
        EntityType.PL_PESEL,
        EntityType.SE_PERSONNUMMER,
        EntityType.FI_PERSONAL_ID,
        EntityType.NO_FODSELSNUMMER,
        EntityType.BE_NATIONAL_NUMBER,
        EntityType.CH_AHV,
        EntityType.TR_NATIONAL_ID,
        EntityType.IN_AADHAAR,
        EntityType.IN_PAN,
        EntityType.BR_CPF,
        EntityType.CA_SIN,
        EntityType.AU_TFN,
        EntityType.SG_NRIC,
        EntityType.KR_RRN);
    return groups;
  }

  private static void put(Map<String, Set<EntityType>> groups, String name, EntityType... types) {
    groups.put(name, Set.copyOf(new HashSet<>(List.of(types))));
  }

  /** The names of the groups, in alphabetical order; {@code ALL} and {@code strict} besides. */
  public static Set<String> names() {
    return GROUPS.keySet();
  }

  /** The types of a group, whatever the case of its name; empty if there is no such group. */
  static Set<EntityType> of(String name) {
    return GROUPS.getOrDefault(name.toUpperCase(Locale.ROOT), Set.of());
  }
}
