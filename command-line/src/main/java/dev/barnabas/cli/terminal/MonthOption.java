package dev.barnabas.cli.terminal;

import java.time.YearMonth;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --month}: a month in UTC, such as {@code 2026-11}; it must be given. */
public final class MonthOption {

  @Option(
      names = "--month",
      paramLabel = "M",
      required = true,
      converter = Form.class,
      description = "The month, such as 2026-11.")
  private @Nullable YearMonth month;

  /** Not given yet. */
  public MonthOption() {}

  /** The month that was given. */
  public YearMonth month() {
    return Objects.requireNonNull(month, "picocli requires it");
  }

  /** How it is written. */
  static final class Form implements ITypeConverter<YearMonth> {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    @Override
    public YearMonth convert(String text) {
      if (!FORM.matcher(text).matches()) {
        throw new TypeConversionException("'" + text + "' is no month such as 2026-11");
      }
      return YearMonth.parse(text);
    }
  }
}
