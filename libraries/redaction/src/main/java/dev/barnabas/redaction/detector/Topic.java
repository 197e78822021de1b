package dev.barnabas.redaction.detector;

/** What words beside a value can say about it. */
enum Topic {
  PHONE(0),
  SOCIAL_SECURITY(1),
  CARD(2),
  IP(3),
  ROUTING(4),
  BANK_ACCOUNT(5),
  PASSPORT(6),
  DRIVER_LICENSE(7),
  BIRTH(8),
  DATE(9),
  ZIP(10),
  AGE(11),
  MEDICAL(12),
  NHS(13),
  TAX(14),
  NATIONAL_ID(15);

  private final int bit;

  Topic(int index) {
    this.bit = 1 << index;
  }

  /** The topic's bit in a mask. */
  int bit() {
    return bit;
  }
}
