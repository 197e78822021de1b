package dev.barnabas.cli.statement;

/** How a statement looks. Colours are readable in light and dark, and on paper. */
final class StatementStyle {
  static final String CSS =
      """
      :root { --ink: #1c2024; --soft: #5c6570; --paper: #ffffff; --line: #d9dee4; --shade: #f4f6f8;
        --in: #2f6fb0; --out: #d98a2b; --good: #1f7a4d; --warn: #8a5a00; --bad: #b3261e; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6e9ec; --soft: #9aa5b1; --paper: #15191d; --line: #343c45; --shade: #1d2328;
          --in: #6ba5de; --out: #e5a85a; --good: #6cc79a; --warn: #e0b258; --bad: #ff8a80; }
      }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
      main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
      .kind { margin: 0; color: var(--soft); }
      h1 { margin: 0 0 .75rem; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
      h1 span { color: var(--soft); font-weight: 400; white-space: nowrap; }
      h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
      h3 { margin: 0 0 .25rem; font-size: 1rem; }
      p { margin: .25rem 0 .75rem; }
      .standing { padding: .6rem .9rem; border-left: 4px solid var(--warn); background: var(--shade);
        overflow-wrap: anywhere; }
      .standing.closed { border-color: var(--good); }
      .standing.broken { border-color: var(--bad); }
      .standing.broken strong { color: var(--bad); }
      .sums { display: flex; flex-wrap: wrap; gap: .75rem 3rem; margin: .5rem 0 1rem; }
      .sums dt { color: var(--soft); }
      .sums dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .unknown { margin: 1rem 0; padding: .75rem .9rem .25rem; border-left: 4px solid var(--warn); background: var(--shade); }
      .wide { overflow-x: auto; margin-bottom: .75rem; }
      table { border-collapse: collapse; width: 100%; font-size: .88rem; }
      th, td { padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
      th { color: var(--soft); font-weight: 600; white-space: nowrap; vertical-align: bottom; }
      td { overflow-wrap: break-word; max-width: 18rem; }
      th.n, td.n { padding: .3rem 0 .3rem .9rem; text-align: right; white-space: nowrap; max-width: none;
        font-variant-numeric: tabular-nums; overflow-wrap: normal; }
      tfoot td { font-weight: 600; border-bottom: 0; border-top: 2px solid var(--ink); }
      em { color: var(--warn); font-style: normal; font-weight: 600; }
      figure { margin: 1.25rem 0; }
      svg { display: block; width: 100%; height: auto; }
      svg .grid { stroke: var(--line); stroke-width: 1; }
      svg text { fill: var(--soft); font-size: 11px; }
      svg .axis { text-anchor: end; }
      svg .day { text-anchor: middle; }
      .in { fill: var(--in); background: var(--in); }
      .out { fill: var(--out); background: var(--out); }
      figcaption { color: var(--soft); font-size: .88rem; }
      .key { display: inline-block; width: .75em; height: .75em; margin-left: .75em; }
      footer { margin-top: 2.5rem; border-top: 1px solid var(--line); }
      .hash { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
      @media (max-width: 40rem) {
        main { padding: 1rem .75rem 2rem; }
        h1 { font-size: 1.5rem; }
        .sums dd { font-size: 1.2rem; }
        svg text { font-size: 16px; }
      }
      @media print {
        :root { --ink: #000; --soft: #444; --paper: #fff; --line: #bbb; --shade: #fff;
          --in: #2f6fb0; --out: #d98a2b; --good: #1f7a4d; --warn: #8a5a00; --bad: #b3261e; }
        main { max-width: none; padding: 0; }
        body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        .wide { overflow: visible; }
        table { font-size: 8pt; }
        tr, figure, .sums, .unknown { break-inside: avoid; }
        thead { display: table-header-group; }
        h2 { break-after: avoid; }
      }
      """;

  private StatementStyle() {}
}
