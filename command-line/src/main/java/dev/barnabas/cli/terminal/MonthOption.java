package dev.barnabas.cli.terminal;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A charge period on the command line, such as {@code 2026-11}. */
public final class MonthOption implements ITypeConverter<YearMonth> {
  private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}");

  /** For picocli. */
  public MonthOption() {}

  @Override
  public YearMonth convert(String text) {
    try {
      if (FORM.matcher(text).matches()) {
        return YearMonth.parse(text);
      }
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is no month such as 2026-11");
    }
    throw new TypeConversionException("'" + text + "' is no month such as 2026-11");
  }
}
