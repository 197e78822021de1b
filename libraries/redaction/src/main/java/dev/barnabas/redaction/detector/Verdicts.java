package dev.barnabas.redaction.detector;

/** What some words say about every topic; the first strong or contrary word about one decides. */
final class Verdicts {

  private int strong;
  private int weak;
  private int against;

  void add(int moreStrong, int moreWeak, int moreAgainst) {
    int open = ~(strong | against);
    strong |= moreStrong & open;
    against |= moreAgainst & open & ~moreStrong;
    weak |= moreWeak;
  }

  Verdict on(Topic topic) {
    int bit = topic.bit();
    if ((strong & bit) != 0) {
      return Verdict.STRONG;
    }
    if ((against & bit) != 0) {
      return Verdict.AGAINST;
    }
    return (weak & bit) != 0 ? Verdict.WEAK : Verdict.NONE;
  }

  void clear() {
    strong = 0;
    weak = 0;
    against = 0;
  }
}
