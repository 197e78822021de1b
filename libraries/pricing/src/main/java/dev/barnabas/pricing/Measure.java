package dev.barnabas.pricing;

/** How a quantity became known. The names are those on the usage event. */
public enum Measure {
  /** The provider said so. */
  PROVIDER_REPORTED,
  /** Counted by us with the model's tokenizer. */
  TOKENIZER,
  /** Bounded or guessed: the provider reported nothing. */
  ESTIMATED,
  /** By the price book: what is billed whether it is used or not. */
  CONTRACTED
}
