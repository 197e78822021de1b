package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and codes of persons, each in the form its issuer gives it. All of them are made up. */
class IdentifiersTest {

  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final CompiledPolicy STRICT =
      ENGINE.compiler().compile(RedactionPolicy.strict()).orThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my NHS number is 418 609 1390|UK_NHS 418 609 1390",
        "NPI 1471049746|US_NPI 1471049746",
        "of 452.984.153-77|BR_CPF 452.984.153-77",
        "pesel 85041246347|PL_PESEL 85041246347",
        "my bsn is 216877313|NL_BSN 216877313",
        "SIN 460 607 104|CA_SIN 460 607 104",
        "tfn 804 544 091|AU_TFN 804 544 091",
        "AHV 756.0788.5261.14|CH_AHV 756.0788.5261.14",
        "personnummer 850412-9381|SE_PERSONNUMMER 850412-9381",
        "rrn 850412-1073750|KR_RRN 850412-1073750",
        "identity 120485 56823|NO_FODSELSNUMMER 120485 56823",
        "of 85.04.12-679.95|BE_NATIONAL_NUMBER 85.04.12-679.95",
        "tckn 30766129240|TR_NATIONAL_ID 30766129240",
        "NIR 1 85 04 75 297 449 82|FR_NIR 1 85 04 75 297 449 82",
        "Steuer-ID 64 514 782 711|DE_TAX_ID 64 514 782 711",
        "routing number 061976474|ABA_ROUTING_NUMBER 061976474",
        "dni 48291573Z|ES_NIF 48291573Z",
        "nie X1629403Z|ES_NIE X1629403Z",
        "nric S8504127D|SG_NRIC S8504127D",
        "hetu 120485-217W|FI_PERSONAL_ID 120485-217W",
        "codice fiscale RSSMRA85D12H501L|IT_FISCAL_CODE RSSMRA85D12H501L",
        "pan ABCPK1234L|IN_PAN ABCPK1234L",
        "ni number AB123456C|UK_NINO AB123456C",
        "passport no. C4KV91XH7|PASSPORT C4KV91XH7",
        "driver license D4821907|US_DRIVER_LICENSE D4821907",
        "account number 48201977312|US_BANK_NUMBER 48201977312",
        "zip code 60614|ZIP_CODE 60614",
        "postcode SW1A 2AA|UK_POSTCODE SW1A 2AA",
        "card 02:1b:44:11:3a:b7|MAC_ADDRESS 02:1b:44:11:3a:b7",
        "see https://docs.corp.example/a?b=c|URL https://docs.corp.example/a?b=c",
        "born on 3 May 1979|DATE_OF_BIRTH 3 May 1979",
        "due 2026-03-02|DATE_TIME 2026-03-02",
        "she is 43 years old|AGE 43 years old",
        "ITIN 912-73-4821|US_ITIN 912-73-4821",
        "member 2EH4-RT6-WK84|US_MBI 2EH4-RT6-WK84"
      })
  void findsEachKind(String text, String found) {
    assertThat(found(text)).contains(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my NHS number is 418 609 1391|UK_NHS",
        "NPI 1471049747|US_NPI",
        "of 452.984.153-78|BR_CPF",
        "pesel 85041246348|PL_PESEL",
        "my bsn is 216877314|NL_BSN",
        "SIN 460 607 105|CA_SIN",
        "tfn 804 544 092|AU_TFN",
        "AHV 756.0788.5261.15|CH_AHV",
        "personnummer 850412-9382|SE_PERSONNUMMER",
        "rrn 850412-1073751|KR_RRN",
        "identity 120485 56824|NO_FODSELSNUMMER",
        "of 85.04.12-679.96|BE_NATIONAL_NUMBER",
        "tckn 30766129241|TR_NATIONAL_ID",
        "NIR 1 85 04 75 297 449 83|FR_NIR",
        "Steuer-ID 64 514 782 712|DE_TAX_ID",
        "routing number 061976475|ABA_ROUTING_NUMBER"
      })
  void leavesAloneWhatFailsItsCheck(String text, String type) {
    assertThat(found(text)).noneMatch(span -> span.startsWith(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export TOKEN=ghp_a1B2c3D4e5F6g7H8i9J0k1L2 now|ghp_a1B2c3D4e5F6g7H8i9J0k1L2",
        "key AKIA2E0A8F3B1C4D5E6F ok|AKIA2E0A8F3B1C4D5E6F",
        "password: hunter2!|hunter2!",
        "db_password = \"correcthorse\"|correcthorse",
        "Authorization: Bearer q1w2e3r4t5y6u7i8o9p0|q1w2e3r4t5y6u7i8o9p0",
        "postgres://app:S3same99@db:5432/x|S3same99",
      })
  void findsSecrets(String text, String secret) {
    assertThat(found(text)).contains("SECRET " + secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = os.environ['X']",
        "the token is missing",
        "sk-learn and key-value",
        "password=${PASSWORD}",
        "String password = reader.read();",
      })
  void leavesAloneWhatOnlyLooksLikeASecret(String text) {
    assertThat(found(text)).noneMatch(span -> span.startsWith("SECRET"));
  }

  private static List<String> found(String text) {
    return ENGINE.spans(text, STRICT).stream()
        .map(span -> span.type() + " " + text.substring(span.start(), span.end()))
        .toList();
  }
}
