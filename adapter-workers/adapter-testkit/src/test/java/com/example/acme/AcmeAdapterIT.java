package com.example.acme;

import dev.barnabas.adapter.testkit.Cell;
import dev.barnabas.adapter.testkit.CommonCells;
import dev.barnabas.adapter.testkit.HttpAdapterContract;
import dev.barnabas.vocabulary.FailureKind;
import java.util.Map;

/** A stranger's adapter keeps the whole contract, found by its name alone. */
final class AcmeAdapterIT extends HttpAdapterContract {

  @Override
  protected String adapterName() {
    return "acme";
  }

  @Override
  protected boolean streams() {
    return true;
  }

  @Override
  protected Map<FailureKind, Cell> failures() {
    Map<FailureKind, Cell> cells = CommonCells.emulated();
    cells.put(
        FailureKind.CONTENT_FILTERED, Cell.notProduced("Acme answers with what was said before"));
    return cells;
  }
}
