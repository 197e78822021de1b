package dev.barnabas.emulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSamplerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEED = "0123456789abcdef".repeat(4);
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static JsonNode sample(String schema) throws IOException {
    return new SchemaSampler(JSON.readTree(schema), "echo of <EMAIL_1>", SEED).sample();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type':'string'}",
        "{'type':'string','minLength':40}",
        "{'type':'string','maxLength':3}",
        "{'type':'string','pattern':'^[A-Z]{2}[0-9]{3,}-(red|green)$'}",
        "{'type':'string','pattern':'^\\\\d{4}-\\\\w+\\\\.x?$'}",
        "{'type':'string','pattern':'[^a-z ]+'}",
        "{'type':'string','format':'uuid','pattern':'^[0-9a-f-]{36}$'}",
        "{'type':'integer'}",
        "{'type':'integer','minimum':7}",
        "{'type':'integer','exclusiveMinimum':7,'multipleOf':5}",
        "{'type':'integer','maximum':-3}",
        "{'type':'integer','exclusiveMaximum':0}",
        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':0.5}",
        "{'type':'number','minimum':0.25,'maximum':0.5}",
        "{'type':'number','multipleOf':0.1,'minimum':0.05}",
        "{'type':'boolean'}",
        "{'type':'null'}",
        "{'type':['null','integer']}",
        "{'enum':['red','green']}",
        "{'const':{'a':1}}",
        "{'type':'array','items':{'type':'integer'},'minItems':3,'uniqueItems':true}",
        "{'type':'array','items':{'enum':['a','b','c']},'minItems':3,'uniqueItems':true}",
        "{'type':'array','maxItems':0,'items':{'type':'string'}}",
        "{'type':'array','prefixItems':[{'type':'string'},{'type':'integer'}],'items':false}",
        "{'type':'object','required':['a','b'],'properties':{'a':{'type':'string'}}}",
        "{'type':'object','minProperties':2,'additionalProperties':{'type':'integer'}}",
        "{'anyOf':[{'type':'null'},{'type':'string','minLength':2}]}",
        "{'type':'object','properties':{'k':{'type':'string'}},'required':['k'],"
            + "'oneOf':[{'properties':{'k':{'const':'x'}}},{'properties':{'k':{'const':'y'}}}]}",
        "{'allOf':[{'type':'object','properties':{'a':{'type':'integer'}},'required':['a']},"
            + "{'properties':{'b':{'type':'boolean'}},'required':['b']}]}",
        "{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','required':['value'],"
            + "'properties':{'value':{'type':'integer'},'next':{'anyOf':[{'$ref':'#/$defs/node'},"
            + "{'type':'null'}]}},'additionalProperties':false}}}",
        "{'type':'object','required':['children'],'properties':{'children':{'type':'array',"
            + "'items':{'$ref':'#'}}}}"
      })
  void makesValuesThatAnIndependentValidatorAccepts(String quoted) throws Exception {
    String schema = quoted.replace('\'', '"');

    JsonNode value = sample(schema);

    assertThat(SCHEMAS.getSchema(schema).validate(value)).as("%s", value).isEmpty();
  }

  @Test
  void putsTheEchoIntoFreeStrings() throws Exception {
    JsonNode value = sample("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");

    assertThat(value.path("a").asText()).isEqualTo("echo of <EMAIL_1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'object','required':['a'],'properties':{'a':{'$ref':'#'}}}",
        "{'required':['a','b'],'properties':{'a':{'$ref':'#'},'b':{'$ref':'#'}}}",
        "{'anyOf':[{'$ref':'#'}]}",
        "{'allOf':[{'$ref':'#'}]}",
        "{'$ref':'#'}",
        "{'type':'array','minItems':2000000000,'items':{'type':'integer'}}",
        "{'type':'string','minLength':2000000000}",
        "{'type':'string','pattern':'a{2000000000}'}",
        "{'type':'integer','multipleOf':0}"
      })
  void endsOnSchemasWithoutAFiniteOrReasonableValue(String quoted) throws Exception {
    assertThat(sample(quoted.replace('\'', '"')).toString().length()).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=a)b", "[", "a{", "(", "\\"})
  void givesUpOnPatternsItDoesNotUnderstand(String pattern) {
    assertThat(PatternSampler.sample(pattern)).isEmpty();
  }
}
