package dev.barnabas.redaction.spi;

import static java.util.Objects.requireNonNull;

/**
 * A kind of personal data, known by its name. The set is open: a detector or a policy's own pattern
 * may bring more.
 *
 * @param name upper-case letters, digits and underscores; begins and ends with a letter, 64
 *     characters at most, so that a numbered placeholder can be told apart from its type
 */
public record EntityType(String name) implements Comparable<EntityType> {

  /** An e-mail address, also in the usual disguises such as {@code bob (at) example (dot) org}. */
  public static final EntityType EMAIL = new EntityType("EMAIL");

  /** A telephone number with its extension. */
  public static final EntityType PHONE = new EntityType("PHONE");

  /** A social security number of the United States. */
  public static final EntityType US_SSN = new EntityType("US_SSN");

  /** A payment card number. */
  public static final EntityType CREDIT_CARD = new EntityType("CREDIT_CARD");

  /** An international bank account number. */
  public static final EntityType IBAN = new EntityType("IBAN");

  /** An IP address of version 4 or 6, with its zone or prefix length. */
  public static final EntityType IP = new EntityType("IP");

  /** The hardware address of a network card. */
  public static final EntityType MAC_ADDRESS = new EntityType("MAC_ADDRESS");

  /** A web address or the name of a host in a public domain. */
  public static final EntityType URL = new EntityType("URL");

  /** The address of a Bitcoin, Litecoin, Dogecoin or Ethereum wallet. */
  public static final EntityType CRYPTO = new EntityType("CRYPTO");

  /** The routing number of a bank in the United States. */
  public static final EntityType ABA_ROUTING_NUMBER = new EntityType("ABA_ROUTING_NUMBER");

  /** A bank account number without a check of its own, told by the words beside it. */
  public static final EntityType US_BANK_NUMBER = new EntityType("US_BANK_NUMBER");

  /** A passport number, told by the words beside it. */
  public static final EntityType PASSPORT = new EntityType("PASSPORT");

  /** A driver licence number, told by the words beside it. */
  public static final EntityType US_DRIVER_LICENSE = new EntityType("US_DRIVER_LICENSE");

  /** A taxpayer number of the United States for those without social security. */
  public static final EntityType US_ITIN = new EntityType("US_ITIN");

  /** A Medicare beneficiary number of the United States. */
  public static final EntityType US_MBI = new EntityType("US_MBI");

  /** A health care provider's number in the United States. */
  public static final EntityType US_NPI = new EntityType("US_NPI");

  /** A prescriber's number of the Drug Enforcement Administration. */
  public static final EntityType MEDICAL_LICENSE = new EntityType("MEDICAL_LICENSE");

  /** A patient number of the National Health Service. */
  public static final EntityType UK_NHS = new EntityType("UK_NHS");

  /** A national insurance number of the United Kingdom. */
  public static final EntityType UK_NINO = new EntityType("UK_NINO");

  /** A postcode of the United Kingdom. */
  public static final EntityType UK_POSTCODE = new EntityType("UK_POSTCODE");

  /** A postal code of digits, told by the words beside it. */
  public static final EntityType ZIP_CODE = new EntityType("ZIP_CODE");

  /** A tax number of a citizen of Spain. */
  public static final EntityType ES_NIF = new EntityType("ES_NIF");

  /** A number of a foreigner in Spain. */
  public static final EntityType ES_NIE = new EntityType("ES_NIE");

  /** A fiscal code of Italy. */
  public static final EntityType IT_FISCAL_CODE = new EntityType("IT_FISCAL_CODE");

  /** A social security number of France. */
  public static final EntityType FR_NIR = new EntityType("FR_NIR");

  /** A tax number of Germany. */
  public static final EntityType DE_TAX_ID = new EntityType("DE_TAX_ID");

  /** A citizen service number of the Netherlands. */
  public static final EntityType NL_BSN = new EntityType("NL_BSN");

  /** A citizen number of Poland. */
  public static final EntityType PL_PESEL = new EntityType("PL_PESEL");

  /** A personal number of Sweden. */
  public static final EntityType SE_PERSONNUMMER = new EntityType("SE_PERSONNUMMER");

  /** A personal identity code of Finland. */
  public static final EntityType FI_PERSONAL_ID = new EntityType("FI_PERSONAL_ID");

  /** A birth number of Norway. */
  public static final EntityType NO_FODSELSNUMMER = new EntityType("NO_FODSELSNUMMER");

  /** A national number of Belgium. */
  public static final EntityType BE_NATIONAL_NUMBER = new EntityType("BE_NATIONAL_NUMBER");

  /** A social security number of Switzerland. */
  public static final EntityType CH_AHV = new EntityType("CH_AHV");

  /** An identity number of Turkey. */
  public static final EntityType TR_NATIONAL_ID = new EntityType("TR_NATIONAL_ID");

  /** An identity number of India. */
  public static final EntityType IN_AADHAAR = new EntityType("IN_AADHAAR");

  /** A tax number of India. */
  public static final EntityType IN_PAN = new EntityType("IN_PAN");

  /** A tax number of a person in Brazil. */
  public static final EntityType BR_CPF = new EntityType("BR_CPF");

  /** A social insurance number of Canada. */
  public static final EntityType CA_SIN = new EntityType("CA_SIN");

  /** A tax file number of Australia. */
  public static final EntityType AU_TFN = new EntityType("AU_TFN");

  /** An identity number of Singapore. */
  public static final EntityType SG_NRIC = new EntityType("SG_NRIC");

  /** A resident number of Korea. */
  public static final EntityType KR_RRN = new EntityType("KR_RRN");

  /** A date that words beside it call somebody's birth. */
  public static final EntityType DATE_OF_BIRTH = new EntityType("DATE_OF_BIRTH");

  /** A date, with its time of day. */
  public static final EntityType DATE_TIME = new EntityType("DATE_TIME");

  /** A person's age. */
  public static final EntityType AGE = new EntityType("AGE");

  /** A password, key or token. */
  public static final EntityType SECRET = new EntityType("SECRET");

  /** A form of address before a name. */
  public static final EntityType TITLE = new EntityType("TITLE");

  /** A person's name. Statistical. */
  public static final EntityType PERSON = new EntityType("PERSON");

  /** A place or a postal address, in one piece. Statistical. */
  public static final EntityType LOCATION = new EntityType("LOCATION");

  /** A company, authority or other body. Statistical. */
  public static final EntityType ORGANIZATION = new EntityType("ORGANIZATION");

  /** A nationality, religious or political group. Statistical. */
  public static final EntityType NRP = new EntityType("NRP");

  private static final int MAX_NAME_LENGTH = 64;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name has another shape
   */
  public EntityType {
    requireNonNull(name, "name");
    if (!wellFormed(name)) {
      throw new IllegalArgumentException(
          "entity type must be upper-case letters, digits and underscores, begin and end with a"
              + " letter, and be at most "
              + MAX_NAME_LENGTH
              + " characters: "
              + name);
    }
  }

  /** Says whether a text may name a type. */
  public static boolean wellFormed(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_NAME_LENGTH) {
      return false;
    }
    if (!upper(name.charAt(0)) || !upper(name.charAt(length - 1))) {
      return false;
    }
    return name.chars().allMatch(c -> upper(c) || (c >= '0' && c <= '9') || c == '_');
  }

  private static boolean upper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof EntityType type && name.equals(type.name));
  }

  @Override
  public int compareTo(EntityType other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
