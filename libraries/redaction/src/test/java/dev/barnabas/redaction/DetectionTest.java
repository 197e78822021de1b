package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of personal data looks like, and what only looks like it. */
class DetectionTest {

  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final CompiledPolicy STRICT =
      ENGINE.compiler().compile(RedactionPolicy.strict()).orThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail kim.lee+x@sub.corp.example!|kim.lee+x@sub.corp.example",
        "<kim@corp.example>|kim@corp.example",
        "kim@corp.example.|kim@corp.example",
        "\"kim lee\"@corp.example now|\"kim lee\"@corp.example",
        "kim\u200B@corp\u00AD.example|kim\u200B@corp\u00AD.example",
        "\uFF4B\uFF49\uFF4D\uFF20corp.example|\uFF4B\uFF49\uFF4D\uFF20corp.example",
        "kim@b\u00FCcher.example|kim@b\u00FCcher.example",
        "kim@xn--bcher-kva.example|kim@xn--bcher-kva.example",
        "write kim (at) corp (dot) example today|kim (at) corp (dot) example",
        "kim[at]corp[dot]example|kim[at]corp[dot]example",
        "kim dot lee at corp dot com|kim dot lee at corp dot com",
        "kim @ corp . org|kim @ corp . org",
      })
  void findsEmailAddresses(String text, String value) {
    assertThat(found(text)).containsExactly("EMAIL " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Override",
        "a @ b",
        "ssh root@localhost",
        "npm i left@1.2.3",
        "logo@2x.png",
        "git@forge.example:team/tool.git",
        "park at home dot products of vectors",
        "glance at her dot",
        "user@.example",
      })
  void leavesAloneWhatOnlyLooksLikeEmail(String text) {
    assertThat(found(text)).noneMatch(span -> span.startsWith("EMAIL"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+1 (212) 555-0173 ok|+1 (212) 555-0173",
        "at (212) 555-0173, ok|(212) 555-0173",
        "or 212.555.0173|212.555.0173",
        "or 1-212-555-0173|1-212-555-0173",
        "ring +44 (0)20 7946 0018 soon|+44 (0)20 7946 0018",
        "ring 020 7946 0018 soon|020 7946 0018",
        "+33 1 42 68 53 11|+33 1 42 68 53 11",
        "212-555-0173 ext. 9|212-555-0173 ext. 9",
        "212-555-0173x99|212-555-0173x99",
        "my phone is 2125550173|2125550173",
        "fax: 31 555 20 18|31 555 20 18",
        "tel \uFF12\uFF11\uFF12-555-0173|\uFF12\uFF11\uFF12-555-0173",
        "tel 212\u2011555\u20110173|212\u2011555\u20110173",
        "0049 30 7654028|0049 30 7654028",
        "2 1 2 5 5 5 0 1 7 3 is my phone|2 1 2 5 5 5 0 1 7 3",
      })
  void findsTelephoneNumbers(String text, String value) {
    assertThat(found(text)).containsExactly("PHONE " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order 2125550173 shipped",
        "2026-11-20 14:30:00",
        "20/11/2026",
        "version 11.4.2",
        "$212,555,017.35",
        "0.2125550173",
        "3f2a-212-555-0173-9c",
        "1763649000123",
        "sum 1 2 3 4 5 6 7 8 9 10 11 12",
        "ISBN 978-0-306-40615-7",
        "epoch 1748503543",
      })
  void leavesAloneWhatOnlyLooksLikeATelephoneNumber(String text) {
    assertThat(found(text)).allMatch(span -> span.startsWith("DATE_TIME"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "457-55-1462|457-55-1462",
        "457 55 1462|457 55 1462",
        "ssn: 457551462|457551462",
        "social security number 457551462.|457551462",
        "\uFF14\uFF15\uFF17-55-1462|\uFF14\uFF15\uFF17-55-1462",
      })
  void findsSocialSecurityNumbers(String text, String value) {
    assertThat(found(text)).containsExactly("US_SSN " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000-55-1462",
        "666-55-1462",
        "912-55-1462",
        "457-00-1462",
        "457-55-0000",
        "078-05-1120",
        "457551462",
        "order 457551462",
        "12-457-55-1462",
        "a457-55-1462",
        "457-55-14623",
      })
  void leavesAloneWhatCannotBeASocialSecurityNumber(String text) {
    assertThat(found(text)).noneMatch(span -> span.startsWith("US_SSN"));
  }

  @ParameterizedTest
  @CsvSource({
    "4539271806452131",
    "4539 2718 0645 2131",
    "4539-2718-0645-2131",
    "4 5 3 9 2 7 1 8 0 6 4 5 2 1 3 1",
    "378261049573183",
    "3782 610495 73183",
    "5307812640955735",
    "2450983177460258",
    "6011749203855610",
    "3542077193688428",
    "30528170463933",
    "6214839055771208",
  })
  void findsCards(String card) {
    assertThat(found("pay " + card + " now")).containsExactly("CREDIT_CARD " + card);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4539271806452132",
        "0000000000000000",
        "1763649000123",
        "20261120143000",
        "0x4539271806452131",
        "4539271806452131L",
        "9042183755601320",
        "45392718064521310000000",
      })
  void leavesAloneWhatCannotBeACard(String text) {
    assertThat(found("value " + text)).noneMatch(span -> span.startsWith("CREDIT_CARD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE79120300001998745306",
        "DE79 1203 0000 1998 7453 06",
        "GB71-LOYD-3096-0542-7188-36",
        "gb71loyd30960542718836",
        "NO5815031288746",
        "MT58VALL22013000000040183HKQRST",
      })
  void findsBankAccounts(String iban) {
    assertThat(found("to " + iban + ", please")).containsExactly("IBAN " + iban);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE80120300001998745306",
        "ZZ79120300001998745306",
        "DE7912030000199874530",
        "XDE79120300001998745306",
      })
  void leavesAloneWhatCannotBeABankAccount(String text) {
    assertThat(found("to " + text)).noneMatch(span -> span.startsWith("IBAN"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host 10.1.2.3:8080|10.1.2.3",
        "net 10.0.0.0/8.|10.0.0.0/8",
        "[2001:db8::7]:443|2001:db8::7",
        "fe80::7%en1 up|fe80::7%en1",
        "2001:db8:0:0:0:0:0:1|2001:db8:0:0:0:0:0:1",
        "::ffff:10.1.2.3|::ffff:10.1.2.3",
        "2001:db8:5::/48|2001:db8:5::/48",
      })
  void findsAddresses(String text, String value) {
    assertThat(found(text)).containsExactly("IP " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.300.2.3",
        "1.2.3.4.5",
        "version 1.2.3.4",
        "v1.2.3.4",
        "23:59:07",
        "std::deque",
        "d::f",
        "list[::2]",
        "1:2:3",
        "00:1A:2B:3C:4D:5E",
      })
  void leavesAloneWhatIsNoAddress(String text) {
    assertThat(found(text)).noneMatch(span -> span.startsWith("IP"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "457-55-1462457-55-1463|US_SSN 457-55-1462;US_SSN 457-55-1463",
        "a@b.example,c@d.example e@f.example|EMAIL a@b.example;EMAIL c@d.example;EMAIL e@f.example",
        "212-555-0173 212-555-0174|PHONE 212-555-0173;PHONE 212-555-0174",
        "4539271806452131 5307812640955735|CREDIT_CARD 4539271806452131;CREDIT_CARD 5307812640955735",
        "a@b.examplec@d.example|EMAIL a@b.examplec@d.example",
      })
  void findsNeighbours(String text, String values) {
    assertThat(found(text)).containsExactly(values.split(";", -1));
  }

  @Test
  void findsANumberThatALineBreakDivides() {
    assertThat(found("is 457-55-\n1462 ok")).containsExactly("US_SSN 457-55-\n1462");
  }

  private static List<String> found(String text) {
    return ENGINE.spans(text, STRICT).stream()
        .map(span -> span.type() + " " + text.substring(span.start(), span.end()))
        .toList();
  }
}
