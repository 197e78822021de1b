package dev.barnabas.adapter;

/** Who counted the tokens. */
public enum UsageMeasure {
  /** The provider, in its answer. */
  PROVIDER_REPORTED,
  /** We, with the model's tokenizer. */
  TOKENIZER,
  /** We, from the length of the text. */
  ESTIMATED
}
