package io.github.camelherobase.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.guide.HerobaseTexts.Place;
import io.github.camelherobase.guide.HerobaseTexts.Uri;

/** Camel's own catalog, with our component in it. */
final class HerobaseCatalog {

    private static final String METADATA = "/META-INF/io/github/camelherobase/herobase.json";

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    HerobaseCatalog() {
        catalog.addComponent("herobase", HerobaseComponent.class.getName(), metadata());
    }

    /** What the build generated of the component's options and headers. */
    static String metadata() {
        try (InputStream json = HerobaseComponent.class.getResourceAsStream(METADATA)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null when there is nothing wrong with it. */
    String mistakeIn(Uri uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(
                uri.text(), false, uri.place() == Place.FROM, uri.place() == Place.TO);
        return result.isSuccess() ? null : result.summaryErrorMessage(false);
    }

    /** @param setting {@code camel.component.herobase.name=value}, or without a value. Null when nothing is wrong */
    String mistakeIn(String setting) {
        String complete = setting.contains("=") ? setting : setting + "={{value}}";
        ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(complete);
        if (!result.isAccepted()) {
            return setting + " is no setting of a component";
        }
        return result.isSuccess() ? null : result.summaryErrorMessage(false);
    }
}
