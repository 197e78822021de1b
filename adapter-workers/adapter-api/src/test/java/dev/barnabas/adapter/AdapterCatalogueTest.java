package dev.barnabas.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdapterCatalogueTest {
  private static final AdapterSettings SETTINGS =
      AdapterSettings.of("alpha", URI.create("http://127.0.0.1:1"), () -> "key");

  @Test
  void readsANameWithoutRegardToCaseAndSuffix() {
    AdapterCatalogue catalogue = AdapterCatalogue.of(List.of(factory("openai")).iterator());

    assertThat(catalogue.contains("OpenAIAdapter")).isTrue();
    assertThat(catalogue.contains("OPENAI")).isTrue();
    assertThat(catalogue.contains("adapter")).isFalse();
  }

  @Test
  void namesThePartnerAndWhatItKnowsWhenANameIsUnknown() {
    AdapterCatalogue catalogue =
        AdapterCatalogue.of(List.of(factory("openai"), factory("simulated")).iterator());

    assertThatThrownBy(() -> catalogue.create("gemini", SETTINGS))
        .hasMessage("partner 'alpha': no adapter is named 'gemini'; known: openai, simulated");
  }

  @Test
  void refusesTwoAdaptersOfOneName() {
    List<ModelAdapterFactory> two = List.of(factory("openai"), factory("OpenAIAdapter"));

    assertThatThrownBy(() -> AdapterCatalogue.of(two.iterator()))
        .hasMessageStartingWith("two adapters are named 'openai'");
  }

  private static ModelAdapterFactory factory(String name) {
    return new ModelAdapterFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ModelAdapter create(AdapterSettings settings) {
        throw new IllegalArgumentException("not created in this test");
      }
    };
  }
}
