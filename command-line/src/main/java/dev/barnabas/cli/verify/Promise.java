package dev.barnabas.cli.verify;

/** One promise of the broker, checked on what the topics hold. Pure. */
interface Promise {
  /** Looks at all the evidence. */
  PromiseReport check(Evidence evidence);
}
